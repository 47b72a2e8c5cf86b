package io.mqkeep.cli.connection;

import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.ClientException;
import io.mqkeep.client.ClientListener;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Identity;
import io.mqkeep.session.Outcome;
import io.mqkeep.session.SessionEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells a person what a client has to tell. */
final class SessionNotes implements ClientListener {
    /** How many messages that are set aside are told one by one. */
    private static final int TOLD = 10;

    private final Notes notes;
    private final Identity identity;
    private final boolean durable;
    private final ClientListener listener;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile @Nullable ServerAddress standIn;
    /** How often a lost connection was tried again so far; 0 while it is there. Only on the loop's thread. */
    private int attempts;
    /** How many messages the server of this connection could not take. Only on the loop's thread. */
    private int setAside;

    /** @param listener hears everything too */
    SessionNotes(Notes notes, Identity identity, boolean durable, ClientListener listener) {
        this.notes = notes;
        this.identity = identity;
        this.durable = durable;
        this.listener = listener;
    }

    /** Returns how many messages of earlier commands were refused. */
    int refused() {
        return refused.get();
    }

    /** Returns the server that stands in for the first one, or null. */
    @Nullable
    ServerAddress standIn() {
        return standIn;
    }

    @Override
    public void detoured(ServerAddress server, String why) {
        standIn = server;
        notes.note("connecting to " + server + " instead of " + identity.server() + ": " + why);
    }

    @Override
    public void told(SessionEvent event) {
        listener.told(event);
        switch (event) {
            case SessionEvent.Connected connected -> connected(connected);
            case SessionEvent.SessionLost lost -> lost(lost);
            case SessionEvent.SubscriptionRenewed renewed -> {
                if (renewed.reasonCode().isError()) {
                    notes.warning("the server refused to renew the subscription to '" + renewed.filter() + "': "
                            + renewed.reasonCode());
                }
            }
            case SessionEvent.SetAside aside -> setAside(aside);
            case SessionEvent.InboxFull full ->
                notes.warning("the inbox is full (" + full.messages() + " messages, " + full.bytes()
                        + " bytes): QoS 1 and 2 stay with the server, QoS 0 is dropped; 'mqkeep sub' empties it");
            case SessionEvent.UnknownAcknowledgement unknown ->
                notes.trace(unknown.acknowledgement().type() + " for packet identifier "
                        + unknown.acknowledgement().packetId() + ", which is not in use");
            case SessionEvent.ConnectRefused _, SessionEvent.Disconnected _ -> {
                // Whoever waits is told with a sentence of its own.
            }
        }
    }

    private void setAside(SessionEvent.SetAside aside) {
        setAside++;
        if (setAside <= TOLD) {
            notes.warning("message " + aside.number() + " to topic '" + aside.topic() + "' "
                    + aside.limit().words() + (durable ? "; it stays in the session" : "; it is not sent"));
        } else if (setAside == TOLD + 1) {
            notes.warning("the server can't take more of them"
                    + (durable ? "; 'mqkeep session show' lists them with the reasons" : ""));
        }
    }

    private void connected(SessionEvent.Connected connected) {
        setAside = 0;
        if (attempts > 0) {
            notes.note("connected again" + (attempts == 1 ? "" : ", at the " + ordinal(attempts) + " attempt"));
            attempts = 0;
        }
        if (!durable) {
            return;
        }
        if (connected.resending() > 0 || connected.queued() > 0) {
            notes.note(
                    "the session goes on: " + connected.resending() + " in flight, " + connected.queued() + " queued");
        }
        if (identity.version() == MqttVersion.V3_1_1) {
            return;
        }
        Long granted = connected.connAck().properties().sessionExpiryInterval();
        if (granted == null || granted >= identity.sessionExpiryInterval()) {
            return;
        }
        if (granted == 0) {
            notes.warning("the server ends the session with the connection (session expiry 0): it will keep nothing");
        } else {
            notes.warning("the server keeps the session for " + Times.interval(granted) + " only, not for "
                    + Times.interval(identity.sessionExpiryInterval()));
        }
    }

    private static String ordinal(int number) {
        int tens = number % 100;
        int ones = tens >= 11 && tens <= 13 ? 0 : number % 10;
        return number
                + switch (ones) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** Without a session the server was to keep nothing, or not for that long. */
    private void forgotten(SessionEvent.SessionLost lost) {
        if (lost.subscriptions() > 0) {
            notes.note("the server kept nothing for us: what was published meanwhile does not come; the subscriptions"
                    + " are made again");
        }
        if (lost.inFlight() > 0) {
            notes.warning("the server kept nothing for us: " + lost.inFlight()
                    + (lost.inFlight() == 1 ? " message is" : " messages are")
                    + " published again and may arrive twice; with --session "
                    + (lost.inFlight() == 1 ? "it does" : "they do") + " not");
        }
    }

    private void lost(SessionEvent.SessionLost lost) {
        if (!durable) {
            forgotten(lost);
            return;
        }
        Long since = lost.since();
        String lastConnection = since == null ? "" : " (" + Times.instant(since) + ")";
        if (lost.subscriptions() > 0) {
            notes.warning("the server has lost the session: messages since its last connection" + lastConnection
                    + " may be lost; its subscriptions are made again");
        } else {
            notes.warning("the server has lost the session since its last connection" + lastConnection);
        }
    }

    @Override
    public void settled(long number, Outcome outcome) {
        listener.settled(number, outcome);
        switch (outcome) {
            case Outcome.Refused refusal -> {
                refused.incrementAndGet();
                notes.error("the server refused message " + number + ": "
                        + Reasons.words(refusal.reasonCode(), refusal.reasonString()));
            }
            case Outcome.Dropped dropped ->
                notes.warning("message " + number
                        + switch (dropped.reason()) {
                            case EXPIRED -> " expired before it was sent";
                            case ASKED -> " is given up";
                        });
            case Outcome.Acknowledged _, Outcome.Answered _, Outcome.NotTaken _ -> {
                // As it should be, or said elsewhere.
            }
        }
    }

    @Override
    public void reconnecting(ClientException why, int attempt, long pauseMillis) {
        listener.reconnecting(why, attempt, pauseMillis);
        attempts = attempt;
        String when = "trying again in " + Times.seconds(Duration.ofMillis(pauseMillis));
        if (attempt == 1) {
            notes.note("the connection was lost: " + why.getMessage() + "; " + when);
        } else {
            notes.trace("attempt " + (attempt - 1) + " failed: " + why.getMessage() + "; " + when);
        }
    }

    @Override
    public void closed(ClientException why) {
        listener.closed(why);
    }
}
