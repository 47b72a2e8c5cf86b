package io.mqkeep.cli.connection;

import io.mqkeep.cli.ControllingTerminal;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.Interruption;
import io.mqkeep.protocol.Binary;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks somebody for a password, without showing what is typed. */
final class PasswordPrompt {
    private PasswordPrompt() {}

    static Binary ask(Interruption interruption) {
        char[] typed = ControllingTerminal.askSecret("Password: ", interruption);
        if (typed == null) {
            throw Failure.usage("--password-prompt: there is nobody to ask on a terminal; --password-file,"
                    + " --password-env and --password-command need none");
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        Arrays.fill(typed, ' ');
        byte[] password = new byte[bytes.remaining()];
        bytes.get(password);
        return Passwords.checked(password, password.length, "--password-prompt: what was typed");
    }
}
