package io.mqkeep.store;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mqkeep.store.StoreException.InvalidDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One value of a document and where it stands, so that what is wrong with it can be pointed at.
 *
 * @param value a String, a Long, a Boolean, a list of values, or a map from names to values
 */
record DocumentValue(Object value, int line, int column) {

    /** Reads the value that the parser is at. How deep it may nest is limited by the parser. */
    static DocumentValue read(JsonParser json) throws IOException {
        JsonLocation start = json.currentTokenLocation();
        JsonToken token = json.currentToken();
        Object value = switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> wholeNumber(json);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> array(json);
            case START_OBJECT -> object(json);
            case VALUE_NUMBER_FLOAT -> throw invalid(start, "a number that is not whole");
            case VALUE_NULL -> throw invalid(start, "null; what is absent is left out");
            default -> throw invalid(start, "a value was expected");
        };
        return new DocumentValue(value, start.getLineNr(), start.getColumnNr());
    }

    private static Long wholeNumber(JsonParser json) throws IOException {
        return switch (json.getNumberType()) {
            case INT, LONG -> json.getLongValue();
            default -> throw invalid(json.currentTokenLocation(), "a number that is too large");
        };
    }

    private static List<DocumentValue> array(JsonParser json) throws IOException {
        List<DocumentValue> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(read(json));
        }
        return values;
    }

    private static Map<String, DocumentValue> object(JsonParser json) throws IOException {
        Map<String, DocumentValue> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, read(json));
        }
        return fields;
    }

    private static InvalidDocument invalid(JsonLocation at, String what) {
        return new InvalidDocument(at.getLineNr(), at.getColumnNr(), what, null);
    }

    /** Returns what is wrong, pointing at this value. */
    InvalidDocument invalid(String what) {
        return new InvalidDocument(line, column, what, null);
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw invalid("a text was expected");
    }

    long number() {
        if (value instanceof Long number) {
            return number;
        }
        throw invalid("a number was expected");
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw invalid("true or false was expected");
    }

    List<DocumentValue> list() {
        if (value instanceof List<?> list) {
            List<DocumentValue> values = new ArrayList<>(list.size());
            for (Object one : list) {
                values.add((DocumentValue) one);
            }
            return values;
        }
        throw invalid("a list was expected");
    }

    /** Returns the fields to be taken one after the other. */
    DocumentFields fields() {
        return new DocumentFields(this, map());
    }

    /** Returns a copy of the fields. */
    Map<String, DocumentValue> map() {
        if (value instanceof Map<?, ?> map) {
            Map<String, DocumentValue> fields = new LinkedHashMap<>();
            map.forEach((name, one) -> fields.put((String) name, (DocumentValue) one));
            return fields;
        }
        throw invalid("an object with fields was expected");
    }
}
