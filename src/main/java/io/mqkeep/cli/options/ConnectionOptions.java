package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to reach the server and who we are there; every command that connects has these. */
@Heading("Connection options")
public final class ConnectionOptions {
    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST",
            converter = Converters.Host.class,
            description = "The server's name or address. Given again, another server for when the one before is not"
                    + " there. Default: the session's, or localhost.")
    private @Nullable List<String> hosts;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "The server's port; with several hosts one for all, or one for each. Default: the"
                    + " session's, or 1883, with TLS 8883, with WebSocket 80 and 443.")
    private @Nullable List<Integer> ports;

    @Option(
            names = {"-L", "--url"},
            paramLabel = "URL",
            converter = Converters.Url.class,
            description = "All in one: mqtt://[USER[:PASSWORD]@]HOST[:PORT], percent-encoded where needed; mqtts:// is"
                    + " TLS, ws:// and wss:// are WebSocket and may have a path. Given again, another server.")
    private @Nullable List<ServerUrl> urls;

    @Option(
            names = {"-i", "--id"},
            paramLabel = "ID",
            converter = Converters.Text.class,
            description = "The client identifier. Default: the session's, or a new one.")
    private @Nullable String clientId;

    @Option(
            names = {"-V", "--mqtt-version"},
            paramLabel = "3.1.1|5",
            converter = Converters.Version.class,
            description = "The protocol version. Default: the session's, or 5.")
    private @Nullable MqttVersion version;

    @Option(
            names = {"-u", "--user", "--username"},
            paramLabel = "NAME",
            converter = Converters.Text.class,
            description = "The user name. Default: the session's, or none.")
    private @Nullable String userName;

    @Mixin
    private final PasswordOptions password = new PasswordOptions();

    @Option(
            names = {"-k", "--keep-alive"},
            paramLabel = "TIME",
            converter = Converters.KeepAlive.class,
            description =
                    "Say that we are there after this time of silence; 0 is never. Default: the session's, or 60s.")
    private @Nullable Integer keepAlive;

    @Option(
            names = {"-x", "--session-expiry", "--session-expiry-interval"},
            paramLabel = "TIME",
            converter = Converters.Expiry.class,
            description = "How long the server keeps the session when we are gone: 30s, 15m, 7d, never."
                    + " Default: the session's, or 7d with a session and 0 without.")
    private @Nullable Long sessionExpiry;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Converters.Wait.class,
            description = "How long to wait until the connection is made.")
    private Duration connectTimeout = Duration.ofSeconds(30);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Converters.Wait.class,
            description = "How long to wait for acknowledgements.")
    private Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--max-inflight",
            paramLabel = "N",
            converter = Converters.Inflight.class,
            description = "Have at most this many messages unacknowledged."
                    + " Default: what the server is fastest with, up to what it allows, or 20 in MQTT 3.1.1.")
    private @Nullable Integer maxInflight;

    @Option(
            names = "--inbox-limit",
            paramLabel = "LIMIT",
            converter = Converters.Inbox.class,
            description = "What the session's inbox may hold: messages (500), bytes (8MiB), or both (500,8MiB)."
                    + " Default: 10000,64MiB.")
    private @Nullable InboxLimit inboxLimit;

    private @Nullable TlsOptions tls;
    private @Nullable NetworkOptions network;
    private @Nullable AuthenticationOptions authentication;
    private @Nullable PacketOptions packets;

    /**
     * Makes the options that are seldom given of a command that says all there is to say in a connection, after which they
     * count, and returns them behind those of the command.
     */
    public List<Object> furtherWithPackets(Object... ofCommand) {
        packets = new PacketOptions();
        List<Object> further = new ArrayList<>(List.of(ofCommand));
        further.add(packets);
        further.add(new PropertyOption());
        return further(further.toArray());
    }

    /** Makes the options that are seldom given, after which they count, and returns them behind those of a command. */
    public List<Object> further(Object... ofCommand) {
        tls = new TlsOptions();
        network = new NetworkOptions();
        authentication = new AuthenticationOptions();
        List<Object> further = new ArrayList<>(List.of(ofCommand));
        further.add(tls);
        further.add(network);
        further.add(authentication);
        return further;
    }

    /**
     * Returns what was asked, checked.
     *
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together
     */
    public ConnectionRequest request(Path directory) {
        return request(directory, true);
    }

    /**
     * Returns what was asked about the first and the last packet, checked.
     *
     * @param own the first option of the command's own that is not in MQTT 3.1.1, or null
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together
     */
    public PacketRequest packets(
            ConnectionRequest request, @Nullable SessionRequest session, @Nullable String own, Path directory) {
        return packets == null ? PacketRequest.USUAL : packets.request(own, request, session != null, directory);
    }

    /**
     * Returns what was asked of a command that has an idempotency key, checked: without {@code --cert} that is what
     * {@code --key} is short for.
     */
    public ConnectionRequest requestWithIdempotencyKey(Path directory) {
        return request(directory, tls != null && tls.hasCertificate());
    }

    /** Returns what was typed after {@code --key} when that is an idempotency key, or null. */
    public @Nullable String idempotencyKey() {
        return tls == null || tls.hasCertificate() ? null : tls.key();
    }

    private ConnectionRequest request(Path directory, boolean keyIsPrivate) {
        ServerUrl url = urls == null ? null : urls.getFirst();
        String user = userName;
        if (url != null && url.user() != null) {
            if (user != null) {
                throw Failure.usage("--url and --user both give a user name");
            }
            user = url.user();
        }
        Route route = url == null ? Route.DIRECT : url.addTo(Route.DIRECT);
        if (tls != null) {
            route = tls.addTo(route, directory, keyIsPrivate);
        }
        if (authentication != null) {
            route = authentication.addTo(route, directory);
        }
        return new ConnectionRequest(
                server(directory),
                clientId,
                version,
                user,
                password.choice(directory, url),
                keepAlive,
                sessionExpiry,
                connectTimeout,
                timeout,
                maxInflight == null ? 0 : maxInflight,
                inboxLimit,
                network == null ? new RouteRequest(route, null, Map.of()) : network.addTo(route, directory),
                authentication == null ? AuthenticationChoice.NONE : authentication.choice());
    }

    private ServerChoice server(Path directory) {
        String unixSocket = network == null ? null : network.unixSocket(directory);
        if (unixSocket != null) {
            if (hosts != null || ports != null || urls != null) {
                throw Failure.usage("--unix and " + (hosts != null ? "--host" : ports != null ? "--port" : "--url")
                        + " both name the server");
            }
            return new ServerChoice(unixSocket, null);
        }
        if (urls != null) {
            if (hosts != null || ports != null) {
                throw Failure.usage("--url and " + (hosts != null ? "--host" : "--port") + " both name the server");
            }
            return ofUrls(urls);
        }
        List<String> names = hosts == null ? List.of() : hosts;
        List<Integer> numbers = ports == null ? List.of() : ports;
        if (numbers.size() > 1 && names.size() != numbers.size()) {
            throw Failure.usage("--port is given " + numbers.size() + " times and --host " + names.size()
                    + " times: give one port for all hosts, or one for each");
        }
        return new ServerChoice(names, numbers);
    }

    /** One server in several places: what is said besides host and port is said of all. */
    private static ServerChoice ofUrls(List<ServerUrl> urls) {
        List<String> names = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        ServerUrl first = urls.getFirst();
        for (ServerUrl url : urls) {
            if (!url.scheme().equals(first.scheme()) || !Objects.equals(url.path(), first.path())) {
                throw Failure.usage(
                        "--url: servers that stand in for one another are reached in the same way, and these"
                                + " differ in " + (url.scheme().equals(first.scheme()) ? "path" : "scheme"));
            }
            boolean sameUser =
                    Objects.equals(url.user(), first.user()) && Objects.equals(url.password(), first.password());
            if (url.user() != null && !sameUser) {
                throw Failure.usage("--url: the servers have different user names or passwords, and a session has one");
            }
            names.add(url.host());
            numbers.add(url.portOrDefault());
        }
        return new ServerChoice(names, numbers);
    }
}
