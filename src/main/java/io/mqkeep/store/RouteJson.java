package io.mqkeep.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A route in JSON, the same in a saved document and in what is shown of a session. */
public final class RouteJson {
    private RouteJson() {}

    /** Writes the field {@code route} of an object, or nothing when there is nothing to say. */
    public static void write(Route route, JsonGenerator json) throws IOException {
        if (route.isDirect()) {
            return;
        }
        json.writeObjectFieldStart("route");
        for (Map.Entry<RouteOption, List<String>> option : route.options().entrySet()) {
            json.writeArrayFieldStart(option.getKey().word());
            for (String value : option.getValue()) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
