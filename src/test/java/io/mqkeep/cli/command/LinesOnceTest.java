package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pub -l -f FILE --session}: every line of a file once. */
class LinesOnceTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private Path file = Path.of("");

    @BeforeEach
    void make_a_file() throws IOException {
        here = new InProcess(directory);
        file = Files.writeString(directory.resolve("lines"), "one\ntwo\nthree\n");
    }

    @Test
    void the_same_command_again_sends_nothing_and_says_so_until_lines_are_added() throws IOException {
        assertEquals("", pub().err().replaceAll("mqkeep: 3 messages queued.*\n", ""));
        Ran again = pub();
        assertEquals(
                "mqkeep: all 3 lines of " + file + " were already sent; --restart sends them again",
                again.err().lines().findFirst().orElse(""));
        assertEquals(List.of("one", "two", "three"), queued());

        append("four\n");
        Ran more = pub();
        assertEquals(
                "mqkeep: going on in " + file + " after line 3, the last one that was sent",
                more.err().lines().findFirst().orElse(""));
        assertEquals(List.of("one", "two", "three", "four"), queued());

        pub("--restart");
        assertEquals(List.of("one", "two", "three", "four", "one", "two", "three", "four"), queued());
        pub();
        assertEquals(8, queued().size());
    }

    @Test
    void a_line_without_an_end_is_sent_once_also_when_its_end_comes() throws IOException {
        append("four");
        pub();
        assertEquals(4, queued().size());
        pub();
        append("\n");
        pub();
        assertEquals(4, queued().size());
        append("five\n");
        pub();
        assertEquals(List.of("one", "two", "three", "four", "five"), queued());
    }

    @Test
    void a_file_that_is_not_the_same_before_the_place_is_refused_with_2_and_nothing_is_sent() throws IOException {
        pub();
        for (String other : List.of("one\ntwo\n", "one\nTWO\nthree\n", "")) {
            Files.writeString(file, other);
            Ran refused = run();
            assertEquals(Exit.USAGE, refused.exit(), refused.err());
            assertTrue(refused.err().contains("is not the file any more of which 3 lines were sent"), refused.err());
            assertTrue(refused.err().contains("--restart"), refused.err());
        }
        assertEquals(3, queued().size());
    }

    @Test
    void another_way_to_the_same_file_leads_to_the_same_place_and_another_name_to_its_own() throws IOException {
        pub();
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path folder = Files.createDirectory(directory.resolve("folder"));
        for (String path : List.of(link.toString(), "lines", "./lines", folder + "/../lines")) {
            Ran ran = pub("-f", path);
            assertTrue(ran.err().contains("all 3 lines of "), ran.err());
        }
        assertEquals(3, queued().size());
        Files.move(file, directory.resolve("renamed"));
        pub("-f", "renamed");
        assertEquals(6, queued().size());
    }

    @Test
    void another_topic_and_another_qos_have_places_of_their_own() {
        pub();
        pub("-t", "other");
        assertEquals(6, queued().size());
        pub("-q", "1");
        assertEquals(9, queued().size());
        pub("-q", "1");
        pub("-t", "other");
        pub("-q", "2");
        assertEquals(9, queued().size());
    }

    @Test
    void the_place_outlives_the_last_acknowledgement_and_the_writing_anew_of_the_session_file() throws IOException {
        Files.write(directory.resolve("large"), new byte[600_000]);
        Path journal = directory.resolve("home").resolve("s.mqs");
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(LinesOnceTest::takeEverything)) {
            String[] server = {"-h", "127.0.0.1", "-p", "" + broker.port()};
            Ran sent = here.mqkeep(words(server, "pub", "--session", "s", "-t", "t", "-l", "-f", "lines"));
            assertEquals(Exit.DONE, sent.exit(), sent.err());
            assertEquals(3, broker.seen(PacketType.PUBLISH).size());
            // So large that the file is written anew, and then the message is gone and it is written anew again.
            Ran large = here.mqkeep(words(server, "pub", "--session", "s", "-t", "t", "-f", "large"));
            assertEquals(Exit.DONE, large.exit(), large.err());
            assertTrue(Files.size(journal) < 10_000, "it was not written anew: " + Files.size(journal));

            Ran again = here.mqkeep(words(server, "pub", "--session", "s", "-t", "t", "-l", "-f", "lines"));
            assertEquals(Exit.DONE, again.exit(), again.err());
            assertTrue(again.err().contains("all 3 lines of " + file + " were already sent"), again.err());
            assertEquals(4, broker.seen(PacketType.PUBLISH).size());
        }
    }

    @Test
    void standard_input_and_a_pipe_have_no_place_and_say_so_with_a_session() throws Exception {
        Ran stdin = here.stdin("a\nb\n").mqkeep("pub", "--session", "s", "-t", "t", "-l", "--offline");
        assertTrue(stdin.err().contains("the lines of standard input are not remembered"), stdin.err());
        assertEquals(List.of("a", "b"), queued());

        Path fifo = directory.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                Files.writeString(fifo, "c\n", StandardOpenOption.WRITE);
            } catch (IOException shownByTheCount) {
                // Then nothing comes.
            }
        });
        Ran piped = here.mqkeep("pub", "--session", "s", "-t", "t", "-l", "-f", "fifo", "--offline");
        writer.join();
        assertTrue(piped.err().contains("the lines of " + fifo + " are not remembered"), piped.err());
        assertEquals(List.of("a", "b", "c"), queued());
    }

    @Test
    void without_a_session_nothing_is_said_about_places() {
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(LinesOnceTest::takeEverything)) {
            Ran ran = here.stdin("a\n")
                    .mqkeep("pub", "-t", "t", "-l", "-q", "1", "-h", "127.0.0.1", "-p", "" + broker.port());
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            assertFalse(ran.err().contains("going on"), ran.err());
        }
    }

    private static void takeEverything(Peer peer) throws IOException {
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            switch (packet.type()) {
                case CONNECT -> peer.send(peer.packets().connAck(!packet.cleanStart(), 0));
                case PUBLISH ->
                    peer.send(
                            packet.qos() == 1
                                    ? peer.packets().pubAck(packet.packetId())
                                    : peer.packets().pubRec(packet.packetId()));
                case PUBREL -> peer.send(peer.packets().pubComp(packet.packetId()));
                default -> {}
            }
        }
    }

    private Ran run(String... more) {
        List<String> given = List.of(more);
        String topic = given.contains("-t") ? "" : "-t t ";
        String source = given.contains("-f") ? "" : "-f lines ";
        return here.mqkeep(words(
                more, ("pub --session s -l --offline " + topic + source).trim().split(" ")));
    }

    private Ran pub(String... more) {
        Ran ran = run(more);
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        return ran;
    }

    private static String[] words(String[] more, String... first) {
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private List<String> queued() {
        return here.sessions().look(here.sessions().file("s")).queued().stream()
                .map(queued -> Objects.requireNonNull(queued.message().payload().text()))
                .toList();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
