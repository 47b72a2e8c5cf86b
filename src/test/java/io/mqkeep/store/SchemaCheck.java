package io.mqkeep.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * As much of JSON Schema as the schema of the saved document uses. A keyword it does not know fails, so that the schema
 * can't come to say something that is not checked.
 */
final class SchemaCheck {
    private static final Set<String> WORDS_ONLY = Set.of("$schema", "$defs", "title", "description");

    private final Map<String, DocumentValue> schema;
    private final Set<String> seen = new TreeSet<>();

    SchemaCheck() throws IOException {
        try (InputStream in = SavedDocument.class.getResourceAsStream("session-document.schema.json")) {
            if (in == null) {
                throw new IOException("the schema is missing");
            }
            schema = object(parse(in.readAllBytes()));
        }
    }

    /** Returns what is wrong with a document, or an empty text. */
    String problem(byte[] document) throws IOException {
        return problem(parse(document), schema, "#");
    }

    /** Returns the properties, each with the place in the schema, that documents so far had. */
    Set<String> seen() {
        return seen;
    }

    /** Returns all properties that the schema knows. */
    Set<String> known() {
        Set<String> known = new TreeSet<>();
        addProperties("#", schema, known);
        object(schema.get("$defs"))
                .forEach((name, definition) -> addProperties("#/$defs/" + name, object(definition), known));
        return known;
    }

    private static void addProperties(String at, Map<String, DocumentValue> part, Set<String> known) {
        DocumentValue properties = part.get("properties");
        if (properties != null) {
            object(properties).keySet().forEach(name -> known.add(at + "/" + name));
        }
    }

    private String problem(DocumentValue value, Map<String, DocumentValue> part, String at) {
        for (Map.Entry<String, DocumentValue> keyword : part.entrySet()) {
            if (!WORDS_ONLY.contains(keyword.getKey())) {
                String problem = problem(value, keyword.getKey(), keyword.getValue(), part, at);
                if (!problem.isEmpty()) {
                    return at + ": " + keyword.getKey() + ": " + problem;
                }
            }
        }
        return "";
    }

    private String problem(
            DocumentValue value, String keyword, DocumentValue says, Map<String, DocumentValue> part, String at) {
        Object actual = value.value();
        return switch (keyword) {
            case "type" -> typeOf(actual).equals(says.text()) ? "" : typeOf(actual);
            case "const" -> actual.equals(says.value()) ? "" : actual.toString();
            case "enum" -> says.list().stream().anyMatch(one -> one.value().equals(actual)) ? "" : actual.toString();
            case "minimum" -> !(actual instanceof Long n) || n >= says.number() ? "" : actual.toString();
            case "maximum" -> !(actual instanceof Long n) || n <= says.number() ? "" : actual.toString();
            case "minLength" -> !(actual instanceof String s) || s.length() >= says.number() ? "" : s;
            case "maxItems" -> !(actual instanceof List<?> l) || l.size() <= says.number() ? "" : "too many";
            case "pattern" -> !(actual instanceof String s) || s.matches(says.text()) ? "" : s;
            case "required" -> {
                Set<String> missing = new LinkedHashSet<>();
                says.list().forEach(name -> missing.add(name.text()));
                missing.removeAll(object(value).keySet());
                yield missing.isEmpty() ? "" : missing.toString();
            }
            case "additionalProperties" -> {
                Set<String> unknown = new LinkedHashSet<>(object(value).keySet());
                unknown.removeAll(object(part.get("properties")).keySet());
                yield says.flag() || unknown.isEmpty() ? "" : unknown.toString();
            }
            case "properties" -> {
                for (Map.Entry<String, DocumentValue> property : object(says).entrySet()) {
                    DocumentValue field = object(value).get(property.getKey());
                    if (field != null) {
                        seen.add(at + "/" + property.getKey());
                        String problem = problem(field, object(property.getValue()), at);
                        if (!problem.isEmpty()) {
                            yield property.getKey() + ": " + problem;
                        }
                    }
                }
                yield "";
            }
            case "items" -> {
                for (DocumentValue item : value.list()) {
                    String problem = problem(item, object(says), at);
                    if (!problem.isEmpty()) {
                        yield problem;
                    }
                }
                yield "";
            }
            case "anyOf" ->
                says.list().stream()
                                .anyMatch(one -> problem(value, object(one), at).isEmpty())
                        ? ""
                        : "none";
            case "$ref" -> {
                String name = says.text().substring("#/$defs/".length());
                yield problem(value, object(object(schema.get("$defs")).get(name)), says.text());
            }
            default -> throw new IllegalStateException("a keyword that is not checked: " + keyword);
        };
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Long _ -> "integer";
            case Boolean _ -> "boolean";
            case List<?> _ -> "array";
            default -> "object";
        };
    }

    private static DocumentValue parse(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return DocumentValue.read(parser);
        }
    }

    private static Map<String, DocumentValue> object(@Nullable DocumentValue value) {
        if (value == null) {
            throw new IllegalStateException("the schema points at nothing");
        }
        return value.map();
    }
}
