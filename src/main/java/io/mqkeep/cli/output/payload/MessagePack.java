package io.mqkeep.cli.output.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/**
 * MessagePack as JSON: binary becomes base64, a timestamp ISO-8601, another extension an object of its type and data,
 * and a key that is no text its text. Ours, because the library for it is built on {@code sun.misc.Unsafe}, which Java
 * warns about on standard error.
 */
final class MessagePack {
    /** As many as Jackson lets JSON nest. */
    private static final int DEEPEST = 500;

    private static final int TIMESTAMP = -1;

    private final ByteBuffer in;
    private final JsonGenerator json;
    private int depth;

    MessagePack(byte[] bytes, JsonGenerator json) {
        in = ByteBuffer.wrap(bytes);
        this.json = json;
    }

    /**
     * Writes the one value the bytes hold.
     *
     * @throws IOException with the end of a sentence when they hold none, or more
     */
    void document() throws IOException {
        try {
            value();
        } catch (BufferUnderflowException e) {
            throw new IOException("it breaks off", e);
        }
        if (in.hasRemaining()) {
            throw new IOException("something comes after its end");
        }
    }

    private void value() throws IOException {
        int code = in.get() & 0xFF;
        switch (code) {
            case 0xC0 -> json.writeNull();
            case 0xC2 -> json.writeBoolean(false);
            case 0xC3 -> json.writeBoolean(true);
            case 0xC4, 0xC5, 0xC6 -> json.writeBinary(take(length(code - 0xC4)));
            case 0xC7, 0xC8, 0xC9 -> extension(length(code - 0xC7));
            case 0xCA -> json.writeNumber(in.getFloat());
            case 0xCB -> json.writeNumber(in.getDouble());
            case 0xCC -> json.writeNumber(in.get() & 0xFF);
            case 0xCD -> json.writeNumber(in.getShort() & 0xFFFF);
            case 0xCE -> json.writeNumber(Integer.toUnsignedLong(in.getInt()));
            case 0xCF -> json.writeNumber(new BigInteger(Long.toUnsignedString(in.getLong())));
            case 0xD0 -> json.writeNumber(in.get());
            case 0xD1 -> json.writeNumber(in.getShort());
            case 0xD2 -> json.writeNumber(in.getInt());
            case 0xD3 -> json.writeNumber(in.getLong());
            case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> extension(1 << (code - 0xD4));
            case 0xD9, 0xDA, 0xDB -> json.writeString(text(length(code - 0xD9)));
            case 0xDC, 0xDD -> array(length(code - 0xDC + 1));
            case 0xDE, 0xDF -> map(length(code - 0xDE + 1));
            default -> fixed(code);
        }
    }

    /** What one byte says whole: small numbers, and the lengths of small things. */
    private void fixed(int code) throws IOException {
        if (code < 0x80 || code >= 0xE0) {
            json.writeNumber((byte) code);
        } else if (code < 0x90) {
            map(code & 0x0F);
        } else if (code < 0xA0) {
            array(code & 0x0F);
        } else if (code < 0xC0) {
            json.writeString(text(code & 0x1F));
        } else {
            throw new IOException("byte 0x" + Integer.toHexString(code) + " is never used");
        }
    }

    /** Returns a length of 1, 2 or 4 bytes. */
    private int length(int size) throws IOException {
        int length = switch (size) {
            case 0 -> in.get() & 0xFF;
            case 1 -> in.getShort() & 0xFFFF;
            default -> in.getInt();
        };
        // Whatever it counts takes at least a byte.
        if (length < 0 || length > in.remaining()) {
            throw new IOException("it breaks off");
        }
        return length;
    }

    private byte[] take(int length) throws IOException {
        if (length > in.remaining()) {
            throw new IOException("it breaks off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String text(int length) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(take(length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("a text in it is not UTF-8", e);
        }
    }

    private void array(int length) throws IOException {
        deeper();
        json.writeStartArray();
        for (int i = 0; i < length; i++) {
            value();
        }
        json.writeEndArray();
        depth--;
    }

    private void map(int length) throws IOException {
        deeper();
        json.writeStartObject();
        for (int i = 0; i < length; i++) {
            json.writeFieldName(key());
            value();
        }
        json.writeEndObject();
        depth--;
    }

    private void deeper() throws IOException {
        if (++depth > DEEPEST) {
            throw new IOException("it nests deeper than " + DEEPEST);
        }
    }

    /** JSON has texts as keys alone. */
    private String key() throws IOException {
        int code = in.get() & 0xFF;
        if (code >= 0xA0 && code < 0xC0) {
            return text(code & 0x1F);
        }
        return switch (code) {
            case 0xC0 -> "null";
            case 0xC2 -> "false";
            case 0xC3 -> "true";
            case 0xCC -> Integer.toString(in.get() & 0xFF);
            case 0xCD -> Integer.toString(in.getShort() & 0xFFFF);
            case 0xCE -> Integer.toUnsignedString(in.getInt());
            case 0xCF -> Long.toUnsignedString(in.getLong());
            case 0xD0 -> Byte.toString(in.get());
            case 0xD1 -> Short.toString(in.getShort());
            case 0xD2 -> Integer.toString(in.getInt());
            case 0xD3 -> Long.toString(in.getLong());
            case 0xD9, 0xDA, 0xDB -> text(length(code - 0xD9));
            default -> {
                if (code < 0x80 || code >= 0xE0) {
                    yield Byte.toString((byte) code);
                }
                throw new IOException("a key in it is neither text nor a whole number");
            }
        };
    }

    private void extension(int length) throws IOException {
        byte type = in.get();
        byte[] data = take(length);
        if (type == TIMESTAMP && (length == 4 || length == 8 || length == 12)) {
            json.writeString(timestamp(ByteBuffer.wrap(data)));
            return;
        }
        json.writeStartObject();
        json.writeNumberField("extension", type);
        json.writeBinaryField("data", Arrays.copyOf(data, length));
        json.writeEndObject();
    }

    private static String timestamp(ByteBuffer data) throws IOException {
        try {
            return switch (data.remaining()) {
                case 4 ->
                    Instant.ofEpochSecond(Integer.toUnsignedLong(data.getInt())).toString();
                case 8 -> {
                    long both = data.getLong();
                    yield Instant.ofEpochSecond(both & 0x3_FFFF_FFFFL, both >>> 34)
                            .toString();
                }
                default -> {
                    int nanos = data.getInt();
                    yield Instant.ofEpochSecond(data.getLong(), Integer.toUnsignedLong(nanos))
                            .toString();
                }
            };
        } catch (DateTimeException e) {
            throw new IOException("a time in it is beyond all calendars", e);
        }
    }
}
