package io.mqkeep.session;

import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of the session.
 *
 * @param userProperties of its SUBSCRIBE, which is sent with the same again when the server has lost the subscription
 * @param granted the code of its SUBACK, never an error; null while none has come
 * @param ending whether UNSUBSCRIBE was asked for and no UNSUBACK has come
 */
public record HeldSubscription(
        Subscription subscription,
        List<UserProperty> userProperties,
        @Nullable ReasonCode granted,
        boolean ending) {

    public HeldSubscription {
        userProperties = List.copyOf(userProperties);
    }

    public HeldSubscription(Subscription subscription, @Nullable ReasonCode granted, boolean ending) {
        this(subscription, List.of(), granted, ending);
    }

    HeldSubscription with(@Nullable ReasonCode code, boolean ends) {
        return new HeldSubscription(subscription, userProperties, code, ends);
    }
}
