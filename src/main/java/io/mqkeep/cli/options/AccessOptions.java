package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to get at a server that a session or a document names: all else is said there. */
@Heading("Connection options")
public final class AccessOptions {
    @Mixin
    private final PasswordOptions password = new PasswordOptions();

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Converters.Wait.class,
            description = "How long to wait until the connection is made.")
    private Duration connectTimeout = Duration.ofSeconds(30);

    private @Nullable TlsOptions tls;
    private @Nullable NetworkOptions network;
    private @Nullable AuthenticationOptions authentication;

    /** Makes the options that are seldom given, after which they count. */
    public List<Object> further() {
        tls = new TlsOptions();
        network = new NetworkOptions();
        authentication = new AuthenticationOptions();
        return List.of(tls, network, authentication);
    }

    /**
     * Returns what was asked, checked.
     *
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together
     */
    public ConnectionRequest request(Path directory) {
        Route route = tls == null ? Route.DIRECT : tls.addTo(Route.DIRECT, directory, true);
        if (authentication != null) {
            route = authentication.addTo(route, directory);
        }
        String unixSocket = network == null ? null : network.unixSocket(directory);
        return new ConnectionRequest(
                unixSocket == null ? ServerChoice.NONE : new ServerChoice(unixSocket, null),
                null,
                null,
                null,
                password.choice(directory, null),
                null,
                null,
                connectTimeout,
                connectTimeout,
                0,
                null,
                network == null ? new RouteRequest(route, null, Map.of()) : network.addTo(route, directory),
                authentication == null ? AuthenticationChoice.NONE : authentication.choice());
    }
}
