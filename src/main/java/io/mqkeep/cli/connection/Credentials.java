package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.client.Authenticator;
import io.mqkeep.client.authentication.GivenData;
import io.mqkeep.client.authentication.ScramAuthenticator;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.session.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What shows the server who we are.
 *
 * @param password for CONNECT, or null
 * @param authenticator for enhanced authentication, or null
 */
record Credentials(@Nullable Binary password, @Nullable Authenticator authenticator) {
    private static final int LONGEST_DATA = 65_535;

    /**
     * Gets them from where they are.
     *
     * @throws Failure when they can't be had, or don't go together
     */
    static Credentials of(App app, ConnectionRequest asked, Identity identity) {
        checkVersion(asked, identity);
        String method = identity.route().first(RouteOption.AUTHENTICATION_METHOD);
        if (asked.authentication().data() != null) {
            app.notes()
                    .seenByOthers(
                            "--authentication-data",
                            "--authentication-data",
                            "--authentication-data-file keeps it to yourself");
        }
        Binary password = Passwords.of(app, asked.password(), identity);
        return method == null
                ? new Credentials(password, null)
                : byMethod(method, data(asked, identity), identity.userName(), password);
    }

    /**
     * Looks whether what was asked about authentication can be meant.
     *
     * @throws Failure when it can't
     */
    static void checkVersion(ConnectionRequest asked, Identity identity) {
        String method = identity.route().first(RouteOption.AUTHENTICATION_METHOD);
        String other = asked.authentication().data() != null
                ? "--authentication-data"
                : identity.route().has(RouteOption.AUTHENTICATION_DATA_FILE)
                        ? "--authentication-data-file"
                        : asked.authentication().again() != null ? "--reauthenticate-interval" : null;
        if (identity.version() == MqttVersion.V3_1_1 && (method != null || other != null)) {
            throw Failure.usage((method != null ? "--authentication-method" : other)
                    + " is not in MQTT 3.1.1: leave it out or speak MQTT 5");
        }
        if (method == null && other != null) {
            // [MQTT-3.1.2-30] and 5.0: 3.1.2.11.10
            throw Failure.usage(other + " needs --authentication-method");
        }
    }

    private static Credentials byMethod(
            String method, @Nullable Binary data, @Nullable String userName, @Nullable Binary password) {
        if (!ScramAuthenticator.knows(method)) {
            if (data == null && method.toUpperCase(Locale.ROOT).startsWith("SCRAM-")) {
                throw Failure.usage("--authentication-method: '" + method + "' is not known here; "
                        + ScramAuthenticator.METHODS + " are");
            }
            return new Credentials(password, new GivenData(method, data));
        }
        if (data != null) {
            throw Failure.usage("--authentication-data does not go with " + method
                    + ", which makes its own of user name and password");
        }
        if (userName == null || password == null) {
            throw Failure.usage("--authentication-method " + method + " needs "
                    + (userName == null
                            ? "--user"
                            : "a password: --password-file, --password-env, --password-command"
                                    + " or --password-prompt"));
        }
        String text = password.text();
        if (text == null) {
            throw Failure.usage("--authentication-method " + method + ": the password is not UTF-8");
        }
        try {
            // It is not sent: that the server needn't be told it is what the method is for.
            return new Credentials(null, new ScramAuthenticator(method, userName, text, ScramAuthenticator.nonces()));
        } catch (IllegalArgumentException forbidden) {
            throw new Failure(
                    Exit.USAGE, "--authentication-method " + method + ": " + forbidden.getMessage(), forbidden);
        }
    }

    private static @Nullable Binary data(ConnectionRequest asked, Identity identity) {
        Binary typed = asked.authentication().data();
        String file = identity.route().first(RouteOption.AUTHENTICATION_DATA_FILE);
        return typed != null || file == null ? typed : contents(Path.of(file));
    }

    private static Binary contents(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST_DATA + 3);
        } catch (NoSuchFileException e) {
            throw Failure.usage("--authentication-data-file: there is no file " + file);
        } catch (IOException e) {
            throw Failure.usage("--authentication-data-file: " + file + " can't be read: " + e.getMessage());
        }
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
            if (end > 0 && bytes[end - 1] == '\r') {
                end--;
            }
        }
        if (end > LONGEST_DATA) {
            throw Failure.usage("--authentication-data-file: " + file + " is longer than the " + LONGEST_DATA
                    + " bytes that Authentication Data can have");
        }
        return Binary.wrap(Arrays.copyOf(bytes, end));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
