package io.mqkeep.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Properties as mosquitto's clients take them. */
@Heading("Any property (MQTT 5)")
public final class PropertyOption {
    @Option(
            names = {"-D", "--property"},
            paramLabel = "PACKET PROPERTY [NAME] VALUE",
            parameterConsumer = StandardProperty.class,
            description = "A property by the standard's name, as mosquitto's clients take it: -D publish content-type"
                    + " text/plain, -D connect user-property NAME VALUE. PACKET is connect, publish, subscribe,"
                    + " unsubscribe, disconnect or will. It stands for the option that says the same.")
    private @Nullable String property;

    /** Always null: what is read with it goes to the option it stands for. */
    public @Nullable String property() {
        return property;
    }
}
