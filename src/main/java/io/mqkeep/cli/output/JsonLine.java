package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.mqkeep.store.HarmlessText;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** JSON objects on a stream, each a line of its own, in UTF-8. */
public final class JsonLine {
    private final JsonFactory factory = new JsonFactoryBuilder()
            .characterEscapes(new HarmlessText())
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
}
