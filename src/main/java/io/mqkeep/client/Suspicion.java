package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message that makes the server leave each time it is sent, or it would go round for ever.
 *
 * <p>A message is named when {@link #FAILURES} connections in a row ended in the same way while it alone was sent and not
 * acknowledged. When several were, any of them may be the cause: after the second connection in a row that ended without
 * anything acknowledged, what is sent again goes out one at a time.
 */
final class Suspicion {
    static final int FAILURES = 3;
    private static final int CROWDED_FAILURES = 2;

    private final Session session;
    private final @Nullable String sessionName;
    private @Nullable OutgoingMessage suspect;
    private @Nullable String lastWords;
    private int failures;
    private int crowded;
    private boolean connected;
    private boolean progressed;

    Suspicion(Session session, @Nullable String sessionName) {
        this.session = session;
        this.sessionName = sessionName;
    }

    void opening() {
        connected = false;
        progressed = false;
        session.resendOneAtATime(suspect != null || crowded >= CROWDED_FAILURES);
    }

    void connected() {
        connected = true;
    }

    /** A message was acknowledged, refused or given up. */
    void acknowledged() {
        progressed = true;
    }

    /**
     * Returns why the connection ended, with the message that is taken for the cause when it is time to name it. Asked
     * before the session is told that the connection is lost.
     */
    ClientException judge(ClientException ended) {
        if (!connected) {
            // Nothing was sent, so nothing is known.
            return ended;
        }
        List<OutgoingMessage> open = session.unacknowledgedHere();
        crowded = progressed || open.size() < 2 ? 0 : crowded + 1;
        if (open.size() != 1 || !Reconnect.couldHelp(ended)) {
            if (open.isEmpty() || progressed) {
                suspect = null;
            }
            return ended;
        }
        OutgoingMessage only = open.getFirst();
        OutgoingMessage before = suspect;
        String words = String.valueOf(ended.getMessage());
        boolean same = before != null && before.number() == only.number() && words.equals(lastWords);
        failures = same ? failures + 1 : 1;
        suspect = only;
        lastWords = words;
        return failures < FAILURES ? ended : named(only, words, ended.reasonCode());
    }

    private ClientException named(OutgoingMessage message, String words, @Nullable ReasonCode reasonCode) {
        String remedy = sessionName == null
                ? ""
                : "; it stays in the session, and 'mqkeep session drop " + sessionName + " " + message.number()
                        + "' gives it up";
        return new ClientException(
                ClientException.Kind.POISONED,
                "the connection ended " + failures + " times in a row when message " + message.number() + " (topic '"
                        + message.message().topic() + "', QoS "
                        + message.message().qos().number() + ", packet identifier " + message.packetId()
                        + ") was sent, each time like this: " + words + remedy,
                reasonCode);
    }
}
