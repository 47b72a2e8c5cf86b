package io.mqkeep.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Authority;
import io.mqkeep.testing.Authority.Wish;
import io.mqkeep.testing.ScriptedBroker;
import io.mqkeep.testing.SmallProxy;
import io.mqkeep.testing.TlsSockets;
import io.mqkeep.testing.WebSocketDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are made by TLS, WebSocket or a proxy, and shared by commands that do not say so again. */
class WaysTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));

    @BeforeEach
    void makeSurroundings() {
        here = new InProcess(directory);
    }

    @Test
    void tls() {
        Authority authority = Authority.named("Test Authority");
        authority.certificate(directory.resolve("ca.pem"));
        try (ScriptedBroker broker = ScriptedBroker.playingAlways(
                TlsSockets.listen(authority.issue(Wish.of("broker", "localhost")), null), EchoBroker::play)) {
            String options = "-p " + broker.port() + " --cafile ca.pem";
            assertShared(broker, options, "localhost:" + broker.port());
        }
    }

    @Test
    void web_socket() throws IOException {
        try (ScriptedBroker broker = EchoBroker.start();
                WebSocketDoor door = WebSocketDoor.to(broker.port())) {
            assertShared(broker, "-L ws://127.0.0.1:" + door.port() + "/mqtt", "127.0.0.1:" + door.port());
            assertTrue(
                    door.heard().getFirst().startsWith("GET /mqtt "),
                    door.heard().getFirst());
        }
    }

    @Test
    void a_proxy() throws IOException {
        try (ScriptedBroker broker = EchoBroker.start();
                SmallProxy proxy = SmallProxy.to(broker.port(), "ann:hush")) {
            String options = "-h broker.example --proxy socks5h://ann:hush@127.0.0.1:" + proxy.port();
            assertShared(broker, options, "broker.example:1883");
            assertEquals(List.of("ann:hush@broker.example:1883"), proxy.heard());
        }
    }

    private void assertShared(ScriptedBroker broker, String options, String title) {
        Ran ran = here.mqkeep(
                "shell",
                "-c",
                "connect --json " + options + "; sub -t a -v -C 2 -W 20; pub -t a -m 1 -q 2; pub " + options
                        + " -t a -m 2; wait; connections");

        assertEquals(Exit.DONE, ran.exit(), ran.err());
        assertTrue(ran.out().endsWith("\na 1\na 2\n* " + title + ", connected\n"), ran.out());
        assertEquals(1, broker.connections());
        assertEquals(1, broker.seen(PacketType.DISCONNECT).size());
    }
}
