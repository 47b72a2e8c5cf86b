package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.Interruption;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.store.WatchedDisk;
import io.mqkeep.store.WatchedDisk.Fault;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation on the disk fails once in the course of a command, and a server stands witness: after the failure no
 * packet leaves, the connection is closed, the command ends 8 with a sentence, and the session opens afterwards. And when
 * a single force is left out, a packet leaves before what it tells is on the disk, which this witness sees.
 */
class StorageFaultsTest {
    private static final String PUB = "pub --session s -t a -m x -q 2";
    private static final String SUB = "sub --session s -t a -q 2 -C 2";
    private static final Set<PacketType> NEEDS_THE_DISK = EnumSet.of(
            PacketType.CONNECT,
            PacketType.SUBSCRIBE,
            PacketType.PUBLISH,
            PacketType.PUBREL,
            PacketType.PUBREC,
            PacketType.PUBCOMP,
            PacketType.PUBACK);

    @TempDir
    Path directory;

    private final WatchedDisk disk = new WatchedDisk();
    private final List<PacketType> tooEarly = Collections.synchronizedList(new ArrayList<>());
    private int folders;

    enum Command {
        PUBLISHING(PUB, "CONNECT", "PUBLISH", "PUBREL"),
        SUBSCRIBING(SUB, "CONNECT", "SUBSCRIBE", "PUBREC", "PUBCOMP");

        private final String line;
        private final String forces;

        Command(String line, String... packets) {
            this.line = line;
            // The folder of sessions, the new file, its name.
            Set<String> all =
                    new TreeSet<>(List.of("delete after force-folder", "move after force", "write after force-folder"));
            for (String packet : packets) {
                all.add(packet + " after force");
            }
            forces = all.toString();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatever_fails_is_final_and_nothing_is_sent_or_acknowledged_after_it(Command command) throws IOException {
        List<String> all = operations(command);
        assertTrue(all.size() > 12, all.toString());
        for (int failing = 0; failing < all.size(); failing++) {
            for (Fault fault : faults(all.get(failing))) {
                play(command, failing, fault);
            }
        }
    }

    private static List<Fault> faults(String operation) {
        return switch (operation) {
            case "write" -> List.of(Fault.FULL, Fault.SHORT_WRITE, Fault.INPUT_OUTPUT);
            case "force", "force-folder" -> List.of(Fault.INPUT_OUTPUT);
            default -> List.of(Fault.DENIED);
        };
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupt_of_the_writing_thread_harms_nothing(Command command) throws IOException {
        int operations = operations(command).size();
        for (int interrupted = 0; interrupted < operations; interrupted++) {
            play(command, interrupted, Fault.INTERRUPTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_packet_leaves_before_what_it_tells_is_on_the_disk(Command command) throws IOException {
        play(command, -1, Fault.FULL);

        assertEquals(List.of(), tooEarly);
    }

    /** A force that the next one follows before anything leaves is there for the sake of what is shown, not of a packet. */
    @ParameterizedTest
    @EnumSource
    void every_force_that_a_packet_waits_for_is_missed_when_it_is_left_out(Command command) throws IOException {
        List<String> all = play(command, -1, Fault.FULL);
        Set<String> waiting = new TreeSet<>();
        int operation = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith(WatchedDisk.NOTE)) {
                continue;
            }
            String next = i + 1 < all.size() ? all.get(i + 1) : "";
            boolean awaited = next.equals("move")
                    || next.startsWith(WatchedDisk.NOTE)
                    || all.get(i).equals("force-folder");
            if (all.get(i).startsWith("force") && awaited) {
                waiting.add(next.replace(WatchedDisk.NOTE, "") + " after " + all.get(i));
                tooEarly.clear();
                play(command, operation, Fault.FORGOTTEN);
                assertFalse(tooEarly.isEmpty(), operation + " of " + all);
            }
            operation++;
        }
        assertEquals(command.forces, waiting.toString(), all.toString());
    }

    @Test
    void a_message_that_is_only_queued_is_on_the_disk_before_the_command_ends_0() {
        disk.choose(-1, Fault.FULL, () -> {});
        InProcess here = new InProcess(directory, disk.journals());
        here.mqkeep("pub", "--session", "s", "-t", "a", "-m", "first", "--offline");
        disk.choose(-1, Fault.FULL, () -> {});
        Ran ran = here.mqkeep("pub", "--session", "s", "-t", "a", "-m", "x", "--offline");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        // What may follow is the mark that says so, which need not last.
        List<String> operations = disk.operations();
        assertTrue(operations.contains("force"), operations.toString());
        assertTrue(operations.lastIndexOf("write") <= operations.lastIndexOf("force") + 1, operations.toString());
    }

    private List<String> operations(Command command) throws IOException {
        return play(command, -1, Fault.FULL).stream()
                .filter(it -> !it.startsWith(WatchedDisk.NOTE))
                .toList();
    }

    /** Runs the command against a server that plays along, with one fault, and returns what it asked of the disk. */
    private List<String> play(Command command, int chosen, Fault fault) throws IOException {
        Path home = Files.createDirectory(directory.resolve("run" + folders++));
        InProcess here = new InProcess(home, disk.journals());
        AtomicBoolean happened = new AtomicBoolean();
        AtomicInteger seenBefore = new AtomicInteger();
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(this::playAlong)) {
            disk.choose(chosen, fault, () -> {
                seenBefore.set(broker.seen().size());
                happened.set(true);
            });
            // The folder of sessions is about to be made there.
            disk.newNameIn(home);
            String where = "-h 127.0.0.1 -p " + broker.port();
            Ran ran = here.mqkeep((command.line + " " + where).split(" "));
            List<String> operations = disk.operations();
            String message = command + " " + fault + " at " + chosen + " of " + operations + ": " + ran;
            boolean harmless = fault == Fault.INTERRUPTED || fault == Fault.FORGOTTEN;
            assertEquals(chosen >= 0, happened.get(), message);
            if (chosen >= 0 && !harmless) {
                // At the very end all is done, and a file that can't be closed well is mended by the next opening.
                boolean done = broker.seen().stream().anyMatch(packet -> packet.type() == PacketType.DISCONNECT);
                assertTrue(ran.exit() == Exit.CANNOT_WRITE || (done && ran.exit() == Exit.DONE), message);
                assertTrue(ran.exit() == Exit.DONE || ran.err().startsWith("mqkeep: cannot "), message);
                assertFalse(ran.err().contains("\tat "), message);
                List<RawPacket> after =
                        broker.seen().subList(seenBefore.get(), broker.seen().size());
                assertTrue(
                        after.isEmpty() || (done && after.getFirst().type() == PacketType.DISCONNECT),
                        message + " sent after it: " + after);
            } else if (fault == Fault.INTERRUPTED && ran.exit() == Exit.INTERRUPTED) {
                // It was the command's own thread, for which this means that it is to end.
                assertEquals("", ran.err());
            } else {
                assertEquals(Exit.DONE, ran.exit(), message);
            }
            boolean leftOver = Thread.interrupted();
            assertTrue(!leftOver || fault == Fault.INTERRUPTED);
            disk.choose(-1, Fault.FULL, () -> {});
            Ran again = here.interruption(new Interruption()).mqkeep(("connect --session s " + where).split(" "));
            assertEquals(Exit.DONE, again.exit(), message + ", then " + again);
            return operations;
        }
    }

    /** A server that takes what it gets and, once somebody subscribes, has one message of each kind. */
    private void playAlong(Peer peer) throws IOException {
        try {
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                if (NEEDS_THE_DISK.contains(packet.type())) {
                    disk.note(packet.type().toString());
                    if (disk.owesForce()) {
                        tooEarly.add(packet.type());
                    }
                }
                switch (packet.type()) {
                    case CONNECT -> peer.send(peer.packets().connAck(!packet.cleanStart(), 0));
                    case SUBSCRIBE ->
                        peer.send(
                                peer.packets().subAck(packet.packetId(), 2),
                                peer.packets().publish(1, "a", "twice", 2));
                    case PUBLISH -> peer.send(peer.packets().pubRec(packet.packetId()));
                    case PUBREL -> peer.send(peer.packets().pubComp(packet.packetId()));
                    case PUBREC -> peer.send(peer.packets().pubRel(packet.packetId()));
                    case PUBCOMP -> peer.send(peer.packets().publish(2, "a", "once", 1));
                    default -> {}
                }
            }
        } catch (SocketException gone) {
            // It was told to go away, which is what this is about.
        }
    }
}
