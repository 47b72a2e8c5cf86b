package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** JSON objects on a stream, each a line of its own, in UTF-8. */
public final class JsonLine {
    private final JsonFactory factory = new JsonFactoryBuilder()
            .characterEscapes(new TerminalSafe())
            // The stream goes on after each object, and the caller says when it is flushed.
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    /** Begins to write one object; {@link #end} finishes it. */
    public JsonGenerator begin(OutputStream out) throws IOException {
        JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8);
        json.writeStartObject();
        return json;
    }

    /** Ends the object and its line. */
    public void end(JsonGenerator json) throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    /** Writes a text, or nothing when there is none. */
    static void optional(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    /** Writes a number, or nothing when there is none. */
    static void optional(JsonGenerator json, String name, @Nullable Long number) throws IOException {
        if (number != null) {
            json.writeNumberField(name, number);
        }
    }

    /** JSON escapes C0 by itself. DEL, C1 and turns of direction it would let through, and terminals obey some of them. */
    private static final class TerminalSafe extends CharacterEscapes {
        private final int[] ascii = standardAsciiEscapesForJSON();

        TerminalSafe() {
            ascii[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return c >= 0x80 && c <= 0xffff && Printable.dangerous((char) c)
                    ? new SerializedString("\\u" + HexFormat.of().toHexDigits((char) c))
                    : null;
        }
    }
}
