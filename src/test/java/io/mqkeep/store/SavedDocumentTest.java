package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.SessionState;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.Suspect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SavedDocumentTest {
    private static final long NOON = 1_795_003_200_000L;

    private final long seed = System.nanoTime();

    @Test
    void saving_and_restoring_gives_the_same_session() throws IOException {
        for (int round = 0; round < 100; round++) {
            RandomChanges changes = new RandomChanges(seed + round);
            changes.next(round * 10);
            Snapshot session = changes.snapshot();
            assertEquals(portable(session), read(write(session)), "seed " + (seed + round));
        }
    }

    @Test
    void the_schema_and_the_document_say_the_same() throws IOException {
        SchemaCheck schema = new SchemaCheck();
        for (int round = 0; round < 200; round++) {
            RandomChanges changes = new RandomChanges(seed + round);
            changes.next(500);
            assertEquals("", schema.problem(write(changes.snapshot())), "seed " + (seed + round));
        }
        assertEquals(schema.known(), schema.seen(), "seed " + seed);
    }

    @Test
    void a_document_reads_like_this() throws IOException {
        String expected = """
            {
              "format" : "mqkeep-session",
              "version" : 1,
              "name" : "tills",
              "savedAt" : "2026-11-18T12:00:00Z",
              "identity" : {
                "server" : {
                  "host" : "broker.example",
                  "port" : 1883
                },
                "clientId" : "till-7",
                "mqttVersion" : "5",
                "sessionExpiryInterval" : 604800,
                "keepAlive" : 60,
                "userName" : "shop",
                "passwordVariable" : "MQTT_PASSWORD"
              },
              "phase" : "established",
              "incarnations" : [ "c0ffee" ],
              "nextNumber" : 3,
              "grantedSessionExpiryInterval" : 3600,
              "connectedAt" : "2026-11-18T12:00:00Z",
              "closedAt" : "2026-11-18T12:00:01.500Z",
              "serverKeepsUntil" : "2026-11-18T13:00:01.500Z",
              "subscriptions" : [ ],
              "inFlight" : [ {
                "packetId" : 7,
                "awaits" : "PUBCOMP",
                "number" : 1,
                "at" : "2026-11-18T12:00:00Z",
                "topic" : "orders",
                "qos" : 2,
                "retain" : false,
                "payload" : "42 €\\n"
              } ],
              "queued" : [ {
                "number" : 2,
                "at" : "2026-11-18T12:00:00Z",
                "topic" : "orders",
                "qos" : 1,
                "retain" : false,
                "payloadBase64" : "AP8="
              } ],
              "received" : [ ],
              "inbox" : [ ],
              "keys" : [ ],
              "inputs" : [ ]
            }
            """;
        assertEquals(expected, new String(write(session()), StandardCharsets.UTF_8));
    }

    @Test
    void nothing_in_a_document_is_obeyed_by_a_terminal() throws IOException {
        String payload = "\u001B]0;title\u0007 \u009B31m \u007F \u202Egnp.exe";
        Snapshot session = Snapshot.fresh(identity())
                .after(new Change.Queued(1, message("t\u0085", Binary.ofText(payload)), NOON));
        byte[] document = write(session);
        String text = new String(document, StandardCharsets.UTF_8);
        assertTrue(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F)), text);
        assertEquals(session, read(document));
    }

    @Test
    void fields_may_come_in_any_order() throws IOException {
        String text = new String(write(session()), StandardCharsets.UTF_8);
        String format = "  \"format\" : \"mqkeep-session\",\n  \"version\" : 1,\n";
        String reordered = text.replace(format, "")
                .replace("\"inputs\" : [ ]\n", "\"inputs\" : [ ],\n" + format)
                .replace("\"version\" : 1,\n}", "\"version\" : 1\n}");
        assertFalse(reordered.equals(text));
        assertEquals(session(), read(reordered.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\" : 1 | \"version\" : 2 | version 2 is unknown here",
                "mqkeep-session | other | the format is 'other'",
                "\"nextNumber\" : 3, |  | 'nextNumber' is missing",
                "\"nextNumber\" : 3 | \"nextNumber\" : 2 | 2 is not in 1 to 1",
                "\"nextNumber\" : 3 | \"nextNumber\" : \"3\" | a number was expected",
                "\"nextNumber\" : 3 | \"nextNumber\" : 3.0 | a number that is not whole",
                "\"nextNumber\" : 3 | \"nextNumber\" : 99999999999999999999 | too large",
                "\"nextNumber\" : 3 | \"nextNumber\" : null | null",
                "\"nextNumber\" : 3 | \"nextNumber\" : 3, \"nextNumber\" : 3 | Duplicate field",
                "\"nextNumber\" : 3 | \"nextNumber\" : 3, \"color\" : 3 | the field 'color' is unknown",
                "\"port\" : 1883 | \"port\" : 1883, \"path\" : 3 | the field 'path' is unknown",
                "\"port\" : 1883 | \"port\" : 0 | 0 is not in 1 to 65535",
                "\"till-7\" | \"\" | the client id is empty",
                "\"till-7\" | \"a\\u0000b\" | has a null character",
                "\"till-7\" | \"\\ud800\" | a lone surrogate",
                "\"mqttVersion\" : \"5\" | \"mqttVersion\" : \"4\" | '5' or '3.1.1', not '4'",
                "\"packetId\" : 7 | \"packetId\" : 0 | 0 is not in 1 to 65535",
                "\"packetId\" : 7 | \"packetId\" : 65536 | 65536 is not in 1 to 65535",
                "\"number\" : 2 | \"number\" : 1 | a second message with number 1",
                "\"PUBCOMP\" | \"PUBACK\" | a message with QoS 2 does not await 'PUBACK'",
                "\"PUBCOMP\" | \"PUBREL\" | does not await 'PUBREL'",
                "\"qos\" : 2 | \"qos\" : 1 | a message with QoS 1 does not await 'PUBCOMP'",
                "\"qos\" : 2 | \"qos\" : 0 | 0 is not in 1 to 2",
                "\"topic\" : \"orders\" | \"topic\" : \"orders/#\" | 'orders/#' has a wildcard",
                "\"topic\" : \"orders\" | \"topic\" : \"\" | '' is empty",
                "\"AP8=\" | \"AP8=x\" | is not base64",
                "\"payloadBase64\" : \"AP8=\" | \"payload\" : \"\\udc00\" | a lone surrogate",
                "\"payloadBase64\" | \"payloadBytes\" | 'payload' or 'payloadBase64' is missing",
                "\"payloadBase64\" : | \"payload\" : \"x\", \"payloadBase64\" : | there are both",
                "2026-11-18T12:00:01.500Z | yesterday | 'yesterday' is not an instant",
                "2026-11-18T12:00:01.500Z | +999999999-01-01T00:00:00Z | is not an instant",
                "\"established\" | \"lost\" | 'lostAt' belongs to the phase 'lost'",
                "\"established\" | \"dead\" | the phase 'dead' is unknown",
                "\"received\" : [ ] | \"received\" : { } | a list was expected",
                "\"received\" : [ ] | \"received\" : [ 7 ] | an object with fields was expected",
                "\"received\" : [ ] | \"received\" : [[[[[[[[[[[[]]]]]]]]]]]] | cut off or not JSON",
                "\"passwordVariable\" | \"passwordFile\" : \"x\", \"passwordVariable\" | there are both",
                "\"subscriptions\" : [ ] | \"subscriptions\" : [ | cut off or not JSON",
                "\"inputs\" : [ ] | \"inputs\" : [ ] } { | something follows the end",
                "\"shop\" | \"\\u001b[31m\\u009b\" x | cut off or not JSON"
            })
    void aDocumentThatCanNotBeASessionIsRefusedWhereItIsWrong(String from, String to, String reason)
            throws IOException {
        String valid = new String(write(session()), StandardCharsets.UTF_8);
        int at = valid.indexOf(from.strip());
        assertTrue(at >= 0, from);
        String replacement = to == null ? "" : to.strip();
        String invalid = valid.substring(0, at)
                + replacement
                + valid.substring(at + from.strip().length());
        StoreException.InvalidDocument e = assertThrows(
                StoreException.InvalidDocument.class, () -> read(invalid.getBytes(StandardCharsets.UTF_8)));
        assertTrue(e.getMessage().contains(reason.strip()), e.getMessage());
        assertTrue(e.line() >= 1 && e.column() >= 1, e.getMessage());
        assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c != 0x9B), "it shows what it quotes");
    }

    @Test
    void the_same_packet_identifier_twice_is_refused() {
        String twice =
                "[{\"packetId\":7,\"at\":\"2026-11-18T12:00:00Z\"},\n{\"packetId\":7,\"at\":\"2026-11-18T12:00:00Z\"}]";
        StoreException.InvalidDocument e = assertThrows(
                StoreException.InvalidDocument.class,
                () -> read(new String(write(session()), StandardCharsets.UTF_8)
                        .replace("\"received\" : [ ]", "\"received\" : " + twice)
                        .getBytes(StandardCharsets.UTF_8)));
        assertTrue(e.getMessage().contains("packet identifier 7 is in use twice"), e.getMessage());
    }

    @Test
    void an_inbox_that_is_not_in_the_order_of_its_numbers_is_refused() throws IOException {
        String held = "{\"number\":%d,\"at\":\"2026-11-18T12:00:00Z\",\"topic\":\"t\",\"qos\":0,\"retain\":false,"
                + "\"payload\":\"\",\"dup\":false}";
        String text = new String(write(session()), StandardCharsets.UTF_8)
                .replace("\"nextNumber\" : 3", "\"nextNumber\" : 9")
                .replace("\"inbox\" : [ ]", "\"inbox\" : [ " + held.formatted(6) + "," + held.formatted(5) + " ]");
        StoreException.InvalidDocument e =
                assertThrows(StoreException.InvalidDocument.class, () -> read(text.getBytes(StandardCharsets.UTF_8)));
        assertTrue(e.getMessage().contains("message 5 comes after message 6"), e.getMessage());
    }

    @Test
    void a_document_cut_off_anywhere_is_refused() throws IOException {
        byte[] document = write(session());
        for (int length = 0; length < document.length - 2; length++) {
            byte[] cut = Arrays.copyOf(document, length);
            assertThrows(StoreException.InvalidDocument.class, () -> read(cut), "cut to " + length);
        }
    }

    @Test
    void a_wrong_byte_anywhere_is_read_or_refused_and_nothing_else() throws IOException {
        RandomChanges changes = new RandomChanges(seed);
        changes.next(30);
        byte[] document = write(changes.snapshot());
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] wrong = document.clone();
            wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
            wrong[random.nextInt(wrong.length)] = (byte) "[]{}:,\"\\0-9enut ".charAt(random.nextInt(16));
            try {
                // What is read can be written and is a session.
                Snapshot session = read(wrong);
                assertEquals(session, new SessionState(session).snapshot(), "seed " + seed);
                assertEquals(session, read(write(session)), "seed " + seed);
            } catch (StoreException.InvalidDocument refused) {
                // Any other exception fails the test.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "[]", "7", "null", "{", "nonsense", "'\"text\"'"})
    void whatIsNoObjectIsRefused(String text) {
        assertThrows(StoreException.InvalidDocument.class, () -> read(text.getBytes(StandardCharsets.UTF_8)), text);
    }

    @Test
    void a_file_on_the_disk_is_the_owners_alone_and_replaces_a_link(@TempDir Path folder) throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        Path file = folder.resolve("till-7.json");
        Files.createSymbolicLink(file, victim);
        document(session()).save(file);
        assertEquals("untouched", Files.readString(victim));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(session(), read(Files.readAllBytes(file)));
        document(session()).save(file);
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary file stays");
        }
    }

    @Test
    void a_file_that_can_not_be_written_is_a_sentence(@TempDir Path folder) {
        Path file = folder.resolve("none/till-7.json");
        StoreException e = assertThrows(
                StoreException.CannotStore.class, () -> document(session()).save(file));
        assertEquals("cannot write " + file + ": no such file or folder", e.getMessage());
    }

    private static Snapshot session() {
        Snapshot session = Snapshot.fresh(identity());
        for (Change change : List.of(
                new Change.Connecting("c0ffee", true, 604_800, NOON),
                new Change.Established(false, 3_600L, NOON),
                new Change.Sent(7, 1, message("orders", Binary.ofText("42 €\n")).withQoS(QoS.EXACTLY_ONCE), NOON),
                new Change.Released(7),
                new Change.Queued(2, message("orders", Binary.wrap(new byte[] {0, -1})), NOON),
                new Change.Closed(NOON + 1_500))) {
            session = session.after(change);
        }
        return session;
    }

    private static Message message(String topic, Binary payload) {
        return Message.of(topic, payload, QoS.AT_LEAST_ONCE);
    }

    private static Identity identity() {
        return new Identity(
                new ServerAddress("broker.example", 1883),
                "till-7",
                MqttVersion.V5,
                604_800,
                60,
                "shop",
                new PasswordSource.InVariable("MQTT_PASSWORD"));
    }

    private static SavedDocument document(Snapshot session) {
        return new SavedDocument("tills", NOON, session);
    }

    /** Returns a session without what a document leaves out. */
    static Snapshot portable(Snapshot session) {
        return new Snapshot(
                session.identity(),
                session.phase(),
                false,
                session.incarnations(),
                session.nextNumber(),
                session.grantedSessionExpiryInterval(),
                session.connectedAt(),
                session.closedAt(),
                session.lostAt(),
                session.subscriptions(),
                session.queued(),
                session.inFlight(),
                session.received(),
                session.inbox(),
                session.keys(),
                session.inputs(),
                List.of(),
                Map.of(),
                Suspect.NONE);
    }

    static byte[] write(Snapshot session) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document(session).write(out);
        return out.toByteArray();
    }

    private static Snapshot read(byte[] document) throws IOException {
        return SavedDocument.read(new ByteArrayInputStream(document)).session();
    }
}
