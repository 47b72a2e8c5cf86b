package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.Suspect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Version 1 of the format, as files of it are on disks by now. A test that fails here means that they can't be read. */
final class FormatTest {
    private static final SessionFile FILE = new SessionFile("till-7", Path.of("/sessions/till-7.mqs"));
    private static final long AT = 1_795_000_000_000L;

    @Test
    void a_frame_is_what_the_page_of_the_package_shows() {
        FrameEncoder frame = new FrameEncoder();
        ChangeCodec.write(new Change.Released(7), frame.begin());
        frame.end(2, 0x0123456789ABCDEFL, 0x74);
        assertEquals(
                "00000002" + "0000000000000002" + "0123456789abcdef" + "0000000000000074" + "d43246c5" + "0907"
                        + "5ad23c45",
                HexFormat.of().formatHex(frame.bytes(), 0, frame.size()));
    }

    /** What was written when, in a file of its own each: kinds of change that came later are in later ones. */
    record Recorded(String file, List<Change> changes) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Recorded> recorded() {
        return List.of(new Recorded("version-1.mqs", CHANGES), new Recorded("version-1-second.mqs", LATER_CHANGES));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void a_file_of_version_1_is_the_session_it_was(Recorded recorded) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.put(FILE.journal(), file(recorded));
        try (Journal journal = Journal.open(disk, FILE)) {
            assertNull(journal.notice());
            assertEquals(session(recorded), journal.snapshot());
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void a_file_of_version_1_is_still_written_with_the_same_records(Recorded recorded) throws IOException {
        byte[] file = file(recorded);
        FileHeader header = FileHeader.of(file);
        SimulatedDisk disk = new SimulatedDisk();
        JournalFile written = JournalFile.begin(disk.create(FILE.journal()), header == null ? 0 : header.salt());
        FrameEncoder frame = new FrameEncoder();
        new SnapshotRecords(frame.begin(), () -> {}).write(Snapshot.fresh(identity()));
        written.append(frame);
        written.forceBeginning();
        for (Change change : recorded.changes()) {
            ChangeCodec.write(change, frame.begin());
            written.append(frame);
        }
        assertArrayEquals(file, disk.read(FILE.journal()));
    }

    @Test
    void the_manual_has_every_kind_of_record_by_its_type() throws IOException {
        String page = Files.readString(Path.of("src/main/resources/io/mqkeep/cli/manual/session-file.txt"));
        for (int type = 1; type < 0x80; type++) {
            boolean known = true;
            try {
                ChangeCodec.read(type, new RecordDecoder(new byte[0], 0, 0));
            } catch (RecordException e) {
                known = !String.valueOf(e.getMessage()).contains("record type " + type + " is unknown");
            }
            assertEquals(known, page.contains("\n%6d ".formatted(type)), "record type " + type);
        }
        for (Recorded recorded : recorded()) {
            for (Change change : recorded.changes()) {
                FrameEncoder frame = new FrameEncoder();
                RecordEncoder record = frame.begin();
                int start = record.size();
                ChangeCodec.write(change, record);
                String line = "%6d %s "
                        .formatted(record.bytes()[start], change.getClass().getSimpleName());
                assertTrue(page.contains("\n" + line), "no line begins with '" + line + "'");
            }
        }
    }

    @Test
    void the_file_has_every_kind_of_change() {
        Set<Class<?>> kinds = new HashSet<>();
        for (Recorded recorded : recorded()) {
            recorded.changes().forEach(change -> kinds.add(change.getClass()));
        }
        assertEquals(
                new HashSet<>(Arrays.asList(Change.class.getPermittedSubclasses())),
                kinds,
                "a new kind of change gets a file of its own here; these stay as they are");
    }

    private static final List<Change> CHANGES = List.of(
            new Change.Bound(identity()),
            new Change.Connecting("c0ffee", true, 604_800, AT),
            new Change.Established(true, 0xFFFF_FFFFL, AT),
            new Change.Received(65_535, AT),
            new Change.Lost(AT + 1),
            new Change.Established(false, null, AT + 2),
            new Change.Closed(AT + 3),
            new Change.Queued(1, message(QoS.AT_LEAST_ONCE), AT),
            new Change.Sent(1, 1, null, AT),
            new Change.Sent(300, 2, rich(), AT),
            new Change.Released(300),
            new Change.Settled(1, 1, ReasonCode.NO_MATCHING_SUBSCRIBERS),
            new Change.Republished(AT),
            new Change.Sent(7, 2, rich(), AT),
            new Change.Sent(8, 3, message(QoS.EXACTLY_ONCE), AT),
            new Change.Released(8),
            new Change.Queued(4, message(QoS.AT_MOST_ONCE), AT),
            new Change.Dropped(4, 0, Change.DropReason.EXPIRED),
            new Change.Queued(5, message(QoS.AT_MOST_ONCE), AT),
            new Change.Received(9, AT),
            new Change.Received(10, AT),
            new Change.Forgotten(10),
            new Change.Inboxed(6, rich(), true, AT),
            new Change.Inboxed(7, message(QoS.AT_MOST_ONCE), false, AT),
            new Change.InboxRead(7),
            new Change.Subscribing(
                    new Subscription("a/#", QoS.EXACTLY_ONCE, true, true, RetainHandling.DO_NOT_SEND, 268_435_455)),
            new Change.Subscribed("a/#", ReasonCode.GRANTED_QOS_1),
            new Change.Subscribing(Subscription.of("b", QoS.AT_MOST_ONCE)),
            new Change.Unsubscribing("b"),
            new Change.Unsubscribed("b", ReasonCode.NOT_AUTHORIZED),
            new Change.Unsubscribing("a/#"),
            new Change.InputAt(new InputPosition("/data/in", "a", QoS.AT_LEAST_ONCE, 1L << 40, 12, -1)),
            new Change.OutputAt(new OutputPosition("/data/out", "(dev=1,ino=2)", 128)),
            new Change.Key("job-7", 3),
            new Change.HandedOver(AT),
            new Change.TakenBack(AT),
            new Change.HandedOver(AT),
            new Change.Sent(11, 8, message(QoS.AT_LEAST_ONCE), AT),
            new Change.Discarded(AT),
            new Change.Sent(12, 9, message(QoS.AT_LEAST_ONCE), AT));

    private static final List<Change> LATER_CHANGES = List.of(
            new Change.Queued(1, message(QoS.EXACTLY_ONCE), AT),
            new Change.Queued(2, message(QoS.AT_MOST_ONCE), AT),
            new Change.Queued(3, message(QoS.AT_LEAST_ONCE), AT),
            new Change.Sent(9, 3, null, AT),
            new Change.Queued(4, message(QoS.AT_LEAST_ONCE), AT),
            new Change.SetAside(1, new ServerLimit(ServerLimit.Kind.MAXIMUM_QOS, 2, 1)),
            new Change.SetAside(2, new ServerLimit(ServerLimit.Kind.RETAIN_AVAILABLE, 0, 0)),
            new Change.SetAside(3, new ServerLimit(ServerLimit.Kind.MAXIMUM_PACKET_SIZE, 1L << 28, 300)),
            new Change.SetAside(4, new ServerLimit(ServerLimit.Kind.MAXIMUM_PACKET_SIZE, 301, 300)),
            new Change.SetAside(4, null),
            new Change.Suspected(new Suspect(3, 2, 1, -2)));

    private static Message message(QoS qos) {
        return Message.of("Größe/\uD83D\uDE80", Binary.ofText("42"), qos);
    }

    private static Message rich() {
        return new Message(
                "a/b",
                Binary.wrap(new byte[200]),
                QoS.EXACTLY_ONCE,
                true,
                new PublishProperties(
                        true,
                        3_600L,
                        "text/plain",
                        "answer/here",
                        Binary.wrap(new byte[] {0, -1}),
                        List.of(new UserProperty("n", "v"), new UserProperty("n", "")),
                        List.of(1, 268_435_455)));
    }

    private static Identity identity() {
        return new Identity(
                new ServerAddress("::1", 1883),
                "till-7",
                MqttVersion.V5,
                604_800,
                60,
                "shop",
                new PasswordSource.InFile("/run/secrets/mqtt"));
    }

    private static Snapshot session(Recorded recorded) {
        Snapshot session = Snapshot.fresh(identity());
        for (Change change : recorded.changes()) {
            session = session.after(change);
        }
        return session;
    }

    private static byte[] file(Recorded recorded) throws IOException {
        try (InputStream in = FormatTest.class.getResourceAsStream(recorded.file())) {
            if (in == null) {
                throw new IOException("the file is missing");
            }
            return in.readAllBytes();
        }
    }
}
