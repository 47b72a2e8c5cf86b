package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Terminal;
import io.mqkeep.cli.options.RouteRequest;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.transport.tls.TlsSecrets;
import io.mqkeep.transport.tls.UnusableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route needs and does not say: from the file it names, or from whoever sits at the terminal. */
public final class RouteSecrets implements TlsSecrets {
    private final Map<String, String> environment;
    private final Route route;

    private RouteSecrets(Map<String, String> environment, Route route) {
        this.environment = environment;
        this.route = route;
    }

    static RouteSecrets of(App app, RouteRequest asked, Route route) {
        return new RouteSecrets(app.environment(), route);
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

    private char[] password(RouteOption where, String option, String question) {
        String file = route.first(where);
        char @Nullable [] password = file == null
                ? Terminal.askSecret(question + ": ")
                : new String(Passwords.firstLine(option, Path.of(file)).array(), StandardCharsets.UTF_8).toCharArray();
        if (password == null) {
            throw new UnusableException(question.replace("The password", "the password")
                    + " is needed, and there is no terminal to ask at: give it with " + option);
        }
        return password;
    }
}
