package io.mqkeep.client;

import io.mqkeep.protocol.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a lost connection is made again: after a pause that doubles with each try in a row, up to a cap, with
 * jitter, so that many clients of one server do not all come back at once.
 *
 * @param limit the most tries in a row; 0 for none
 * @param firstMillis the pause before the first try, 1 to 86,400,000
 * @param capMillis the longest pause, 1 to 86,400,000
 */
public record Reconnect(int limit, long firstMillis, long capMillis) {
    /** A lost connection is the end. */
    public static final Reconnect NEVER = new Reconnect(0, 1, 1);

    /** As many tries as it takes. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** Doubled so often, any pause has reached any cap. */
    private static final int MOST_DOUBLINGS = 30;

    /**
     * Returns the pause before a try in milliseconds: between half and all of its doubled base.
     *
     * @param attempt from 1
     * @param random 0 to 1
     */
    public long pauseMillis(int attempt, double random) {
        long base = attempt > MOST_DOUBLINGS ? capMillis : Math.min(capMillis, firstMillis << (attempt - 1));
        return Math.max(1, Math.round(base * (0.5 + random / 2)));
    }

    /** Says whether it could help to try again after this end. */
    static boolean couldHelp(ClientException ended) {
        return switch (ended.kind()) {
            case NOT_CONNECTED, TIMED_OUT, UNANSWERED -> true;
            case REFUSED, SERVER_DISCONNECTED -> couldHelp(ended.reasonCode());
            case PROTOCOL_ERROR, SESSION_LOST, POISONED, DISCONNECTED -> false;
        };
    }

    /** Not when the server said that this client is not to come back, and the return codes of 3.1.1 that mean the same. */
    private static boolean couldHelp(@Nullable ReasonCode reasonCode) {
        return reasonCode == null
                || switch (reasonCode) {
                    case SESSION_TAKEN_OVER,
                            UNSUPPORTED_PROTOCOL_VERSION,
                            CLIENT_IDENTIFIER_NOT_VALID,
                            BAD_USER_NAME_OR_PASSWORD,
                            NOT_AUTHORIZED,
                            BANNED,
                            BAD_AUTHENTICATION_METHOD,
                            ADMINISTRATIVE_ACTION,
                            USE_ANOTHER_SERVER,
                            SERVER_MOVED -> false;
                    default -> true;
                };
    }
}
