package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What listens there is no MQTT server, or one that is broken: the sentence says which. */
@Execution(ExecutionMode.CONCURRENT)
class StrangeServersIT {
    @TempDir
    Path temporary;

    private MqkeepRun against(ScriptedBroker.Script script, String... more) {
        return new MqkeepRun(script, more);
    }

    private final class MqkeepRun {
        private final ScriptedBroker.Script script;
        private final String[] more;

        MqkeepRun(ScriptedBroker.Script script, String... more) {
            this.script = script;
            this.more = more;
        }

        void ends(int status, String... texts) {
            try (ScriptedBroker broker = ScriptedBroker.playingAlways(script)) {
                Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
                String address = "127.0.0.1:" + broker.port();
                String[] command = new String[more.length + 3];
                command[0] = "connect";
                command[1] = "-L";
                command[2] = "mqtt://" + address;
                System.arraycopy(more, 0, command, 3, more.length);
                mqkeep.run(command).withExit(status).saying(address).saying(texts);
            }
        }
    }

    private static void say(Peer peer, String text) throws Exception {
        peer.expect(PacketType.CONNECT);
        peer.send(text.getBytes(StandardCharsets.US_ASCII));
        peer.hold();
    }

    @Test
    void a_web_server_is_named() {
        against(peer -> say(peer, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"))
                .ends(3, "HTTP");
    }

    @Test
    void noise_is_named() {
        against(peer -> say(peer, "220 mail.example.org ESMTP\r\n")).ends(3);
    }

    @Test
    void a_server_that_never_answers_is_named() {
        against(Peer::hold, "--connect-timeout", "500ms").ends(4, "CONNACK");
    }

    @Test
    void an_answer_in_the_older_version_is_named() {
        against(peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send("20 02 00 00");
                    peer.hold();
                })
                .ends(3, "3.1.1");
    }

    @Test
    void a_server_that_refuses_the_version_in_the_older_one_is_named() {
        against(peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send("20 02 00 01");
                    peer.close();
                })
                .ends(3, "3.1.1", "unacceptable protocol version");
    }

    @Test
    void a_server_that_closes_instead_of_answering_is_named() {
        against(peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.close();
                })
                .ends(3);
    }

    @Test
    void a_packet_of_a_length_beyond_all_limits_is_not_waited_for() {
        against(
                        peer -> {
                            peer.accept();
                            peer.send("30 FF FF FF FF 01");
                            peer.hold();
                        },
                        "--stay")
                .ends(3);
    }

    @Test
    void a_refused_connection_leaves_what_the_session_shows_as_it_was() throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    peer.accept();
                    peer.expect(PacketType.PUBLISH);
                    peer.reset();
                },
                peer -> {
                    peer.expect(PacketType.CONNECT);
                    peer.send(peer.packets().connAck(false, 0x87));
                })) {
            mqkeep.run("pub", "-h", "127.0.0.1", "-p", "" + broker.port(), "--session", "s", "-t", "a", "-m", "x")
                    .withExit(9);
            String before =
                    mqkeep.run("session", "show", "s", "--json").withExit(0).out();

            mqkeep.run("connect", "--session", "s").withExit(1);

            assertEquals(
                    before,
                    mqkeep.run("session", "show", "s", "--json").withExit(0).out());
        }
    }

    @Test
    void a_message_that_ends_every_connection_is_named_and_what_is_advised_helps() {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(peer -> {
            peer.accept(peer.number() > 1);
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.PUBLISH) {
                    peer.reset();
                    return;
                }
            }
        })) {
            mqkeep.run(
                            "pub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + broker.port(),
                            "--session",
                            "s",
                            "-t",
                            "bad/topic",
                            "-q",
                            "1",
                            "-m",
                            "x",
                            "--reconnect-delay",
                            "1ms:5ms")
                    .withExit(1)
                    .saying("message 1 (topic 'bad/topic', QoS 1")
                    .saying("'mqkeep session drop s 1'");
            mqkeep.run("session", "drop", "s", "1").withExit(0);
            mqkeep.run("connect", "--session", "s").withExit(0);
        }
    }
}
