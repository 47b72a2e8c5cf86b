package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password goes to the server and nowhere else: not to a file, a document or the screen, whatever goes wrong. */
class SecretsTest {
    private static final String SECRET = "hunter2-s3cret";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-h 127.0.0.1 -p PORT -u ann -P hunter2-s3cret",
                "-L mqtt://ann:hunter2-s3cret@127.0.0.1:PORT",
                "-L mqtt://ann@127.0.0.1:PORT --password-env PW",
                "-L mqtt://ann@127.0.0.1:PORT --password-file secret",
            })
    void a_password_is_in_no_file_no_document_and_no_line(String options) throws IOException {
        InProcess here = new InProcess(directory).environment("PW", SECRET);
        Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
        List<Ran> all = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        try (ScriptedBroker broker = ScriptedBroker.playing(
                peer -> {
                    seen.add(text(peer.expect(PacketType.CONNECT)));
                    peer.send(peer.packets().connAck(false, 0x86));
                },
                peer -> {
                    seen.add(text(peer.accept()));
                    peer.hold();
                },
                peer -> {
                    seen.add(text(peer.expect(PacketType.CONNECT)));
                    peer.send("00 00");
                    peer.hold();
                })) {
            String[] words = ("connect --debug --session s " + options.replace("PORT", "" + broker.port())).split(" ");
            for (int i = 0; i < 3; i++) {
                all.add(here.mqkeep(words));
            }
        }
        all.add(here.mqkeep("session", "show", "--debug", "s"));
        all.add(here.mqkeep("session", "show", "--json", "s"));
        all.add(here.mqkeep("session", "list"));
        all.add(here.mqkeep("save-session", "--debug", "s"));
        all.add(here.mqkeep("save-session", "s", "-o", "document"));
        Files.delete(secret);

        assertEquals(3, seen.size());
        seen.forEach(connect -> assertTrue(connect.contains(SECRET), "the server has it"));
        all.forEach(ran -> assertFalse((ran.out() + ran.err()).contains(SECRET), ran.toString()));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(content.contains(SECRET), file.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-L mqttx://ann:hunter2-s3cret@h",
                "-L http://ann:hunter2-s3cret@h",
                "-L mqtt://ann:hunter2-s3cret@h:99999",
                "-L mqtt://ann:hunter2-s3cret@h/x",
                "-L mqtt://ann:hunter2-s3cret%@h",
                "-L mqtt://ann:hunter2-s3cret@[::1",
                "-L mqtt://ann:hunter2-s3cret",
                "-L ann:hunter2-s3cret@h",
                "-h mqtt://ann:hunter2-s3cret@h",
                "-h ann:hunter2-s3cret@h",
                "-P hunter2-s3cret --password-env PW",
                "-P hunter2-s3cret -P hunter2-s3cret",
                "-V 311 -P hunter2-s3cret",
            })
    void an_error_does_not_show_what_may_be_a_password(String options) {
        Ran ran = new InProcess(directory).mqkeep(("connect --debug " + options).split(" "));

        assertEquals(2, ran.exit().status(), ran.err());
        assertFalse(ran.err().contains("s3cret"), ran.err());
    }

    @Test
    void a_password_is_warned_about_once_where_others_can_see_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = new InProcess(directory)
                    .mqkeep("connect", "-h", "127.0.0.1", "-p", "" + broker.port(), "-u", "ann", "-P", SECRET);

            assertEquals(
                    "mqkeep: warning: others on this machine can see a password in --password; --password-file and"
                            + " --password-env keep it to yourself",
                    ran.err().lines().findFirst().orElse(""));
        }
    }

    @Test
    void a_password_in_a_url_of_the_environment_is_not_warned_about_because_nobody_sees_it() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = new InProcess(directory)
                    .environment("MQKEEP_URL", "mqtt://ann:" + SECRET + "@127.0.0.1:" + broker.port())
                    .mqkeep("connect");

            assertEquals(0, ran.exit().status(), ran.err());
            assertEquals("", ran.err());
        }
    }

    private static String text(RawPacket connect) {
        return new String(connect.body(), StandardCharsets.ISO_8859_1);
    }
}
