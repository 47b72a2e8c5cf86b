package io.mqkeep.transport;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The packets that come by the hundred thousand, straight from bytes and to bytes: a PUBLISH without properties to or
 * from a topic that was seen before, and the acknowledgement that says nothing but its identifier. The codec, which does
 * all else, makes some ten objects for each of them.
 *
 * <p>Made for one connection, of one version.
 */
final class PlainPackets {
    /** A payload of more bytes goes out as it is; a smaller one is copied to where the others of its turn are. */
    private static final int MOST_PAYLOAD = 4 * 1024;

    private static final int TOPIC_ALIAS = 0x23;
    /** A power of two. */
    private static final int TOPICS = 64;

    private final boolean v5;
    /** The last topic that was written, which the codec has found nothing wrong with. */
    private String written = "";

    private byte[] writtenBytes = {};
    private final @Nullable Known[] known = new Known[TOPICS];

    /** A topic that was read and has nothing wrong, with its bytes. */
    private static final class Known {
        final String topic;
        final byte[] bytes;

        Known(String topic, byte[] bytes) {
            this.topic = topic;
            this.bytes = bytes;
        }
    }

    PlainPackets(MqttVersion version) {
        v5 = version == MqttVersion.V5;
    }

    // ---- out ----

    /** Says whether {@link #write} can write this packet. */
    @SuppressWarnings(
            "ReferenceEquality") // Nearly all have the one NONE and the one topic; an equal other is only slower.
    boolean canWrite(Packet packet) {
        if (packet instanceof Publish publish) {
            Message message = publish.message();
            return message.topic() == written
                    && message.properties() == PublishProperties.NONE
                    && message.payload().size() <= MOST_PAYLOAD;
        }
        return packet instanceof Acknowledgement acknowledgement && (!v5 || isPlain(acknowledgement));
    }

    private static boolean isPlain(Acknowledgement acknowledgement) {
        return acknowledgement.reasonCode() == ReasonCode.SUCCESS
                && acknowledgement.reasonString() == null
                && acknowledgement.userProperties().isEmpty();
    }

    /** The codec has written this packet: its topic is one that can be written. */
    void wrote(Packet packet) {
        if (packet instanceof Publish publish) {
            String before = written;
            written = publish.message().topic();
            if (written.equals(before)) {
                return;
            }
            writtenBytes = written.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Writes a packet. An alias for its topic is null when the topic is written alone. */
    void write(Packet packet, TopicAliases.@Nullable Use alias, ByteBuf out) {
        if (packet instanceof Publish publish) {
            write(publish, alias, out);
        } else {
            Acknowledgement acknowledgement = (Acknowledgement) packet;
            out.writeInt(firstByte(acknowledgement.type()) << 24 | 2 << 16 | acknowledgement.packetId());
        }
    }

    private static int firstByte(PacketType type) {
        return switch (type) {
            case PUBACK -> 0x40;
            case PUBREC -> 0x50;
            // [MQTT-3.6.1-1]
            case PUBREL -> 0x62;
            default -> 0x70;
        };
    }

    private void write(Publish publish, TopicAliases.@Nullable Use alias, ByteBuf out) {
        Message message = publish.message();
        byte[] payload = message.payload().array();
        byte[] topic = alias == null || alias.withTopic() ? writtenBytes : Binary.EMPTY.array();
        int qos = message.qos().number();
        int length = 2 + topic.length + (qos > 0 ? 2 : 0) + (v5 ? alias == null ? 1 : 4 : 0) + payload.length;
        out.ensureWritable(5 + length);
        out.writeByte(0x30 | (publish.dup() ? 0x08 : 0) | qos << 1 | (message.retain() ? 1 : 0));
        int rest = length;
        while (rest >= 0x80) {
            out.writeByte(rest | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
        out.writeShort(topic.length);
        out.writeBytes(topic);
        if (qos > 0) {
            out.writeShort(publish.packetId());
        }
        if (v5 && alias == null) {
            out.writeByte(0);
        } else if (alias != null) {
            out.writeShort(3 << 8 | TOPIC_ALIAS);
            out.writeShort(alias.alias());
        }
        out.writeBytes(payload);
    }

    // ---- in ----

    /**
     * Reads a whole packet that {@link BodyRules} has nothing to say against; null when it is one for the codec.
     *
     * @param in a buffer whose reader index is at the packet's first byte, where it stays
     * @param body where the variable header begins
     * @param end where the packet ends
     */
    @Nullable
    Packet read(PacketType type, ByteBuf in, int body, int end) {
        if (type == PacketType.PUBLISH) {
            return readPublish(in, body, end);
        }
        if (end != body + 2) {
            return null;
        }
        int packetId = in.getUnsignedShort(body);
        return switch (type) {
            case PUBACK -> new PubAck(packetId);
            case PUBREC -> new PubRec(packetId);
            case PUBREL -> new PubRel(packetId);
            case PUBCOMP -> new PubComp(packetId);
            default -> null;
        };
    }

    private @Nullable Publish readPublish(ByteBuf in, int body, int end) {
        int topicLength = in.getUnsignedShort(body);
        String topic = topic(in, body + 2, topicLength);
        if (topic == null) {
            return null;
        }
        int at = body + 2 + topicLength;
        int first = in.getByte(in.readerIndex());
        QoS qos = QoS.of(first >> 1 & 0x03);
        int packetId = 0;
        if (qos != QoS.AT_MOST_ONCE) {
            packetId = in.getUnsignedShort(at);
            at += 2;
        }
        if (v5 && in.getByte(at++) != 0) {
            return null;
        }
        byte[] payload = new byte[end - at];
        in.getBytes(at, payload);
        Message message = new Message(topic, Binary.wrap(payload), qos, (first & 0x01) != 0, PublishProperties.NONE);
        return new Publish(packetId, (first & 0x08) != 0, message);
    }

    /** Returns a topic that was seen before and had nothing wrong; null when it was not. */
    private @Nullable String topic(ByteBuf in, int from, int length) {
        Known there = known[place(in, from, length)];
        if (there == null || there.bytes.length != length) {
            return null;
        }
        for (int i = 0; i < length; i++) {
            if (there.bytes[i] != in.getByte(from + i)) {
                return null;
            }
        }
        return there.topic;
    }

    /** The codec has read this packet of these bytes: its topic has nothing wrong. */
    void learn(Packet packet, ByteBuf in, int body) {
        int length = in.getUnsignedShort(body);
        // With an alias alone there are no bytes.
        if (packet instanceof Publish publish && length > 0) {
            byte[] bytes = new byte[length];
            in.getBytes(body + 2, bytes);
            known[place(in, body + 2, length)] = new Known(publish.message().topic(), bytes);
        }
    }

    private static int place(ByteBuf in, int from, int length) {
        int hash = length;
        // The end tells topics apart sooner than the beginning.
        for (int i = Math.max(0, length - 8); i < length; i++) {
            hash = 31 * hash + in.getByte(from + i);
        }
        return (hash ^ hash >>> 6 ^ hash >>> 12) & TOPICS - 1;
    }
}
