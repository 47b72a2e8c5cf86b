package io.mqkeep.cli.connection;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.options.PasswordChoice;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets passwords from where they are. No failure shows any of it. */
final class Passwords {
    /** A password has two bytes for its length (3.1.3.6). */
    private static final int LONGEST = 65_535;

    private final Map<String, String> environment;
    private final Interruption interruption;

    private Passwords(Map<String, String> environment, Interruption interruption) {
        this.environment = environment;
        this.interruption = interruption;
    }

    /**
     * Returns the password for a session.
     *
     * @param typed what was typed, or null
     * @return null when none was typed and none is remembered
     */
    static @Nullable Binary of(App app, @Nullable PasswordChoice typed, Identity identity) {
        Passwords passwords = new Passwords(app.environment(), app.interruption());
        PasswordSource remembered = identity.passwordSource();
        Binary password;
        if (typed != null) {
            password = passwords.read(typed);
        } else if (remembered != null) {
            password = passwords.read(remembered);
        } else {
            return null;
        }
        if (identity.version() == MqttVersion.V3_1_1 && identity.userName() == null) {
            throw Failure.usage("a password needs --user in MQTT 3.1.1 [MQTT-3.1.2-22]");
        }
        if (typed instanceof PasswordChoice.Given given) {
            app.notes()
                    .seenByOthers(
                            "a password in " + given.option(),
                            given.option(),
                            "--password-file and --password-env keep it to yourself");
        }
        return password;
    }

    private Binary read(PasswordChoice choice) {
        return switch (choice) {
            case PasswordChoice.Given given -> given.password();
            case PasswordChoice.From from -> read(from.source());
            case PasswordChoice.OfCommand of -> PasswordCommand.firstLine(of.command());
            case PasswordChoice.Asked _ -> PasswordPrompt.ask(interruption);
        };
    }

    private Binary read(PasswordSource source) {
        return switch (source) {
            case PasswordSource.InVariable variable -> inVariable(variable.name());
            case PasswordSource.InFile file -> firstLine("--password-file", Path.of(file.path()));
        };
    }

    private Binary inVariable(String name) {
        String password = environment.get(name);
        if (password == null) {
            throw Failure.usage("--password-env: there is no environment variable " + name);
        }
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        return checked(bytes, bytes.length, "--password-env: the variable " + name);
    }

    static Binary firstLine(String option, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return firstLine(in, option + ": the first line of " + file);
        } catch (NoSuchFileException e) {
            throw Failure.usage(option + ": there is no file " + file);
        } catch (AccessDeniedException e) {
            throw Failure.usage(option + ": " + file + " may not be read");
        } catch (IOException e) {
            throw Failure.usage(option + ": " + file + " can't be read: " + e.getMessage());
        }
    }

    /** Bytes, not text: a password need not be UTF-8 (3.1.3.6 of both versions). */
    static Binary firstLine(InputStream in, String where) throws IOException {
        byte[] start = in.readNBytes(LONGEST + 2);
        int end = 0;
        while (end < start.length && start[end] != '\n') {
            end++;
        }
        int length = end > 0 && end < start.length && start[end - 1] == '\r' ? end - 1 : end;
        return checked(start, length, where);
    }

    static Binary checked(byte[] bytes, int length, String where) {
        if (length > LONGEST) {
            throw Failure.usage(where + " is longer than the " + LONGEST + " bytes a password can have");
        }
        return Binary.wrap(Arrays.copyOf(bytes, length));
    }
}
