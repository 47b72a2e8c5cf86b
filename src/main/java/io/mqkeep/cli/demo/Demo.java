package io.mqkeep.cli.demo;

import io.mqkeep.protocol.PacketType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The story of a session that outlives its process, in three acts and a verdict. */
public final class Demo {
    private static final String TOPIC = "demo/orders";
    private static final long PATIENCE_SECONDS = 30;

    private final Path image;
    private final int brokerPort;
    private final Path scratch;
    private final Consumer<String> story;
    private final List<String> wrong = new ArrayList<>();

    /**
     * Prepares the story.
     *
     * @param image the installed image whose {@code bin/mqkeep} plays every part
     * @param brokerPort where the broker listens on loopback
     * @param scratch an empty folder for homes and output, removed by the caller
     * @param story takes a line at a time
     */
    public Demo(Path image, int brokerPort, Path scratch, Consumer<String> story) {
        this.image = image;
        this.brokerPort = brokerPort;
        this.scratch = scratch;
        this.story = story;
    }

    /** Plays it, and returns what did not go as promised: nothing when all went well. */
    public List<String> play() throws IOException, InterruptedException {
        Path here = Files.createDirectory(scratch.resolve("here"));
        Path elsewhere = Files.createDirectory(scratch.resolve("elsewhere"));
        try (Tap tap = new Tap(brokerPort, story);
                Tap unseen = new Tap(brokerPort, line -> {})) {
            publisherKilled(here, tap, unseen);
            subscriberKilled(here, tap);
            sessionMoved(here, elsewhere, tap);
        }
        return List.copyOf(wrong);
    }

    private void publisherKilled(Path home, Tap tap, Tap unseen) throws IOException, InterruptedException {
        story.accept("1. A publisher is killed in the middle of a QoS 2 publish.");
        Told reader = run(home, unseen.port(), "sub", "--session", "reader", "-t", TOPIC, "-q", "2", "-C", "1");
        check(unseen.awaitSubscribed(PATIENCE_SECONDS), "a subscriber waits for messages", reader);
        story.accept("   $ mqkeep pub --session till-7 -t " + TOPIC + " -m 42 -q 2");
        tap.holdBack(PacketType.PUBREL);
        Told publisher = run(home, tap.port(), "pub", "--session", "till-7", "-t", TOPIC, "-m", "42", "-q", "2");
        check(tap.awaitHeld(PATIENCE_SECONDS), "the publisher came as far as PUBREL", publisher);
        publisher.kill();
        story.accept("   kill -9: PUBREC came, PUBREL did not arrive. Any other tool has forgotten the message now.");
        tap.holdBack(null);
        story.accept("   $ mqkeep connect --session till-7                      another process");
        Told resumed = run(home, tap.port(), "connect", "--session", "till-7");
        check(resumed.exit() == 0, "the next command finished the handshake", resumed);
        check(reader.exit() == 0 && reader.out().equals("42\n"), "the subscriber got 42", reader);
        story.accept("   The subscriber got: 42");
        story.accept("");
    }

    private void subscriberKilled(Path home, Tap tap) throws IOException, InterruptedException {
        story.accept("2. A subscriber is killed right after it printed a message.");
        Told first = run(home, brokerPort, "pub", "-t", TOPIC, "-m", "43", "-q", "2");
        check(first.exit() == 0, "43 was published", first);
        story.accept("   $ mqkeep sub --session reader -q 2 -C 1");
        tap.holdBack(PacketType.PUBREC);
        Told killed = run(home, tap.port(), "sub", "--session", "reader", "-C", "1");
        check(tap.awaitHeld(PATIENCE_SECONDS), "the subscriber printed the message and acknowledged it", killed);
        killed.kill();
        check(killed.out().equals("43\n"), "the killed subscriber had printed 43", killed);
        story.accept("   It printed 43. kill -9: its PUBREC never arrived, so the server sends 43 again.");
        tap.holdBack(null);
        Told second = run(home, brokerPort, "pub", "-t", TOPIC, "-m", "44", "-q", "2");
        check(second.exit() == 0, "44 was published", second);
        story.accept("   $ mqkeep sub --session reader -q 2 -C 1                  another process");
        Told resumed = run(home, tap.port(), "sub", "--session", "reader", "-C", "1");
        check(resumed.exit() == 0 && resumed.out().equals("44\n"), "43 was not printed twice", resumed);
        story.accept("   It printed 44 and not 43 a second time.");
        story.accept("");
    }

    private void sessionMoved(Path here, Path elsewhere, Tap tap) throws IOException, InterruptedException {
        story.accept("3. A session moves to another machine with a message in its queue.");
        String port = Integer.toString(brokerPort);
        Path document = scratch.resolve("mover.json");
        story.accept("   $ mqkeep pub --session mover --offline -t " + TOPIC + " -m 45");
        Told queued = told(
                here,
                List.of(
                        "pub",
                        "--session",
                        "mover",
                        "--offline",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        port,
                        "-t",
                        TOPIC,
                        "-m",
                        "45"));
        check(queued.exit() == 0, "45 was queued", queued);
        story.accept("   $ mqkeep save-session mover --move -o mover.json");
        Told saved = told(here, List.of("save-session", "mover", "--move", "-o", document.toString()));
        check(saved.exit() == 0, "the session was saved", saved);
        story.accept("   $ mqkeep restore-session mover -i mover.json             another home folder");
        Told restored = told(elsewhere, List.of("restore-session", "mover", "-i", document.toString()));
        check(restored.exit() == 0, "the session was restored", restored);
        Told refused = told(here, List.of("connect", "--session", "mover"));
        story.accept("   $ mqkeep connect --session mover                       over there");
        Told moved = told(elsewhere, List.of("connect", "--session", "mover"));
        check(moved.exit() == 0, "the message left from there", moved);
        check(refused.exit() > 0, "the session refuses to connect where it was", refused);
        Told got = run(here, tap.port(), "sub", "--session", "reader", "-C", "1");
        check(got.exit() == 0 && got.out().equals("45\n"), "45 arrived once", got);
        story.accept("   The subscriber got 45. Here, the session refuses to connect: it lives over there now.");
        story.accept("");
    }

    private Told run(Path home, int port, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "--rebind"));
        if (!all.contains("--session")) {
            all.remove("--rebind");
        }
        return told(home, all);
    }

    private Told told(Path home, List<String> arguments) throws IOException {
        return Told.start(image, home, scratch, arguments);
    }

    private void check(boolean asPromised, String what, Told process) throws IOException {
        if (!asPromised) {
            wrong.add(what);
            story.accept("   ✗ This did not happen: " + what + ".");
            process.err().lines().forEach(line -> story.accept("     " + line));
        }
    }
}
