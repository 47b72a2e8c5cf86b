package io.mqkeep.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes that nobody changes: a payload, correlation data, a password. Equal when the bytes are equal. */
public final class Binary {
    public static final Binary EMPTY = new Binary(new byte[0]);

    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over without a copy: the caller gives it away and never writes to it again. */
    public static Binary wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Binary(bytes);
    }

    /** Returns the UTF-8 bytes of a text that {@link Utf8#problem} has nothing to say against. */
    public static Binary ofText(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Returns the bytes themselves, not a copy, so that a payload is not copied at every wall: read only. */
    public byte[] array() {
        return bytes;
    }

    /** Returns the bytes as text when they are well-formed UTF-8, else null. */
    public @Nullable String text() {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns a short description for debugging and failed tests; long contents are cut. */
    @Override
    public String toString() {
        String text = text();
        if (text != null && text.length() <= 64) {
            return '"' + text + '"';
        }
        int shown = Math.min(bytes.length, 16);
        return bytes.length + " bytes " + HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "…" : "");
    }
}
