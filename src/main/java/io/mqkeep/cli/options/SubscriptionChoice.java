package io.mqkeep.cli.options;

import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked about subscriptions beside filter and QoS.
 *
 * @param retainHandling null when not said
 * @param subscriptionIdentifier 1 to 268,435,455, or 0 for none
 * @param userProperties of SUBSCRIBE
 */
public record SubscriptionChoice(
        boolean noLocal,
        boolean retainAsPublished,
        @Nullable RetainHandling retainHandling,
        int subscriptionIdentifier,
        List<UserProperty> userProperties) {

    public static final SubscriptionChoice NONE = new SubscriptionChoice(false, false, null, 0, List.of());

    public SubscriptionChoice {
        userProperties = List.copyOf(userProperties);
    }

    /** Returns the subscription to one filter. A session's that is there already brings no retained messages again. */
    public Subscription to(String filter, QoS qos, boolean withSession) {
        RetainHandling otherwise = withSession ? RetainHandling.SEND_IF_NEW : RetainHandling.SEND;
        return new Subscription(
                filter,
                qos,
                noLocal,
                retainAsPublished,
                retainHandling == null ? otherwise : retainHandling,
                subscriptionIdentifier);
    }
}
