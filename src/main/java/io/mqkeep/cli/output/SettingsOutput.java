package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Settings for a person or a program, without the secrets in them. */
public final class SettingsOutput {
    private static final String HIDDEN = "(hidden)";

    private final List<Row> rows = new ArrayList<>();

    private record Row(String key, List<String> values, String origin) {}

    /** Adds an option with its values and where they are from. */
    public void row(String key, List<String> values, String origin) {
        rows.add(new Row(key, values.stream().map(value -> shown(key, value)).toList(), origin));
    }

    private static String shown(String key, String value) {
        return switch (key) {
            case "password", "authentication-data" -> HIDDEN;
            case "url", "proxy" -> withoutPassword(value);
            case "ws-header" -> value.substring(0, value.indexOf(':') + 1) + " " + HIDDEN;
            default -> value;
        };
    }

    private static String withoutPassword(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = url.lastIndexOf('@');
        int colon = url.indexOf(':', start);
        return at > start && colon >= 0 && colon < at ? url.substring(0, colon + 1) + HIDDEN + url.substring(at) : url;
    }

    /** Returns the lines for a person. */
    public List<String> lines() {
        Table table = new Table("OPTION", "VALUE", "FROM");
        for (Row row : rows) {
            table.row(row.key, String.join(", ", row.values), row.origin);
        }
        return rows.isEmpty() ? List.of() : table.lines(0);
    }

    /** Writes an object a line. */
    public void json(OutputStream out) throws IOException {
        JsonLine lines = new JsonLine();
        for (Row row : rows) {
            JsonGenerator json = lines.begin(out);
            json.writeStringField("option", row.key);
            json.writeArrayFieldStart("values");
            for (String value : row.values) {
                json.writeString(value);
            }
            json.writeEndArray();
            json.writeStringField("origin", row.origin);
            lines.end(json);
        }
    }

    /** Writes one profile of a list. */
    public static void profile(String name, boolean inUse, OutputStream out) throws IOException {
        JsonLine lines = new JsonLine();
        JsonGenerator json = lines.begin(out);
        json.writeStringField("profile", name);
        json.writeBooleanField("inUse", inUse);
        lines.end(json);
    }
}
