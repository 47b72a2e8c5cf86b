package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What CONNECT and DISCONNECT say beside the usual; every command that connects has these. */
public final class PacketOptions {
    @Mixin
    private final WillOptions will = new WillOptions();

    @Mixin
    private final ConnectPropertyOptions connect = new ConnectPropertyOptions();

    @Mixin
    private final DisconnectOptions disconnect = new DisconnectOptions();

    /**
     * Returns what was asked, checked.
     *
     * @param own the first option of the command's own that is not in MQTT 3.1.1, or null
     * @param directory what a relative path starts from
     * @throws Failure when options don't go together
     */
    PacketRequest request(@Nullable String own, ConnectionRequest connection, boolean withSession, Path directory) {
        boolean withWill = will.disconnectWithWill();
        return new PacketRequest(
                connect.choice(),
                will.will(directory),
                disconnect.disconnect(connection, withSession, withWill),
                new FirstGiven()
                        .or(own)
                        .or(connect.given())
                        .or(will.given())
                        .or(disconnect.given())
                        .name());
    }
}
