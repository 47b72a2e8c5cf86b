package io.mqkeep.session;

import io.mqkeep.protocol.Connect.ConnectProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a session that outlives the process, as a value.
 *
 * @param incarnations names of the last connects, oldest first, at most {@link #INCARNATIONS_KEPT}
 * @param nextNumber the number the next message gets, from 1
 * @param handedOver whether the session was given to another place
 * @param grantedSessionExpiryInterval seconds the server granted last, or null when unknown (MQTT 3.1.1, never
 *     connected)
 * @param connectedAt when the last connection was established, milliseconds since the epoch, or null
 * @param closedAt when the last connection is known to have ended, or null
 * @param lostAt when the server was found to have lost the session, or null unless in {@link Phase#LOST}
 * @param queued in the order they will be sent
 * @param inFlight in the order they were first sent ([MQTT-4.6.0-1])
 * @param keys idempotency keys and the numbers of their messages, oldest first, at most {@link #KEYS_KEPT}
 * @param outputs known on this machine only, as the two after it
 * @param setAside why the server of the last connection was not sent a message, by the message's number
 * @param suspect which message seems to make the server leave
 */
public record Snapshot(
        Identity identity,
        Phase phase,
        boolean handedOver,
        List<String> incarnations,
        long nextNumber,
        @Nullable Long grantedSessionExpiryInterval,
        @Nullable Long connectedAt,
        @Nullable Long closedAt,
        @Nullable Long lostAt,
        List<HeldSubscription> subscriptions,
        List<QueuedMessage> queued,
        List<OutgoingMessage> inFlight,
        List<ReceivedId> received,
        List<InboxMessage> inbox,
        Map<String, Long> keys,
        List<InputPosition> inputs,
        List<OutputPosition> outputs,
        Map<Long, ServerLimit> setAside,
        Suspect suspect) {

    /** How many incarnations are kept: as many connects can lie between a document and the session it came from. */
    public static final int INCARNATIONS_KEPT = 64;

    /** How many idempotency keys are kept. */
    public static final int KEYS_KEPT = 10_000;

    /** Returns a session that has never connected. */
    public static Snapshot fresh(Identity identity) {
        return empty(identity, List.of(), 1);
    }

    /** Returns a session that holds nothing and is still to be begun. */
    static Snapshot empty(Identity identity, List<String> incarnations, long nextNumber) {
        return new Snapshot(
                identity,
                Phase.NEW,
                false,
                incarnations,
                nextNumber,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                Suspect.NONE);
    }

    /** Returns the session after a change; this one stays as it is. */
    public Snapshot after(Change change) {
        SessionState state = new SessionState(this);
        state.apply(change);
        return state.snapshot();
    }

    /** Returns the same session with other places in output files. */
    public Snapshot withOutputs(List<OutputPosition> others) {
        return new Snapshot(
                identity,
                phase,
                handedOver,
                incarnations,
                nextNumber,
                grantedSessionExpiryInterval,
                connectedAt,
                closedAt,
                lostAt,
                subscriptions,
                queued,
                inFlight,
                received,
                inbox,
                keys,
                inputs,
                others,
                setAside,
                suspect);
    }

    /**
     * Returns until when the server has to keep the session, in milliseconds since the epoch: it counts from the end of
     * the last connection, or, when that isn't known, from a moment that was before it.
     *
     * @return null when nobody knows (MQTT 3.1.1, never connected); {@link Long#MAX_VALUE} when it never expires
     */
    public @Nullable Long keptByServerUntil() {
        Long interval = grantedSessionExpiryInterval;
        Long connected = connectedAt;
        if (interval == null || connected == null) {
            return null;
        }
        if (interval == ConnectProperties.EXPIRES_NEVER) {
            return Long.MAX_VALUE;
        }
        long from = closedAt == null ? connected : Math.max(closedAt, connected);
        return from + interval * 1000;
    }
}
