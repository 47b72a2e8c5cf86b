package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.PubAck;
import io.mqkeep.protocol.PubComp;
import io.mqkeep.protocol.PubRec;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.testing.RawPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes past the codec is what the codec would have made of it. */
class PlainPacketsTest {
    private static final String[] TOPICS = {"a", "a/b", "orders/new/Grüße/\ud83d\ude00", "x".repeat(200)};

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_is_written_is_read_back_and_is_what_another_reader_reads(MqttVersion version) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        PlainPackets plain = new PlainPackets(version);
        for (int round = 0; round < 5_000; round++) {
            Packet packet = packet(random);
            plain.wrote(packet);
            assertTrue(plain.canWrite(packet));
            ByteBuf bytes = Unpooled.buffer();
            plain.write(packet, null, bytes);
            byte[] raw = new byte[bytes.readableBytes()];
            bytes.getBytes(0, raw);
            RawPacket other = Objects.requireNonNull(RawPacket.read(new ByteArrayInputStream(raw), version));
            assertEquals(packet.type(), other.type(), () -> "seed " + seed);

            int body = 1;
            while (raw[body++] < 0) {}
            if (packet instanceof Publish) {
                plain.learn(packet, bytes, body);
            }
            assertEquals(packet, plain.read(packet.type(), bytes, body, raw.length), () -> "seed " + seed);
            assertEquals(0, bytes.readerIndex());
        }
    }

    private static Packet packet(Random random) {
        int id = 1 + random.nextInt(65_535);
        return switch (random.nextInt(6)) {
            case 0 -> new PubAck(id);
            case 1 -> new PubRec(id);
            case 2 -> new PubRel(id);
            case 3 -> new PubComp(id);
            default -> {
                QoS qos = QoS.of(random.nextInt(3));
                byte[] payload = new byte[random.nextInt(random.nextBoolean() ? 150 : 4096)];
                random.nextBytes(payload);
                boolean atMostOnce = qos == QoS.AT_MOST_ONCE;
                yield new Publish(
                        atMostOnce ? 0 : id,
                        !atMostOnce && random.nextBoolean(),
                        new Message(
                                TOPICS[random.nextInt(TOPICS.length)],
                                Binary.wrap(payload),
                                qos,
                                random.nextBoolean(),
                                PublishProperties.NONE));
            }
        };
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void what_is_not_plain_is_left_to_the_codec(MqttVersion version) {
        PlainPackets plain = new PlainPackets(version);
        Publish publish = new Publish(0, false, Message.of("a", Binary.ofText("x"), QoS.AT_MOST_ONCE));
        assertFalse(plain.canWrite(publish), "a topic nobody has looked at");
        plain.wrote(publish);
        assertTrue(plain.canWrite(publish));
        Message message = publish.message();
        assertFalse(plain.canWrite(
                new Publish(0, false, message.withProperties(PublishProperties.NONE.withMessageExpiryInterval(60)))));
        assertFalse(plain.canWrite(new Publish(0, false, message.withPayload(Binary.wrap(new byte[4097])))));
        assertFalse(plain.canWrite(new PingResp()));
        assertEquals(
                version == MqttVersion.V3_1_1,
                plain.canWrite(new PubRel(1, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND)),
                "3.1.1 has no reason code to say");
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void a_topic_that_was_not_seen_is_left_to_the_codec(MqttVersion version) {
        PlainPackets plain = new PlainPackets(version);
        Publish publish = new Publish(0, false, Message.of("a", Binary.ofText("x"), QoS.AT_MOST_ONCE));
        plain.wrote(publish);
        ByteBuf bytes = Unpooled.buffer();
        plain.write(publish, null, bytes);
        assertNull(plain.read(publish.type(), bytes, 2, bytes.readableBytes()));
        plain.learn(publish, bytes, 2);
        assertEquals(publish, plain.read(publish.type(), bytes, 2, bytes.readableBytes()));
        bytes.setByte(4, '#');
        assertNull(plain.read(publish.type(), bytes, 2, bytes.readableBytes()));
    }
}
