package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.MqttVersion;
import java.nio.file.Path;
import java.time.Duration;
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
            description = "The server's name or address. Default: the session's, or localhost.")
    private @Nullable String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "The server's port. Default: the session's, or 1883.")
    private @Nullable Integer port;

    @Option(
            names = {"-L", "--url"},
            paramLabel = "URL",
            converter = Converters.Url.class,
            description = "All in one: mqtt://[USER[:PASSWORD]@]HOST[:PORT], percent-encoded where needed.")
    private @Nullable ServerUrl url;

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
            description = "The protocol version, 5 or 3.1.1. Default: the session's, or 5.")
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
                    + " Default: what the server allows, or 20 in MQTT 3.1.1.")
    private @Nullable Integer maxInflight;

    @Option(
            names = "--inbox-limit",
            paramLabel = "LIMIT",
            converter = Converters.Inbox.class,
            description = "What the session's inbox may hold: messages (500), bytes (8MiB), or both (500,8MiB)."
                    + " Default: 10000,64MiB.")
    private @Nullable InboxLimit inboxLimit;

    /**
     * Returns what was asked, checked.
     *
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together
     */
    public ConnectionRequest request(Path directory) {
        ServerChoice server = new ServerChoice(host, port);
        String user = userName;
        if (url != null) {
            if (server.given()) {
                throw Failure.usage("--url and " + (host != null ? "--host" : "--port") + " both name the server");
            }
            if (url.user() != null && user != null) {
                throw Failure.usage("--url and --user both give a user name");
            }
            server = new ServerChoice(url.host(), url.portOrDefault());
            user = url.user() == null ? user : url.user();
        }
        return new ConnectionRequest(
                server,
                clientId,
                version,
                user,
                password.choice(directory, url),
                keepAlive,
                sessionExpiry,
                connectTimeout,
                timeout,
                maxInflight == null ? 0 : maxInflight,
                inboxLimit);
    }
}
