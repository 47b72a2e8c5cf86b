package io.mqkeep.cli.options;

import io.mqkeep.protocol.MqttVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was asked about the connection. Null is what was not said: the session's value counts then, or the default.
 *
 * @param clientId may be empty, which asks the server for one
 * @param keepAlive seconds, 0 to 65,535
 * @param sessionExpiry seconds, 0 to 4,294,967,295 (never)
 * @param connectTimeout from the first packet of the network to CONNACK
 * @param timeout how long to wait for an acknowledgement
 * @param maxInflight 1 to 65,535, or 0 for what the server allows
 */
public record ConnectionRequest(
        ServerChoice server,
        @Nullable String clientId,
        @Nullable MqttVersion version,
        @Nullable String userName,
        @Nullable PasswordChoice password,
        @Nullable Integer keepAlive,
        @Nullable Long sessionExpiry,
        Duration connectTimeout,
        Duration timeout,
        int maxInflight,
        @Nullable InboxLimit inboxLimit,
        RouteRequest route,
        AuthenticationChoice authentication) {}
