package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.Session;
import io.mqkeep.session.Suspect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message that makes the server leave each time it is sent, or it would go round for ever.
 *
 * <p>A message is named when {@link #FAILURES} connections in a row ended in the same way while it alone was sent and not
 * acknowledged. When several were, any of them may be the cause: after the second connection in a row that ended without
 * anything acknowledged, what is sent again goes out one at a time.
 *
 * <p>What is suspected is kept in the session, so that commands that do not connect again find the message too, one
 * connection each. One that does has no need of that: it begins without suspicion, and the network's bad days in the
 * past don't end it early.
 */
final class Suspicion {
    static final int FAILURES = 3;
    private static final int CROWDED_FAILURES = 2;

    private final Session session;
    private final @Nullable String sessionName;
    private Suspect suspect;
    private boolean connected;
    private boolean progressed;

    Suspicion(Session session, ClientSettings settings) {
        this.session = session;
        sessionName = settings.session();
        suspect = settings.reconnect().limit() == 0 ? session.state().suspect() : Suspect.NONE;
    }

    void opening() {
        connected = false;
        progressed = false;
        session.resendOneAtATime(suspect.number() != 0 || suspect.crowded() >= CROWDED_FAILURES);
    }

    void connected() {
        connected = true;
    }

    /** A message was acknowledged, refused or given up. */
    void acknowledged() {
        progressed = true;
    }

    /** Returns what is suspected now. */
    Suspect suspect() {
        return suspect;
    }

    /**
     * Returns why the connection ended, with the message that is taken for the cause when it is time to name it. Asked
     * before the session is told that the connection is lost.
     */
    ClientException judge(ClientException ended) {
        if (!connected || !Reconnect.couldHelp(ended)) {
            // Nothing was sent, or the end has a reason that no message gave it.
            return ended;
        }
        List<OutgoingMessage> open = session.unacknowledgedHere();
        int crowded = progressed || open.size() < 2 ? 0 : suspect.crowded() + 1;
        if (open.size() != 1) {
            suspect = open.isEmpty() || progressed
                    ? new Suspect(0, 0, crowded, 0)
                    : new Suspect(suspect.number(), suspect.failures(), crowded, suspect.end());
            return ended;
        }
        OutgoingMessage only = open.getFirst();
        String words = String.valueOf(ended.getMessage());
        int end = words.hashCode();
        boolean same = suspect.number() == only.number() && suspect.end() == end;
        suspect = new Suspect(only.number(), same ? suspect.failures() + 1 : 1, crowded, end);
        return suspect.failures() < FAILURES ? ended : named(only, words, ended.reasonCode());
    }

    private ClientException named(OutgoingMessage message, String words, @Nullable ReasonCode reasonCode) {
        String remedy = sessionName == null
                ? ""
                : "; it stays in the session, and 'mqkeep session drop " + sessionName + " " + message.number()
                        + "' gives it up";
        return new ClientException(
                ClientException.Kind.POISONED,
                "the connection ended " + suspect.failures() + " times in a row when message " + message.number()
                        + " (topic '"
                        + message.message().topic() + "', QoS "
                        + message.message().qos().number() + ", packet identifier " + message.packetId()
                        + ") was sent, each time like this: " + words + remedy,
                reasonCode);
    }
}
