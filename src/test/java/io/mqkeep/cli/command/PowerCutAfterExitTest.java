package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.session.Phase;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.PowerCutDisk;
import io.mqkeep.store.SessionFile;
import io.mqkeep.store.SessionHome;
import io.mqkeep.store.StoreException;
import io.mqkeep.testing.Peer;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a command has said by its exit status is true after a power cut, however little of what was not forced survives;
 * and the force that sees to it is missed when it is left out.
 */
class PowerCutAfterExitTest {
    private static final String QUEUE = "pub --session s --offline -t a -m x -q 2";
    private static final String SUB = "sub --session s -t a -q 0 -C 1";
    private static final String REMOVE = "session remove s --local";

    private static final int ATTEMPTS = 20;

    @TempDir
    Path directory;

    private int runs;

    /** A command line, how it ends, what is so afterwards, and what comes before it. */
    record Command(String line, Exit exit, Predicate<Snapshot> so, List<String> before) {
        @Override
        public String toString() {
            return line;
        }
    }

    static List<Command> commands() {
        return List.of(
                after(QUEUE, s -> s.queued().size() == 2, QUEUE),
                after(QUEUE, s -> s.queued().size() == 1),
                after(
                        "pub --session s -t a -q 0 -l -f lines HERE",
                        s -> s.inputs().getFirst().lines() == 2),
                new Command(
                        "pub --session s -t refused -m x -q 2 HERE",
                        Exit.REFUSED,
                        s -> s.queued().isEmpty() && s.inFlight().isEmpty(),
                        List.of("connect --session s HERE")),
                after("connect --session s HERE", s -> s.phase() == Phase.ESTABLISHED),
                after(SUB + " HERE", s -> s.subscriptions().getFirst().granted() != null),
                after(SUB + " -o out HERE", s -> s.outputs().getFirst().length() == "zero\n".length()),
                after("sub --session s -C 1 HERE", s -> s.inbox().isEmpty(), SUB + " HERE", "connect --session s HERE"),
                after("unsub --session s -t a HERE", s -> s.subscriptions().isEmpty(), SUB + " HERE"),
                after("session drop s 1", s -> s.queued().isEmpty(), QUEUE),
                after("session reset s", s -> s.queued().isEmpty(), QUEUE),
                after(REMOVE, s -> false, QUEUE),
                after(
                        "session repair s",
                        s -> s.phase() == Phase.LOST,
                        QUEUE,
                        QUEUE,
                        "connect --session s HERE",
                        "damage"),
                after("save-session s --move -o saved", Snapshot::handedOver, QUEUE),
                after(
                        "restore-session s -i saved",
                        s -> !s.handedOver() && s.queued().size() == 1,
                        QUEUE,
                        "save-session s --move -o saved"));
    }

    private static Command after(String line, Predicate<Snapshot> so, String... before) {
        return new Command(line, Exit.DONE, so, List.of(before));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_an_exit_status_says_is_still_so_after_a_power_cut(Command command) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PowerCutDisk disk = new PowerCutDisk();
        SessionFile session = run(command, disk, -1);
        assertTrue(
                isSo(command, disk.afterWorstPowerCut(), session),
                disk.operations().toString());
        for (int i = 0; i < 50; i++) {
            assertTrue(isSo(command, disk.afterPowerCut(random), session), "seed " + seed + ", " + disk.operations());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_force_before_the_exit_is_missed_when_it_is_left_out(Command command) throws IOException {
        List<String> operations = List.of();
        List<Integer> missed = new ArrayList<>();
        // What comes together shares a force, so the next run may have another one at that place.
        for (int attempt = 0; attempt < ATTEMPTS && missed.isEmpty(); attempt++) {
            PowerCutDisk whole = new PowerCutDisk();
            run(command, whole, -1);
            operations = whole.operations();
            for (int i = 0; i < operations.size(); i++) {
                if (operations.get(i).startsWith("force")) {
                    PowerCutDisk disk = new PowerCutDisk();
                    SessionFile session = run(command, disk, i);
                    if (!isSo(command, disk.afterWorstPowerCut(), session)) {
                        missed.add(i);
                    }
                }
            }
        }
        assertTrue(!missed.isEmpty(), "nothing is missed of " + operations);
    }

    private static boolean isSo(Command command, PowerCutDisk disk, SessionFile session) {
        try {
            return command.so().test(disk.journals().look(session));
        } catch (StoreException.UnknownSession none) {
            return command.line().equals(REMOVE);
        } catch (StoreException | NoSuchElementException notWhatItWas) {
            return false;
        }
    }

    /** Runs what comes before, then the command with one force left out. */
    private SessionFile run(Command command, PowerCutDisk disk, int forgotten) throws IOException {
        Path home = Files.createDirectory(directory.resolve("run" + runs++));
        Files.writeString(home.resolve("lines"), "1\n2\n");
        SessionFile session = new SessionHome(home.resolve("home")).file("s");
        InProcess here = new InProcess(home, disk.journals());
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(PowerCutAfterExitTest::playAlong)) {
            for (String line : command.before()) {
                if (line.equals("damage")) {
                    disk.damage(session.journal());
                } else {
                    assertEquals(Exit.DONE, mqkeep(here, broker, line).exit());
                }
            }
            disk.forget(forgotten);
            Ran ran = mqkeep(here, broker, command.line());
            assertEquals(command.exit(), ran.exit(), ran.toString());
        }
        return session;
    }

    private static Ran mqkeep(InProcess here, ScriptedBroker broker, String line) {
        return here.mqkeep(
                line.replace("HERE", "-h 127.0.0.1 -p " + broker.port()).split(" "));
    }

    /** Takes what it gets but what is published to "refused", and has a message for whoever subscribes, and for the second that comes. */
    private static void playAlong(Peer peer) throws IOException {
        try {
            for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
                switch (packet.type()) {
                    case CONNECT -> {
                        byte[] connAck = peer.packets().connAck(!packet.cleanStart(), 0);
                        if (peer.number() == 2) {
                            // Together, so that it comes before anybody disconnects.
                            peer.send(connAck, peer.packets().publish(0, "a", "zero", 0));
                        } else {
                            peer.send(connAck);
                        }
                    }
                    case SUBSCRIBE ->
                        peer.send(
                                peer.packets().subAck(packet.packetId(), 0),
                                peer.packets().publish(0, "a", "zero", 0));
                    case UNSUBSCRIBE -> peer.send(peer.packets().unsubAck(packet.packetId(), 0));
                    case PUBLISH -> {
                        if (packet.qos() > 0) {
                            int code = packet.topic().equals("refused") ? 0x83 : 0;
                            peer.send(peer.packets().pubRec(packet.packetId(), code));
                        }
                    }
                    case PUBREL -> peer.send(peer.packets().pubComp(packet.packetId()));
                    default -> {}
                }
            }
        } catch (SocketException gone) {
            // It was told to go away.
        }
    }
}
