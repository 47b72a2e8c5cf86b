package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.ControllingTerminal;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.options.NetworkOptions;
import io.mqkeep.cli.options.RouteRequest;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.transport.ProxyServer;
import io.mqkeep.transport.WaySecrets;
import io.mqkeep.transport.tls.UnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route needs and does not say: from the file it names, or from whoever sits at the terminal. */
public final class RouteSecrets implements WaySecrets {
    private final Map<String, String> environment;
    private final Notes notes;
    private final Interruption interruption;
    private final RouteRequest asked;
    private final Route route;

    private RouteSecrets(App app, RouteRequest asked, Route route) {
        this.environment = app.environment();
        this.notes = app.notes();
        this.interruption = app.interruption();
        this.asked = asked;
        this.route = route;
    }

    static RouteSecrets of(App app, RouteRequest asked, Route route) {
        return new RouteSecrets(app, asked, route);
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public char[] keyPassword(String file) {
        return password(
                RouteOption.KEY_PASSWORD_FILE, "--key-password-file", "The password of the private key in " + file);
    }

    @Override
    public char[] keyStorePassword(String file) {
        return password(
                RouteOption.KEYSTORE_PASSWORD_FILE,
                "--keystore-password-file",
                "The password of the key store " + file);
    }

    @Override
    public char[] trustStorePassword(String file) {
        return password(
                RouteOption.TRUSTSTORE_PASSWORD_FILE,
                "--truststore-password-file",
                "The password of the trust store " + file);
    }

    @Override
    public @Nullable String proxyPassword() {
        if (asked.proxyPassword() != null) {
            notes.seenByOthers("a password in --proxy", "--proxy", "--proxy-password-file keeps it to yourself");
            return ProxyServer.decoded(asked.proxyPassword());
        }
        String file = route.first(RouteOption.PROXY_PASSWORD_FILE);
        return file == null ? null : firstLine("--proxy-password-file", file);
    }

    @Override
    public Map<String, String> webSocketHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String file : route.all(RouteOption.WEBSOCKET_HEADER_FILE)) {
            try {
                for (String line : Files.readAllLines(Path.of(file))) {
                    if (!line.isBlank()) {
                        NetworkOptions.addHeader(line, headers);
                    }
                }
            } catch (IOException e) {
                throw new UnusableException("--ws-header: the file " + file + " can't be read", e);
            }
        }
        headers.putAll(asked.webSocketHeaders());
        return headers;
    }

    private static String firstLine(String option, String file) {
        return new String(Passwords.firstLine(option, Path.of(file)).array(), StandardCharsets.UTF_8);
    }

    private char[] password(RouteOption where, String option, String question) {
        String file = route.first(where);
        char @Nullable [] password = file == null
                ? ControllingTerminal.askSecret(question + ": ", interruption)
                : firstLine(option, file).toCharArray();
        if (password == null) {
            throw new UnusableException(question.replace("The password", "the password")
                    + " is needed, and there is no terminal to ask at: give it with " + option);
        }
        return password;
    }
}
