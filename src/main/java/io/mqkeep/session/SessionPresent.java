package io.mqkeep.session;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.session.Effect.CloseReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what the server has is our session: what to ask for with Clean Start, and what follows from Session Present
 * (3.1.2.4 and 3.2.2.2 of both versions).
 */
final class SessionPresent {
    private final SessionState state;
    private final SessionSettings settings;
    private final Incoming incoming;
    private final Turn turn;
    private Wipe wipe = Wipe.NOT_NEEDED;

    /**
     * MQTT 3.1.1 has one bit for "begin anew" and "end at the close", so a session that must begin anew and last takes
     * a connection of its own that only wipes what the server has.
     */
    private enum Wipe {
        NOT_NEEDED,
        NEEDED,
        DONE
    }

    SessionPresent(SessionState state, SessionSettings settings, Incoming incoming, Turn turn) {
        this.state = state;
        this.settings = settings;
        this.incoming = incoming;
        this.turn = turn;
    }

    boolean blocked() {
        return state.phase() == Phase.LOST
                && settings.onLost() == LostPolicy.FAIL
                && !state.inFlight().isEmpty();
    }

    boolean cleanStart(Connect template) {
        MqttVersion version = template.version();
        if (!settings.durable()) {
            // After the first connection of this run the server has what is in memory too, if it was asked to keep it.
            boolean kept = version == MqttVersion.V5 && template.properties().sessionExpiryInterval() > 0;
            return !kept || state.phase() == Phase.NEW;
        }
        if (version == MqttVersion.V3_1_1) {
            if (state.phase() == Phase.LOST && wipe == Wipe.NOT_NEEDED) {
                wipe = Wipe.NEEDED;
            }
            return wipe == Wipe.NEEDED;
        }
        return switch (state.phase()) {
            case NEW -> !settings.adopt();
            case ESTABLISHED -> false;
            case LOST -> true;
        };
    }

    /** Takes a CONNACK that accepts, and stores what it means. Returns how to leave, or null to go on. */
    @Nullable
    Parting accepted(Connect sent, ConnAck answer, long now) {
        boolean present = answer.sessionPresent();
        if (wipe == Wipe.NEEDED) {
            wipe = Wipe.DONE;
            return new Parting(Disconnect.normal(), CloseReason.RECONNECT, "the session the server had was ended");
        }
        if (!settings.durable()) {
            if (state.phase() != Phase.NEW && !present) {
                forgotten(now);
            }
            return null;
        }
        return switch (state.phase()) {
            case NEW -> present && !settings.adopt() ? strangers(sent) : null;
            case ESTABLISHED -> present ? null : lost(now);
            case LOST -> {
                if (present) {
                    yield strangers(sent);
                }
                decide(now);
                yield null;
            }
        };
    }

    /** The connection goes on. */
    void established() {
        wipe = Wipe.NOT_NEEDED;
    }

    /** Without a session: goes on with what is in memory; what the server has forgotten goes out as new. */
    private void forgotten(long now) {
        turn.tell(new SessionEvent.SessionLost(
                state.inFlight().size(), state.subscriptions().size(), state.connectedAt()));
        incoming.sessionLost();
        if (!state.inFlight().isEmpty()) {
            turn.store(new Change.Republished(now));
        }
    }

    /** Only in MQTT 3.1.1: a session that is not ours, found because Clean Session could not be asked for. */
    private Parting strangers(Connect sent) {
        if (sent.version() == MqttVersion.V3_1_1 && wipe == Wipe.NOT_NEEDED) {
            wipe = Wipe.NEEDED;
            return new Parting(
                    Disconnect.normal(),
                    CloseReason.RECONNECT,
                    "the server has a session under this client id that is not ours");
        }
        return Parting.protocolError(
                sent.version(), "the server says that a session is present right after it was ended");
    }

    private @Nullable Parting lost(long now) {
        int inFlight = state.inFlight().size();
        int subscribed = state.subscriptions().size();
        turn.tell(new SessionEvent.SessionLost(inFlight, subscribed, state.connectedAt()));
        turn.store(new Change.Lost(now));
        incoming.sessionLost();
        if (blocked()) {
            return new Parting(Disconnect.endingSession(), CloseReason.SESSION_LOST, "the server has lost the session");
        }
        decide(now);
        return null;
    }

    private void decide(long now) {
        if (state.inFlight().isEmpty()) {
            return;
        }
        if (settings.onLost() == LostPolicy.REPUBLISH) {
            turn.store(new Change.Republished(now));
            return;
        }
        List<OutgoingMessage> given = List.copyOf(state.inFlight());
        turn.store(new Change.Discarded(now));
        for (OutgoingMessage message : given) {
            turn.settle(message.number(), new Outcome.Dropped(Change.DropReason.ASKED));
        }
    }
}
