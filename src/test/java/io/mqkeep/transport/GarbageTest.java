package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.RawProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams of good packets with a few bytes changed, in pieces of any size: what comes out is packets and then, perhaps, one
 * violation, never another exception, and never a wait for the rest of a packet that has come whole.
 */
class GarbageTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @EnumSource
    void whatever_comes_is_a_packet_or_a_violation(MqttVersion version) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] stream = stream(version, random);
            byte[] changed = stream.clone();
            for (int i = random.nextInt(4); i > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0);
            }
            try {
                boolean good = Arrays.equals(stream, changed);
                ServerBytes.Heard heard = hear(version, changed, random);
                assertTrue(heard.wellJudged(), () -> "failed with " + heard.failure());
                assertTrue(!good || heard.failure() == null, "a good stream was refused");
            } catch (Throwable failed) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + Bytes.toHex(changed), failed);
            }
        }
    }

    private static ServerBytes.Heard hear(MqttVersion version, byte[] stream, Random random) {
        Connect connect = new Connect(
                version,
                "me",
                true,
                0,
                null,
                null,
                null,
                new ConnectProperties(0, 65_535, 5000L, 3, false, true, List.of(), null, null));
        return ServerBytes.hear(connect, stream, () -> 1 + random.nextInt(40));
    }

    private static byte[] stream(MqttVersion version, Random random) {
        RawPackets packets = RawPackets.of(version);
        List<byte[]> parts = new ArrayList<>();
        parts.add(packets.connAck(random.nextBoolean(), 0, RawProperties.twoBytes(RawProperties.RECEIVE_MAXIMUM, 9)));
        for (int i = random.nextInt(6); i >= 0; i--) {
            parts.add(
                    switch (random.nextInt(8)) {
                        case 0 ->
                            packets.publish(
                                    7,
                                    "a/b",
                                    "payload",
                                    random.nextInt(3),
                                    RawProperties.text(RawProperties.CONTENT_TYPE, "text"),
                                    RawProperties.user("name", "value"),
                                    RawProperties.subscriptionIdentifier(1 + random.nextInt(300)));
                        case 1 -> packets.publish(0, "t", new byte[random.nextInt(300)], 0);
                        case 2 -> packets.pubRec(7, 0x97, RawProperties.text(RawProperties.REASON_STRING, "why"));
                        case 3 -> packets.pubRel(8);
                        case 4 -> packets.subAck(9, 0, 1, 2, 0x80);
                        case 5 -> packets.unsubAck(10, 0, 0x11);
                        case 6 -> packets.pingResp();
                        default -> packets.pubComp(11);
                    });
        }
        return Bytes.concat(parts.toArray(byte[][]::new));
    }
}
