package io.mqkeep.cli.subscribe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.mqkeep.protocol.Binary;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A value at a place in a JSON document (RFC 6901). The value is meant as it is written: {@code 1} is the number and
 * also the text of one character, {@code true} the truth and also the text.
 *
 * @param value compared as a number with a number, else with what a string holds
 */
public record JsonMatch(JsonPointer pointer, String value) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads {@code POINTER=VALUE}.
     *
     * @throws IllegalArgumentException with a sentence when it is none
     */
    public static JsonMatch parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text + "' is not POINTER=VALUE, such as /state=done");
        }
        String pointer = text.substring(0, equals);
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw new IllegalArgumentException("'" + pointer + "' is not a JSON pointer: it begins with /");
        }
        return new JsonMatch(JsonPointer.compile(pointer), text.substring(equals + 1));
    }

    /** Says whether the payload is a whole JSON document with this value at this place. */
    public boolean in(Binary payload) {
        boolean found = false;
        try (JsonParser json = JSON.createParser(payload.array())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()
                        && json.getParsingContext().pathAsPointer().equals(pointer)) {
                    found = found || same(json, token);
                }
            }
        } catch (IOException notJson) {
            return false;
        }
        return found;
    }

    private boolean same(JsonParser json, JsonToken token) throws IOException {
        if (token.isNumeric()) {
            try {
                return new BigDecimal(value).compareTo(json.getDecimalValue()) == 0;
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
        return json.getText().equals(value);
    }
}
