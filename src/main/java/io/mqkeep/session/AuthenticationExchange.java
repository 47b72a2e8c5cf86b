package io.mqkeep.session;

import io.mqkeep.protocol.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Our side of one exchange of enhanced authentication (5.0: 4.12): what to say to what the server says. It is made outside
 * and given to the session with all the chance it needs already drawn, so that the session stays pure. It is used once.
 */
public interface AuthenticationExchange {

    /** Returns the Authentication Method, the same for all exchanges of a connection ([MQTT-4.12.1-1]). */
    String method();

    /** Returns the Authentication Data to begin with, in CONNECT or in AUTH, or null for none. */
    @Nullable
    Binary first();

    /**
     * Returns what to answer.
     *
     * @param data what the server sent with AUTH 0x18, or null
     */
    Answer answer(@Nullable Binary data);

    /**
     * Takes the server's word that all is well.
     *
     * @param data what the server sent with CONNACK or AUTH 0x00, or null
     * @return why it is not, as a clause that begins with "the server", or null
     */
    @Nullable
    String end(@Nullable Binary data);

    /** What follows from what the server sent. */
    sealed interface Answer {}

    /** Send this with AUTH 0x18. */
    record Continue(@Nullable Binary data) implements Answer {}

    /**
     * Leave.
     *
     * @param words why, as a clause that begins with "the server"
     */
    record GiveUp(String words) implements Answer {}
}
