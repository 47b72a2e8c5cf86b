package io.mqkeep.cli.publish;

import io.mqkeep.protocol.Binary;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** What is given for a payload, and the bytes it stands for. */
public enum PayloadEncoding {
    TEXT,
    HEX,
    BASE64;

    /**
     * Returns the bytes. Blanks and line ends in hex and base64 mean nothing.
     *
     * @throws IllegalArgumentException with the end of a sentence when it stands for none
     */
    Binary decode(Binary given) {
        if (this == TEXT) {
            return given;
        }
        String text = new String(given.array(), StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
        try {
            return Binary.wrap(
                    this == HEX
                            ? HexFormat.of().parseHex(text)
                            : Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not " + name().toLowerCase(Locale.ROOT), e);
        }
    }
}
