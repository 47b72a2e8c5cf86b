package io.mqkeep.cli.output.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.mqkeep.protocol.Binary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Turns payloads into one format. */
public final class PayloadShape {
    private final JsonFactory json = new JsonFactory();
    private final PayloadFormat format;

    public PayloadShape(PayloadFormat format) {
        this.format = format;
    }

    /**
     * Returns a payload as it is to be printed.
     *
     * @throws IOException with the end of a sentence when it is not in its format; {@link #asString} prints it then
     */
    public byte[] of(Binary payload) throws IOException {
        byte[] bytes = payload.array();
        return switch (format) {
            case RAW -> bytes;
            case HEX -> ascii(HexFormat.of().formatHex(bytes));
            case BASE64 -> Base64.getEncoder().encode(bytes);
            case JSON, PRETTY -> document(json.createParser(bytes));
            case CBOR -> document(new CBORFactory().createParser(bytes));
            case MSGPACK -> messagePack(bytes);
        };
    }

    /** Returns a payload that is not in its format as a JSON string: as it is when it is text, else in base64. */
    public byte[] asString(Binary payload) {
        String text = payload.text();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeString(text != null ? text : Base64.getEncoder().encodeToString(payload.array()));
        } catch (IOException impossible) {
            throw new AssertionError("bytes in memory can always be written", impossible);
        }
        return out.toByteArray();
    }

    private byte[] document(JsonParser parser) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (parser;
                JsonGenerator generator = generator(out)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("it is empty");
            }
            generator.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw new IOException("something comes after its end");
            }
        }
        return out.toByteArray();
    }

    private byte[] messagePack(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = generator(out)) {
            new MessagePack(bytes, generator).document();
        }
        return out.toByteArray();
    }

    private JsonGenerator generator(ByteArrayOutputStream out) throws IOException {
        JsonGenerator generator = json.createGenerator(out);
        if (format == PayloadFormat.PRETTY) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            generator.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
        }
        return generator;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
