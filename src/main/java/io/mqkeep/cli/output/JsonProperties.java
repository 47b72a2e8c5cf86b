package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.protocol.UserProperty;
import java.io.IOException;
import java.util.List;

/** User properties as JSON: names may repeat and their order counts, so they are a list of pairs, not an object. */
final class JsonProperties {
    private JsonProperties() {}

    static void user(JsonGenerator json, List<UserProperty> properties) throws IOException {
        json.writeArrayFieldStart("userProperties");
        for (UserProperty property : properties) {
            json.writeStartObject();
            json.writeStringField("name", property.name());
            json.writeStringField("value", property.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
