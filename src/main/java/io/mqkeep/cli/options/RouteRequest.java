package io.mqkeep.cli.options;

import io.mqkeep.protocol.Route;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked about the way to the server.
 *
 * @param route what a session may remember; what it doesn't say is as the session has it
 * @param proxyPassword percent-encoded, for this run only; null when none was typed
 * @param webSocketHeaders for this run only
 */
public record RouteRequest(Route route, @Nullable String proxyPassword, Map<String, String> webSocketHeaders) {
    /** Leaves out what may be secret. */
    @Override
    public String toString() {
        return "RouteRequest[" + route + "]";
    }
}
