package io.mqkeep.session;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ServerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whose session it is and how to get to it: what is remembered so that the session's name is all one has to type.
 *
 * @param server null until an address was given or a first CONNACK came
 * @param clientId never empty: state is keyed by it ([MQTT-3.1.3-2])
 * @param sessionExpiryInterval seconds asked for, 0 to 4,294,967,295 (never); not sent in MQTT 3.1.1
 * @param keepAlive seconds, 0 to 65,535
 */
public record Identity(
        @Nullable ServerAddress server,
        String clientId,
        MqttVersion version,
        long sessionExpiryInterval,
        int keepAlive,
        @Nullable String userName,
        @Nullable PasswordSource passwordSource) {

    public Identity withServer(ServerAddress address) {
        return new Identity(address, clientId, version, sessionExpiryInterval, keepAlive, userName, passwordSource);
    }
}
