package io.mqkeep.protocol;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server, besides its address. What it doesn't say is as it is by default: plain TCP, straight to the
 * server.
 *
 * @param options what is said, each with at least one value; in the order of {@link RouteOption}
 */
public record Route(Map<RouteOption, List<String>> options) {
    public static final Route DIRECT = new Route(Map.of());

    static final String YES = "yes";
    static final String NO = "no";

    public Route {
        if (options.isEmpty()) {
            options = Map.of();
        } else {
            Map<RouteOption, List<String>> ordered = new EnumMap<>(RouteOption.class);
            options.forEach((option, values) -> ordered.put(option, List.copyOf(values)));
            options = ordered;
        }
    }

    /** Says whether nothing is said. */
    public boolean isDirect() {
        return options.isEmpty();
    }

    public boolean has(RouteOption option) {
        return options.containsKey(option);
    }

    /** Returns the values of an option, none when it isn't said. */
    public List<String> all(RouteOption option) {
        return options.getOrDefault(option, List.of());
    }

    /** Returns the value of an option, or null when it isn't said. */
    public @Nullable String first(RouteOption option) {
        List<String> values = options.get(option);
        return values == null ? null : values.getFirst();
    }

    /** Returns what an option says that is yes or no, or null when it isn't said. */
    public @Nullable Boolean flag(RouteOption option) {
        String value = first(option);
        return value == null ? null : value.equals(YES);
    }

    public boolean isYes(RouteOption option) {
        return YES.equals(first(option));
    }

    /** Returns this route, with what another says in the place of what this one says about the same. */
    public Route with(Route other) {
        if (other.isDirect()) {
            return this;
        }
        Map<RouteOption, List<String>> both = new EnumMap<>(RouteOption.class);
        both.putAll(options);
        both.putAll(other.options);
        return new Route(both);
    }

    /** Returns this route with these values of an option; none takes it away. */
    public Route with(RouteOption option, List<String> values) {
        Map<RouteOption, List<String>> changed = new EnumMap<>(RouteOption.class);
        changed.putAll(options);
        if (values.isEmpty()) {
            changed.remove(option);
        } else {
            changed.put(option, values);
        }
        return new Route(changed);
    }

    /** Returns this route with an option that is yes, no, or, with null, not said. */
    public Route with(RouteOption option, @Nullable Boolean value) {
        return with(option, value == null ? List.of() : List.of(value ? YES : NO));
    }

    /** Returns this route without these options. */
    public Route without(RouteOption... left) {
        Route rest = this;
        for (RouteOption option : left) {
            rest = rest.has(option) ? rest.with(option, List.of()) : rest;
        }
        return rest;
    }

    public boolean tls() {
        return isYes(RouteOption.TLS);
    }

    public boolean webSocket() {
        return isYes(RouteOption.WEBSOCKET);
    }

    /** Returns the port a server has by default on this way. */
    public int defaultPort() {
        if (webSocket()) {
            return tls() ? 443 : 80;
        }
        return tls() ? 8883 : ServerAddress.DEFAULT_PORT;
    }

    /** Returns the servers to try after the first. */
    public List<ServerAddress> furtherServers() {
        List<ServerAddress> servers = new ArrayList<>();
        for (String text : all(RouteOption.FURTHER_SERVER)) {
            servers.add(ServerAddress.parse(text));
        }
        return servers;
    }

    /** Returns this route with these servers to try after the first. */
    public Route withFurtherServers(List<ServerAddress> servers) {
        return with(
                RouteOption.FURTHER_SERVER,
                servers.stream().map(ServerAddress::toString).toList());
    }
}
