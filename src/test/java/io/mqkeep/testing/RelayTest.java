package io.mqkeep.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Relay.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The tools that break connections are tested too: a relay that breaks nothing makes every test green. */
class RelayTest {
    private static final RawPackets V5 = RawPackets.V5;

    @Test
    void everything_is_passed_both_ways_until_the_client_closes() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    assertEquals(7, peer.expect(PacketType.PUBACK).packetId());
                    peer.send(V5.publish(1, "a", "hello", 1));
                    peer.expectEnd();
                });
                Relay relay = Relay.to(broker.address());
                Socket client = connect(relay.port())) {
            client.getOutputStream().write(V5.pubAck(7));
            RawPacket publish = RawPacket.read(client.getInputStream(), MqttVersion.V5);
            assertEquals("hello", publish == null ? null : publish.payloadText());
            client.shutdownOutput();
            broker.await();
            assertEquals(1, relay.passed(Direction.TO_SERVER, PacketType.PUBACK));
            assertEquals(1, relay.passed(Direction.TO_CLIENT, PacketType.PUBLISH));
        }
    }

    @Test
    void a_connection_is_cut_before_the_packet_that_was_named_and_the_next_is_whole() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
                    peer.send(V5.pubAck(1), V5.pubRec(2), V5.pubAck(3), V5.pubAck(4));
                    peer.hold();
                });
                Relay relay = Relay.to(broker.address())) {
            relay.cutBefore(Direction.TO_CLIENT, PacketType.PUBACK, 2);
            try (Socket client = connect(relay.port())) {
                assertArrayEquals(Bytes.concat(V5.pubAck(1), V5.pubRec(2)), readUntilBroken(client));
            }
            try (Socket client = connect(relay.port())) {
                assertEquals(16, client.getInputStream().readNBytes(16).length);
            }
            assertEquals(2, relay.connections());
        }
    }

    @Test
    void a_connection_is_cut_after_the_packet_that_was_named() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    peer.send(V5.pubAck(1), V5.pubAck(2), V5.pubAck(3));
                    assertThrows(IOException.class, peer::next);
                });
                Relay relay = Relay.to(broker.address())) {
            relay.cutAfter(Direction.TO_CLIENT, PacketType.PUBACK, 2);
            try (Socket client = connect(relay.port())) {
                assertArrayEquals(Bytes.concat(V5.pubAck(1), V5.pubAck(2)), readUntilBroken(client));
            }
            broker.await();
        }
    }

    @Test
    void a_connection_is_cut_after_so_many_bytes() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    peer.send(V5.pubAck(1), V5.pubAck(2));
                    assertThrows(IOException.class, peer::next);
                });
                Relay relay = Relay.to(broker.address())) {
            relay.cutAfterBytes(Direction.TO_CLIENT, 6);
            try (Socket client = connect(relay.port())) {
                assertArrayEquals(Bytes.hex("40 02 00 01 40 02"), readUntilBroken(client));
            }
            broker.await();
        }
    }

    @Test
    void packets_are_withheld_until_the_rule_is_taken_back() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    peer.send(V5.pubAck(1), V5.pubRec(2), V5.pingResp());
                    peer.expect(PacketType.PINGREQ);
                    peer.send(V5.pubRec(3));
                    peer.hold();
                });
                Relay relay = Relay.to(broker.address())) {
            relay.withhold(Direction.TO_CLIENT, PacketType.PUBREC, PacketType.PUBACK);
            try (Socket client = connect(relay.port())) {
                assertArrayEquals(V5.pingResp(), client.getInputStream().readNBytes(2));
                assertEquals(2, relay.withheld());
                relay.passEverything();
                client.getOutputStream().write(Bytes.hex("c0 00"));
                assertArrayEquals(V5.pubRec(3), client.getInputStream().readNBytes(4));
            }
        }
    }

    @Test
    void all_connections_are_cut_now() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    peer.send(V5.pingResp());
                    assertThrows(IOException.class, peer::next);
                });
                Relay relay = Relay.to(broker.address());
                Socket client = connect(relay.port())) {
            assertEquals(2, client.getInputStream().readNBytes(2).length);
            relay.cutNow();
            assertThrows(IOException.class, () -> client.getInputStream().read());
            broker.await();
        }
    }

    @Test
    void a_shut_relay_lets_nothing_through_until_it_is_opened() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
                    peer.send(V5.pingResp());
                    peer.hold();
                });
                Relay relay = Relay.to(broker.address())) {
            relay.shut();
            try (Socket client = connect(relay.port())) {
                assertEquals(0, readUntilBroken(client).length);
            }
            relay.open();
            try (Socket client = connect(relay.port())) {
                assertEquals(2, client.getInputStream().readNBytes(2).length);
                relay.shut();
                assertEquals(0, readUntilBroken(client).length);
            }
        }
    }

    @Test
    void a_client_that_may_only_finish_publishes_nothing_new() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
                    assertEquals(1, peer.expect(PacketType.PUBLISH).packetId());
                    peer.send(V5.pubRec(1));
                    assertEquals(1, peer.expect(PacketType.PUBLISH).packetId(), "sent again; 2 and 3 are swallowed");
                    assertEquals(1, peer.expect(PacketType.PUBREL).packetId());
                    peer.send(V5.pubComp(1));
                    assertEquals(2, peer.expect(PacketType.PUBLISH).packetId());
                    peer.hold();
                });
                Relay relay = Relay.to(broker.address());
                Socket client = connect(relay.port())) {
            client.getOutputStream().write(V5.publish(1, "a", "one", 2));
            assertArrayEquals(V5.pubRec(1), client.getInputStream().readNBytes(4));
            assertEquals(1, relay.openHandshakes(Direction.TO_SERVER));
            relay.finish();
            client.getOutputStream()
                    .write(Bytes.concat(
                            V5.publish(2, "a", "two", 2),
                            V5.publishAgain(1, "a", "one", 2),
                            V5.publish(3, "a", "three", 1),
                            V5.pubRel(1)));
            assertArrayEquals(V5.pubComp(1), client.getInputStream().readNBytes(4));
            assertEquals(0, relay.openHandshakes(Direction.TO_SERVER));
            assertEquals(2, relay.withheld());
            relay.open();
            client.getOutputStream().write(V5.publishAgain(2, "a", "two", 2));
            client.shutdownOutput();
            broker.await();
        }
    }

    @Test
    void a_script_that_fails_fails_the_test() throws IOException {
        ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.expect(PacketType.CONNECT));
        try (Socket client = connect(broker.port())) {
            client.getOutputStream().write(Bytes.hex("c0 00"));
            assertNull(RawPacket.read(client.getInputStream(), MqttVersion.V5), "its connection is closed");
            AssertionError failure = assertThrows(AssertionError.class, broker::await);
            assertEquals(
                    "on connection 1: expected CONNECT, got PINGREQ [c0 00]; all so far [PINGREQ [c0 00]]",
                    failure.getMessage());
        }
        broker.close();
        assertEquals(1, broker.seen(PacketType.PINGREQ).size());
    }

    @Test
    void a_connection_without_a_script_fails_the_test() throws IOException {
        ScriptedBroker broker = ScriptedBroker.playing(peer -> peer.hold());
        connect(broker.port()).close();
        try (Socket client = connect(broker.port())) {
            assertEquals(-1, client.getInputStream().read());
        }
        AssertionError failure = assertThrows(AssertionError.class, broker::await);
        broker.close();
        assertEquals("on connection 2: connection 2 came; only 1 were scripted", failure.getMessage());
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private static byte[] readUntilBroken(Socket client) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            InputStream in = client.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.write(b);
            }
        } catch (IOException broken) {
            // What came before counts.
        }
        return all.toByteArray();
    }
}
