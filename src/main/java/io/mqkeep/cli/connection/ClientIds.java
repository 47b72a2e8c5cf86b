package io.mqkeep.cli.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** New client identifiers: 23 letters and digits, which every server must accept ([MQTT-3.1.3-5]). */
final class ClientIds {
    private static final String PREFIX = "mqkeep";
    private static final int LENGTH = 23;
    private static final String LETTERS_AND_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final Path KERNEL = Path.of("/dev/urandom");

    private ClientIds() {}

    /** Returns an identifier nobody else has: a stranger with the same one would be thrown off the server by us. */
    static String generate() {
        byte[] random = random(LENGTH - PREFIX.length());
        StringBuilder id = new StringBuilder(PREFIX);
        for (byte octet : random) {
            // Not quite even, since 256 is no multiple of 36; 80 of 88 bits are left.
            id.append(LETTERS_AND_DIGITS.charAt((octet & 0xff) % LETTERS_AND_DIGITS.length()));
        }
        return id.toString();
    }

    /** Asks the kernel itself where it can: SecureRandom takes longer to load than a message to send. */
    private static byte[] random(int count) {
        try (InputStream kernel = Files.newInputStream(KERNEL)) {
            byte[] random = kernel.readNBytes(count);
            if (random.length == count) {
                return random;
            }
        } catch (IOException notThere) {
            // Another system: Java knows its source.
        }
        byte[] random = new byte[count];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
