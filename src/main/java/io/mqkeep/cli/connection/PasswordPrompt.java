package io.mqkeep.cli.connection;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks somebody for a password, without showing what is typed. */
final class PasswordPrompt {
    private PasswordPrompt() {}

    // There is none where the runtime has no module for line editing and stdin or stdout is not a terminal.
    @SuppressWarnings("SystemConsoleNull")
    static Binary ask() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw Failure.usage("--password-prompt: there is no terminal to ask on; --password-file, --password-env and"
                    + " --password-command need none");
        }
        char[] typed = console.readPassword("Password: ");
        if (typed == null) {
            throw Failure.usage("--password-prompt: no password was typed");
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        Arrays.fill(typed, ' ');
        byte[] password = new byte[bytes.remaining()];
        bytes.get(password);
        return Passwords.checked(password, password.length, "--password-prompt: what was typed");
    }
}
