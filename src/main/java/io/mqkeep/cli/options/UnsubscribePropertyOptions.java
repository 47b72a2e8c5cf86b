package io.mqkeep.cli.options;

import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes with UNSUBSCRIBE (5.0: 3.10.2.1); MQTT 3.1.1 has none of it. */
@Heading("Unsubscribe options (MQTT 5)")
public final class UnsubscribePropertyOptions {
    @Option(
            names = "--user-property",
            paramLabel = "NAME=VALUE",
            converter = PropertyConverters.User.class,
            description = "A property of UNSUBSCRIBE; may be given several times.")
    private List<UserProperty> userProperties = new ArrayList<>();

    public List<UserProperty> userProperties() {
        return List.copyOf(userProperties);
    }

    /** Returns the first of these options that was given, or null. */
    public @Nullable String given() {
        return new FirstGiven().option("--user-property", userProperties).name();
    }
}
