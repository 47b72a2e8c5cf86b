package io.mqkeep.cli.connection;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Gets a password from a command such as {@code pass show mqtt/prod}. */
final class PasswordCommand {
    private static final String OPTION = "--password-command: ";

    private PasswordCommand() {}

    /** Returns the first line it prints. What it says on standard error is let through; it may ask there. */
    static Binary firstLine(String command) {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Binary password;
            try (InputStream printed = process.getInputStream()) {
                password = Passwords.firstLine(printed, OPTION + "what the command printed first");
                printed.transferTo(OutputStream.nullOutputStream());
            }
            int status = process.waitFor();
            if (status != 0) {
                throw Failure.usage(OPTION + "the command ended with status " + status);
            }
            if (password.isEmpty()) {
                throw Failure.usage(OPTION + "the command printed no password");
            }
            return password;
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, OPTION + "the command can't be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.INTERRUPTED, "interrupted while the password command ran", e);
        }
    }
}
