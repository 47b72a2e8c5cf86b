package io.mqkeep.client;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.ServerAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the server and what to say first.
 *
 * @param servers how many there are that stand in for one another: each has its share of the time, at least 1
 * @param connect CONNECT with everything but Clean Start, which the session decides
 * @param connectTimeout for the whole way from the first packet of the network to CONNACK
 * @param reconnect what to do when an established connection is lost
 * @param authenticator how to authenticate beyond what CONNECT says (5.0: 4.12), or null
 * @param reauthenticateMillis after how long to do it again on the same connection, again and again; 0 for never
 * @param session what the session is called, for sentences, or null when it does not outlive the process
 */
public record ClientSettings(
        ServerAddress server,
        int servers,
        Connect connect,
        Duration connectTimeout,
        Reconnect reconnect,
        @Nullable Authenticator authenticator,
        long reauthenticateMillis,
        @Nullable String session) {

    /** Returns how long one server may take from the first packet of the network to CONNACK, in milliseconds. */
    public long answerMillis() {
        return Math.max(1, connectTimeout.toMillis() / servers);
    }

    /** Settings with one server and without enhanced authentication. */
    public ClientSettings(
            ServerAddress server,
            Connect connect,
            Duration connectTimeout,
            Reconnect reconnect,
            @Nullable String session) {
        this(server, 1, connect, connectTimeout, reconnect, null, 0, session);
    }
}
