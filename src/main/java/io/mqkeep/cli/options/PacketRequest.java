package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Will;
import org.jspecify.annotations.Nullable;

/**
 * What was asked about the first and the last packet.
 *
 * @param disconnect what to say last when all went well, and when not
 * @param onlyInMqtt5 the name of an option that was given and is not in MQTT 3.1.1, or null
 */
public record PacketRequest(
        ConnectChoice connect,
        @Nullable Will will,
        Disconnect disconnect,
        @Nullable String onlyInMqtt5) {

    public static final PacketRequest USUAL = new PacketRequest(ConnectChoice.NONE, null, Disconnect.normal(), null);

    /**
     * Refuses what the version can't say, instead of leaving it out.
     *
     * @throws Failure when an option was given that this version does not have
     */
    public void check(MqttVersion version) {
        if (version == MqttVersion.V3_1_1 && onlyInMqtt5 != null) {
            throw Failure.usage(onlyInMqtt5 + " is not in MQTT 3.1.1: leave it out or speak MQTT 5");
        }
    }
}
