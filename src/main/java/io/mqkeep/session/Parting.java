package io.mqkeep.session;

import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Effect.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * How the session leaves a connection.
 *
 * @param disconnect what to say last, or null for nothing
 */
public record Parting(@Nullable Disconnect disconnect, CloseReason reason, String words) {

    /** Says what was wrong, where the version has words for it ([MQTT-4.8.0-1] in 3.1.1; 5.0: 4.13). */
    static Parting violation(MqttVersion version, ReasonCode reasonCode, String words) {
        return new Parting(
                version == MqttVersion.V5 ? new Disconnect(reasonCode) : null, CloseReason.PROTOCOL_ERROR, words);
    }

    static Parting protocolError(MqttVersion version, String words) {
        return violation(version, ReasonCode.PROTOCOL_ERROR, words);
    }
}
