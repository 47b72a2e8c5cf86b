package io.mqkeep.protocol;

/**
 * A Topic Filter with its Subscription Options (5.0: 3.8.3.1). MQTT 3.1.1 knows the filter and the QoS only; the other
 * options are left out there.
 *
 * @param filter a valid Topic Filter ({@link TopicFilter})
 * @param qos the most the server may send with
 * @param subscriptionIdentifier 1 to 268,435,455, or 0 for none (5.0: 3.8.2.1.2)
 */
public record Subscription(
        String filter,
        QoS qos,
        boolean noLocal,
        boolean retainAsPublished,
        RetainHandling retainHandling,
        int subscriptionIdentifier) {

    /** Makes a subscription with the options' defaults. */
    public static Subscription of(String filter, QoS qos) {
        return new Subscription(filter, qos, false, false, RetainHandling.SEND, 0);
    }

    public Subscription withRetainHandling(RetainHandling handling) {
        return new Subscription(filter, qos, noLocal, retainAsPublished, handling, subscriptionIdentifier);
    }

    /**
     * Says whether the server would do the same for both. Retain handling is left out: it speaks of the moment of
     * subscribing only, not of the subscription.
     */
    public boolean sameAs(Subscription other) {
        return withRetainHandling(other.retainHandling).equals(other);
    }
}
