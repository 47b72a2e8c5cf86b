package io.mqkeep.cli.output.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as the library writes it that mosquitto_sub uses: strings end at their first NUL, bytes that are no text go
 * through as they are, numbers are doubles, and a pretty object has tabs.
 */
final class CJson {
    private final ByteArrayOutputStream out;
    private final boolean pretty;
    private int depth;
    private boolean first = true;

    CJson(ByteArrayOutputStream out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    void beginObject() {
        raw("{");
        depth++;
        first = true;
        if (pretty) {
            raw("\n");
        }
    }

    void endObject() {
        depth--;
        if (pretty) {
            if (!first) {
                raw("\n");
            }
            raw("\t".repeat(depth));
        }
        raw("}");
        first = false;
    }

    void beginArray() {
        raw("[");
        depth++;
        first = true;
    }

    void endArray() {
        depth--;
        raw("]");
        first = false;
    }

    /** Separates a member from the one before it and names it. */
    void name(byte[] name) {
        if (!first) {
            raw(pretty ? ",\n" : ",");
        }
        first = true;
        if (pretty) {
            raw("\t".repeat(depth));
        }
        quoted(name);
        raw(pretty ? ":\t" : ":");
    }

    void name(String name) {
        name(bytes(name));
    }

    /** Separates an element of an array from the one before it. */
    private void element() {
        if (!first) {
            raw(pretty ? ", " : ",");
        }
        first = true;
    }

    void text(String value) {
        text(bytes(value));
    }

    void text(byte[] value) {
        quoted(value);
        first = false;
    }

    void number(double value) {
        if (!Double.isFinite(value)) {
            literal("null");
        } else if (value == (int) value) {
            literal(Integer.toString((int) value));
        } else {
            String digits = CNumbers.general(value, 15);
            double read = Double.parseDouble(digits);
            boolean close = Math.abs(read - value) <= Math.max(Math.abs(read), Math.abs(value)) * Math.ulp(1.0);
            literal(close ? digits : CNumbers.general(value, 17));
        }
    }

    void literal(String value) {
        raw(value);
        first = false;
    }

    /**
     * Writes a whole document.
     *
     * @throws IOException when it is none; a part of it may be written then
     */
    void document(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("there is no JSON");
            }
            value(parser, token);
            if (parser.nextToken() != null) {
                throw new IOException("something comes after the JSON");
            }
        }
    }

    private void value(JsonParser parser, JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> {
                beginObject();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    name(parser.currentName());
                    value(parser, parser.nextToken());
                }
                endObject();
            }
            case START_ARRAY -> {
                beginArray();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    element();
                    value(parser, next);
                }
                endArray();
            }
            case VALUE_STRING -> text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(Double.parseDouble(parser.getText()));
            default -> literal(parser.getText());
        }
    }

    private void quoted(byte[] text) {
        out.write('"');
        for (byte octet : text) {
            if (octet == 0) {
                break;
            }
            switch (octet) {
                case '"' -> raw("\\\"");
                case '\\' -> raw("\\\\");
                case '\b' -> raw("\\b");
                case '\f' -> raw("\\f");
                case '\n' -> raw("\\n");
                case '\r' -> raw("\\r");
                case '\t' -> raw("\\t");
                default -> {
                    if (octet > 0 && octet < 0x20) {
                        raw("\\u00" + (octet < 0x10 ? "0" : "") + Integer.toHexString(octet));
                    } else {
                        out.write(octet);
                    }
                }
            }
        }
        out.write('"');
    }

    private void raw(String text) {
        out.writeBytes(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
