package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.MqkeepProcess;
import io.mqkeep.testing.MqkeepProcess.Ended;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of exit statuses, each reached by a real process. */
@Execution(ExecutionMode.CONCURRENT)
class ExitStatusIT {
    @TempDir
    Path temporary;

    private Mqkeep mqkeep() {
        return new Mqkeep(temporary.resolve("home"));
    }

    private Ended run(ScriptedBroker broker, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-h", "127.0.0.1", "-p", "" + broker.port()));
        return mqkeep().run(all.toArray(String[]::new));
    }

    private static void takeQos1(Peer peer) throws Exception {
        peer.accept();
        peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId()));
        peer.expect(PacketType.DISCONNECT);
    }

    @Test
    void a_publish_that_was_acknowledged_ends_0() {
        try (ScriptedBroker broker = ScriptedBroker.playing(ExitStatusIT::takeQos1)) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1").withExit(0).printing("");
            broker.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_connection_ends_1_with_the_reason(MqttVersion version) {
        boolean v5 = version == MqttVersion.V5;
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.expect(PacketType.CONNECT);
            peer.send(peer.packets().connAck(false, v5 ? 0x87 : 5));
        })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-V", v5 ? "5" : "3.1.1")
                    .withExit(1)
                    .saying("not authorized", "0x87");
        }
    }

    @Test
    void a_refused_message_ends_1_with_the_reason() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().pubAck(peer.expect(PacketType.PUBLISH).packetId(), 0x97));
            peer.hold();
        })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1").withExit(1).saying("quota exceeded", "0x97");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_subscription_ends_1(MqttVersion version) {
        boolean v5 = version == MqttVersion.V5;
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            RawPacket subscribe = peer.expect(PacketType.SUBSCRIBE);
            peer.send(peer.packets().subAck(subscribe.packetId(), v5 ? 0x87 : 0x80));
            peer.hold();
        })) {
            run(broker, "sub", "-t", "a", "-V", v5 ? "5" : "3.1.1").withExit(1).saying("a");
        }
    }

    @Test
    void a_disconnect_with_an_error_ends_1_with_the_reason() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PUBLISH);
            peer.send(peer.packets().disconnect(0x97));
        })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1").withExit(1).saying("quota exceeded", "0x97");
        }
    }

    @Test
    void wrong_usage_ends_2_and_names_what_is_wrong() {
        mqkeep().run("pub", "-t", "a/#", "-m", "x").withExit(2).saying("--topic");
        mqkeep().run("sub", "--session", "..").withExit(2).saying("..");
        mqkeep().run("publish").withExit(2).saying("publish");
        mqkeep().run("session", "show", "nobody").withExit(2).saying("nobody");
    }

    @Test
    void another_server_than_the_sessions_own_ends_2_and_names_both() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.DISCONNECT);
        })) {
            run(broker, "connect", "--session", "s").withExit(0);
            var before = mqkeep().stored();
            mqkeep().run("connect", "--session", "s", "-p", "1").withExit(2).saying("" + broker.port(), ":1");
            mqkeep().run("connect", "--session", "s", "-i", "somebody-else")
                    .withExit(2)
                    .saying("somebody-else");
            mqkeep().run("connect", "--session", "s", "-V", "3.1.1").withExit(2).saying("3.1.1");
            assertEquals(before, mqkeep().stored());
        }
    }

    @Test
    void a_closed_port_ends_3_and_is_named() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        mqkeep().run("pub", "-h", "127.0.0.1", "-p", "" + port, "-t", "a", "-m", "x")
                .withExit(3)
                .saying("127.0.0.1:" + port);
    }

    @Test
    void a_connection_that_is_lost_before_the_acknowledgement_ends_3_without_a_session() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.PUBLISH);
            peer.reset();
        })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1").withExit(3);
        }
    }

    @Test
    void a_connection_that_is_lost_before_the_acknowledgement_ends_9_with_a_session() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                },
                peer -> {
                    peer.accept(true);
                    peer.send(peer.packets()
                            .pubAck(peer.expect(PacketType.PUBLISH).packetId()));
                    peer.expect(PacketType.DISCONNECT);
                })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1", "--session", "s")
                    .withExit(9)
                    .saying("connect --session", "do not publish it again");
            mqkeep().run("connect", "--session", "s").withExit(0);
            broker.await();
        }
    }

    @Test
    void a_silent_server_ends_4_without_a_session_and_9_with_one() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept();
            peer.hold();
        })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1", "--timeout", "300ms")
                    .withExit(4);
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1", "--timeout", "300ms", "--session", "s")
                    .withExit(9);
            run(broker, "sub", "-t", "a", "--timeout", "300ms").withExit(4);
        }
    }

    @Test
    void fewer_messages_than_the_count_in_the_time_given_ends_4_and_the_time_alone_ends_0() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            peer.hold();
        })) {
            run(broker, "sub", "-t", "a", "-C", "1", "-W", "0.3").withExit(4);
            run(broker, "sub", "-t", "a", "-W", "0.3").withExit(0);
        }
    }

    @Test
    void a_session_that_another_command_holds_ends_5_and_names_its_process() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept();
            peer.hold();
        })) {
            try (MqkeepProcess holder = mqkeep().start(
                            "connect", "--stay", "--session", "s", "-h", "127.0.0.1", "-p", "" + broker.port())) {
                holder.awaitWhileRunning(
                        "its connection", () -> broker.seen(PacketType.CONNECT).size() == 1);

                mqkeep().run("connect", "--session", "s").withExit(5).saying("" + holder.pid());
                mqkeep().run("pub", "--session", "s", "-t", "a", "-m", "x").withExit(5);
                mqkeep().run("save-session", "s").withExit(5).printing("");

                holder.killNine();
            }
            // kill -9 leaves no lock behind.
            mqkeep().run("session", "show", "s").withExit(0);
            assertEquals(1, broker.connections());
        }
    }

    @Test
    void a_damaged_session_ends_6_names_the_file_and_leaves_it_as_it_is() throws Exception {
        for (int i = 0; i < 2; i++) {
            mqkeep().run("pub", "--offline", "--session", "s", "-h", "127.0.0.1", "-p", "1", "-t", "a", "-m", "m" + i)
                    .withExit(0);
        }
        Path file = mqkeep().sessionFile("s");
        try (var session = new RandomAccessFile(file.toFile(), "rw")) {
            // Within the first frame: later ones say that it had been forced.
            session.seek(100);
            int octet = session.read();
            session.seek(100);
            session.write(octet ^ 1);
        }
        var before = mqkeep().stored();
        mqkeep().run("connect", "--session", "s").withExit(6).saying(file.toString());
        assertEquals(before, mqkeep().stored());
    }

    @Test
    void a_lost_session_with_a_message_in_flight_ends_7_until_somebody_decides() {
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                },
                peer -> {
                    peer.accept(false);
                    peer.expect(PacketType.DISCONNECT);
                },
                peer -> {
                    peer.accept(false);
                    RawPacket again = peer.expect(PacketType.PUBLISH);
                    assertEquals(false, again.dup());
                    peer.send(peer.packets().pubAck(again.packetId()));
                    peer.expect(PacketType.DISCONNECT);
                })) {
            run(broker, "pub", "-t", "a", "-m", "x", "-q", "1", "--session", "s")
                    .withExit(9);
            mqkeep().run("connect", "--session", "s").withExit(7).saying("--on-session-lost");
            mqkeep().run("pub", "--session", "s", "-t", "a", "-m", "y").withExit(7);
            assertEquals(2, broker.connections());

            mqkeep().run("connect", "--session", "s", "--on-session-lost", "republish")
                    .withExit(0);
            broker.await();
        }
    }

    @Test
    void a_home_that_cannot_be_made_ends_8() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "not a folder");
        new Mqkeep(file.resolve("home"))
                .run("pub", "--session", "s", "-h", "127.0.0.1", "-p", "1", "-t", "a", "-m", "x")
                .withExit(8)
                .saying(file.toString());
    }

    /** A limit of the system on the size of a file: what a full disk is like, without one. */
    @Test
    void a_session_file_that_may_not_grow_ends_8_and_opens_afterwards() throws Exception {
        mqkeep().run("pub", "--session", "s", "-t", "a", "-m", "x", "--offline").withExit(0);
        Path large = Files.write(temporary.resolve("large"), new byte[5_000]);
        mqkeep().script("ulimit -f 4; exec mqkeep pub --session s -t a --offline -f " + large)
                .withExit(8)
                .saying("cannot write session file");
        mqkeep().run("pub", "--session", "s", "-t", "a", "-m", "y", "--offline").withExit(0);
        mqkeep().run("session", "verify", "s").withExit(0);
    }

    @Test
    void a_full_disk_behind_stdout_ends_8() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
            peer.send(peer.packets().publish(0, "a", "x", 0));
            peer.hold();
        })) {
            mqkeep().script("exec mqkeep sub -t a -h 127.0.0.1 -p " + broker.port() + " > /dev/full")
                    .withExit(8)
                    .saying("standard output");
        }
    }
}
