package io.mqkeep.session;

/**
 * How a session behaves in one run; nothing of it is stored.
 *
 * @param durable whether the session outlives the process; otherwise it is clean at both ends
 * @param adopt whether a session the server already has under this client id is taken over when ours is new
 * @param onLost what to do when the server has lost the session
 * @param maxInflight the most PUBLISHes with QoS 1 and 2 to have unacknowledged, 1 to 65,535; the server's Receive
 *     Maximum is obeyed below that. 0: the server's Receive Maximum in MQTT 5, 20 in MQTT 3.1.1. How many of them are on
 *     their way is found from the acknowledgements
 * @param inboxMessages the most messages the inbox holds
 * @param inboxBytes the most bytes of topics and payloads it holds
 * @param maximumPacketId 65,535; less in tests that want identifiers to be used again soon
 * @param republishMillis after how long a PUBLISH or PUBREL that nothing acknowledges is sent again on a live connection
 *     of MQTT 3.1.1; 0 for never. MQTT 5 forbids it, and this is not looked at
 */
public record SessionSettings(
        boolean durable,
        boolean adopt,
        LostPolicy onLost,
        int maxInflight,
        int inboxMessages,
        long inboxBytes,
        int maximumPacketId,
        long republishMillis) {

    /** What a 3.1.1 server is sent at a time: a stock mosquitto 2.0 drops a client that has 40 unacknowledged. */
    public static final int MAX_INFLIGHT_3_1_1 = 20;

    public static final int INBOX_MESSAGES = 10_000;
    public static final long INBOX_BYTES = 64L * 1024 * 1024;

    public static final SessionSettings DURABLE =
            new SessionSettings(true, false, LostPolicy.FAIL, 0, INBOX_MESSAGES, INBOX_BYTES, 65_535, 0);

    public static final SessionSettings ONE_SHOT =
            new SessionSettings(false, false, LostPolicy.FAIL, 0, INBOX_MESSAGES, INBOX_BYTES, 65_535, 0);

    public SessionSettings withOnLost(LostPolicy policy) {
        return new SessionSettings(
                durable, adopt, policy, maxInflight, inboxMessages, inboxBytes, maximumPacketId, republishMillis);
    }

    public SessionSettings withAdopt(boolean adopts) {
        return new SessionSettings(
                durable, adopts, onLost, maxInflight, inboxMessages, inboxBytes, maximumPacketId, republishMillis);
    }

    public SessionSettings withMaxInflight(int maximum) {
        return new SessionSettings(
                durable, adopt, onLost, maximum, inboxMessages, inboxBytes, maximumPacketId, republishMillis);
    }

    public SessionSettings withInbox(int messages, long bytes) {
        return new SessionSettings(
                durable, adopt, onLost, maxInflight, messages, bytes, maximumPacketId, republishMillis);
    }

    public SessionSettings withMaximumPacketId(int maximum) {
        return new SessionSettings(
                durable, adopt, onLost, maxInflight, inboxMessages, inboxBytes, maximum, republishMillis);
    }

    public SessionSettings withRepublish(long millis) {
        return new SessionSettings(
                durable, adopt, onLost, maxInflight, inboxMessages, inboxBytes, maximumPacketId, millis);
    }
}
