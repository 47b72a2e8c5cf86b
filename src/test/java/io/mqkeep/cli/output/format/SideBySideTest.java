package io.mqkeep.cli.output.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.cli.InProcess;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Bytes;
import io.mqkeep.testing.RawPackets;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes to mosquitto_sub and to mqkeep: the same bytes come out, but for the time. */
class SideBySideTest {
    private static final RawPackets V5 = RawPackets.V5;

    /** Whatever a payload, a topic and properties can be. */
    private static final List<byte[]> MESSAGES = List.of(
            V5.publish(0, "t", "", 0),
            V5.publish(7, "grün/1", "hello \"wörld\" \\ /", 1, RawProperties.subscriptionIdentifier(7)),
            V5.publish(1, "bytes", Bytes.hex("61 01 09 0a 0d 08 0c 1b ff c3 7f 62"), 1),
            V5.publish(2, "number", "-12.50", 1),
            V5.publish(3, "text", "\"json\"", 1),
            V5.publish(4, "nul", Bytes.hex("61 00 62"), 1),
            V5.publish(0, "long", "x".repeat(300), 0, RawProperties.user("a", "b")),
            // The last: mosquitto_sub prints one with QoS 2 when PUBREL comes, and we when it comes itself.
            V5.publishRetained(
                    65_535,
                    "a/b/c",
                    "{\"a\" : [1, 2.50, 1e30, -1.5e-7, 12345678901, 0.1, \"é\\u0001\\/\\ud83d\\ude00\", {}, []],"
                            + " \"b\": {\"c\": null, \"d\": [true, false, {\"e\": \"\\t\"}]}}",
                    2,
                    RawProperties.subscriptionIdentifier(268_435_455),
                    RawProperties.oneByte(RawProperties.PAYLOAD_FORMAT_INDICATOR, 1),
                    RawProperties.text(RawProperties.CONTENT_TYPE, "text/plain; \"ü\""),
                    RawProperties.text(RawProperties.RESPONSE_TOPIC, "an/answer"),
                    RawProperties.binary(RawProperties.CORRELATION_DATA, Bytes.hex("63 6f 7f ff 01 72")),
                    RawProperties.user("key", "value"),
                    RawProperties.user("key", "another"),
                    RawProperties.user("", ":"),
                    RawProperties.fourBytes(RawProperties.MESSAGE_EXPIRY_INTERVAL, 4_000_000_000L)));

    @TempDir
    Path directory;

    @BeforeAll
    static void needMosquittoSub() throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("mosquitto_sub", "--version").start();
        } catch (IOException notInstalled) {
            Assumptions.abort("mosquitto_sub is not installed");
            return;
        }
        String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(version.contains("version 2.0."), "this is not mosquitto_sub 2.0 but " + version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%%|%A|%C|%D|%E|%F|%I|%P|%R|%S|%U|%X|%l|%m|%p|%q|%r|%t|%x",
                "%-5%|%-30A|%-30C|%-30D|%-30E|%-30F|%-30I|%-30P|%-30R|%-30S|%-30U|%-30X|%-30l|%-30m|%-30p|%-5q|%-5r|%-30t|%-30x|",
                "%5%|%30A|%30C|%30D|%30E|%30F|%30I|%30P|%30R|%30S|%30U|%30X|%30l|%30m|%30p|%5q|%5r|%30t|%30x|",
                "%05%|%030A|%030C|%030D|%030E|%030F|%030I|%030P|%030R|%030S|%030U|%030X|%030l|%030m|%030p|%05q|%05r|%030t|",
                "%.3A|%.3C|%.3D|%.3E|%.3F|%.3I|%.3P|%.3R|%.3S|%.3U|%.3X|%.3l|%.3m|%.3p|%.3q|%.3r|%.3t|%.3x|%.0t|%.t",
                "%9.3A|%9.3C|%9.3E|%9.3F|%9.4I|%9.3R|%9.3S|%9.3X|%9.3l|%9.3m|%9.3p|%9.3t|%-9.3t|%-09.3t|%3x|%1x|%-7X|",
                "%-A|%-C|%-p|%-x|%-t|%-l|%0l|%0p|%0x|%0t|",
                "%j",
                "%J",
                "%t %j %J",
                "@@|@a|@A|@b|@B|@c|@C|@d|@D|@e|@F|@g|@G|@h|@H|@I|@j|@k|@l|@m|@M|@n|@N|@p|@P|@r|@R|@s|@t|@T|@u|@U|@V|@w|@W|@x|@X|@y|@Y|@z|@Z|@%|@+|@J",
                "\\\\|\\0|\\a|\\e|\\n|\\r|\\t|\\v|ü",
            })
    void every_escape_prints_what_mosquitto_sub_prints(String format) throws Exception {
        assertEquals(escaped(mosquittoSub(format)), escaped(mqkeep(format)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%j", "%J"})
    void pretty_json_and_no_line_end_too(String format) throws Exception {
        assertEquals(escaped(mosquittoSub(format, "--pretty", "-N")), escaped(mqkeep(format, "--pretty", "-N")));
    }

    private static ScriptedBroker broker() {
        return ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 2));
            peer.send(MESSAGES.toArray(byte[][]::new));
            for (var packet = peer.next(); packet != null; packet = peer.next()) {
                if (packet.type() == PacketType.PUBREC) {
                    peer.send(peer.packets().pubRel(packet.packetId()));
                }
            }
        });
    }

    private byte[] mosquittoSub(String format, String... options) throws Exception {
        File out = directory.resolve("out").toFile();
        try (ScriptedBroker broker = broker()) {
            List<String> words = new ArrayList<>(List.of(
                    "mosquitto_sub",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(broker.port()),
                    "-V",
                    "5",
                    "-t",
                    "#",
                    "-q",
                    "2",
                    "-C",
                    Integer.toString(MESSAGES.size()),
                    "-F",
                    format));
            words.addAll(Arrays.asList(options));
            Process process = new ProcessBuilder(words)
                    .redirectOutput(out)
                    .redirectError(directory.resolve("err").toFile())
                    .start();
            assertEquals(true, process.waitFor(20, TimeUnit.SECONDS), "mosquitto_sub does not end");
        }
        return Files.readAllBytes(out.toPath());
    }

    private byte[] mqkeep(String format, String... options) {
        try (ScriptedBroker broker = broker()) {
            List<String> words = new ArrayList<>(List.of(
                    "sub",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(broker.port()),
                    "-t",
                    "#",
                    "-q",
                    "2",
                    "-C",
                    Integer.toString(MESSAGES.size()),
                    "-F",
                    format));
            words.addAll(Arrays.asList(options));
            return new InProcess(directory)
                    .clock(java.time.InstantSource.system())
                    .mqkeep(words.toArray(String[]::new))
                    .outBytes()
                    .array();
        }
    }

    /** Every byte as text, and every time the same. */
    private static String escaped(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replaceAll("\\d{4}-\\d{2}-\\d{2}", "DATE")
                .replaceAll("\\d{2}:\\d{2}(:\\d{2})?", "TIME")
                .replaceAll("TIME\\.\\d{6}", "TIME.MICROS")
                .replaceAll("\\b1[789]\\d{8}(\\.\\d{9})?\\b", "SECONDS")
                .replaceAll("\\|\\d{9}\\|", "|NANOS|");
    }
}
