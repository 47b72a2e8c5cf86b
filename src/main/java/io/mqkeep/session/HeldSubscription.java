package io.mqkeep.session;

import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of the session.
 *
 * @param granted the code of its SUBACK, never an error; null while none has come
 * @param ending whether UNSUBSCRIBE was asked for and no UNSUBACK has come
 */
public record HeldSubscription(
        Subscription subscription, @Nullable ReasonCode granted, boolean ending) {}
