package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Utf8;
import io.mqkeep.store.StoreException.InvalidDocument;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object, taken one after the other. What is left at the {@link #end} is unknown, and refused: what is
 * not understood can't be restored.
 */
final class DocumentFields {
    private static final Instant FIRST_INSTANT = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z");

    private final DocumentValue object;
    private final Map<String, DocumentValue> fields;

    DocumentFields(DocumentValue object, Map<String, DocumentValue> fields) {
        this.object = object;
        this.fields = fields;
    }

    /** Returns what is wrong with the object as a whole. */
    InvalidDocument invalid(String what) {
        return object.invalid(what);
    }

    /** Refuses a field that nobody took. */
    void end() {
        for (Map.Entry<String, DocumentValue> left : fields.entrySet()) {
            throw left.getValue()
                    .invalid("the field " + HarmlessText.shown(left.getKey()) + " is unknown in version "
                            + SavedDocument.VERSION);
        }
    }

    DocumentValue value(String name) {
        DocumentValue value = optionalValue(name);
        if (value == null) {
            throw object.invalid("the field '" + name + "' is missing");
        }
        return value;
    }

    @Nullable
    DocumentValue optionalValue(String name) {
        return fields.remove(name);
    }

    List<DocumentValue> list(String name) {
        return value(name).list();
    }

    boolean flag(String name) {
        return value(name).flag();
    }

    /** Returns a text that is a UTF-8 Encoded String. */
    String text(String name) {
        return text(value(name));
    }

    @Nullable
    String optionalText(String name) {
        DocumentValue value = optionalValue(name);
        return value == null ? null : text(value);
    }

    static String text(DocumentValue value) {
        String text = value.text();
        String problem = Utf8.problem(text);
        if (problem != null) {
            throw value.invalid(HarmlessText.shown(text) + " " + problem);
        }
        return text;
    }

    int number(String name, int minimum, int maximum) {
        return (int) number(value(name), minimum, maximum);
    }

    long number(String name, long minimum, long maximum) {
        return number(value(name), minimum, maximum);
    }

    @Nullable
    Long optionalNumber(String name, long minimum, long maximum) {
        DocumentValue value = optionalValue(name);
        return value == null ? null : Long.valueOf(number(value, minimum, maximum));
    }

    static long number(DocumentValue value, long minimum, long maximum) {
        long number = value.number();
        if (number < minimum || number > maximum) {
            throw value.invalid(number + " is not in " + minimum + " to " + maximum);
        }
        return number;
    }

    /** Returns milliseconds since the epoch. */
    long instant(String name) {
        return instant(value(name));
    }

    @Nullable
    Long optionalInstant(String name) {
        DocumentValue value = optionalValue(name);
        return value == null ? null : Long.valueOf(instant(value));
    }

    static long instant(DocumentValue value) {
        try {
            Instant instant = Instant.parse(value.text());
            if (!instant.isBefore(FIRST_INSTANT) && !instant.isAfter(LAST_INSTANT)) {
                return instant.toEpochMilli();
            }
        } catch (DateTimeException e) {
            // The same sentence for both.
        }
        throw value.invalid(HarmlessText.shown(value.text()) + " is not an instant like 2026-11-22T09:30:00.000Z");
    }

    Binary binary(String name) {
        Binary binary = optionalBinary(name);
        if (binary == null) {
            throw object.invalid("the field '" + name + "' or '" + name + "Base64' is missing");
        }
        return binary;
    }

    @Nullable
    Binary optionalBinary(String name) {
        DocumentValue text = optionalValue(name);
        DocumentValue base64 = optionalValue(name + "Base64");
        if (text != null && base64 != null) {
            throw base64.invalid("there are both '" + name + "' and '" + name + "Base64'");
        }
        if (text != null) {
            return bytes(text);
        }
        if (base64 == null) {
            return null;
        }
        try {
            return Binary.wrap(Base64.getDecoder().decode(base64.text()));
        } catch (IllegalArgumentException e) {
            throw base64.invalid("'" + name + "Base64' is not base64");
        }
    }

    /** A payload may be longer than a UTF-8 Encoded String, and may have null characters. */
    private static Binary bytes(DocumentValue value) {
        String text = value.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw value.invalid("a lone surrogate, which has no bytes in UTF-8");
            }
        }
        return Binary.ofText(text);
    }
}
