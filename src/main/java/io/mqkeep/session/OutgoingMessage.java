package io.mqkeep.session;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.QoS;

/**
 * A message with QoS 1 or 2 that was sent and is not completely acknowledged.
 *
 * @param packetId 1 to 65,535, fixed until the handshake is complete ([MQTT-2.2.1-3])
 * @param number its place among all messages of the session
 * @param message kept also while only PUBREL is owed: a lost session may be told to publish it anew
 * @param at when it was first sent, milliseconds since the epoch
 * @param released whether PUBREC came and PUBREL is owed, after which PUBLISH is never sent again ([MQTT-4.3.3-6])
 */
public record OutgoingMessage(int packetId, long number, Message message, long at, boolean released) {

    /** Returns what is awaited, in the standard's words. */
    public PacketAwaited awaits() {
        if (released) {
            return PacketAwaited.PUBCOMP;
        }
        return message.qos() == QoS.EXACTLY_ONCE ? PacketAwaited.PUBREC : PacketAwaited.PUBACK;
    }

    OutgoingMessage release() {
        return new OutgoingMessage(packetId, number, message, at, true);
    }

    /** The packet that takes an outgoing message's handshake further. */
    public enum PacketAwaited {
        PUBACK,
        PUBREC,
        PUBCOMP
    }
}
