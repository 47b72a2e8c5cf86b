package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.testing.ScriptedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** stdout and stderr belong to the command: a whole connection in a fresh JVM, without any option, prints nothing. */
class SilenceTest {

    @Test
    void a_connection_in_a_plain_jvm_prints_nothing() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.expect(PacketType.DISCONNECT);
            peer.expectEnd();
        })) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Visit.class.getName(),
                            String.valueOf(broker.port()))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("", output);
            assertEquals(0, process.waitFor());
            broker.await();
        }
    }

    /** Connects, is accepted and leaves. */
    static final class Visit implements ConnectionListener {
        private final CountDownLatch over = new CountDownLatch(1);
        private @Nullable Connection connection;

        public static void main(String[] args) throws InterruptedException {
            Visit visit = new Visit();
            try (NettyTransport transport = new NettyTransport()) {
                transport.open(
                        new ServerAddress("localhost", Integer.parseInt(args[0])), Duration.ofSeconds(10), visit);
                if (!visit.over.await(20, TimeUnit.SECONDS)) {
                    System.exit(1);
                }
            }
        }

        @Override
        public void opened(Connection open) {
            connection = open;
            open.write(Recorder.connect(MqttVersion.V5));
            open.flush();
        }

        @Override
        public void received(Packet packet) {
            if (packet instanceof ConnAck && connection != null) {
                connection.write(Disconnect.normal());
                connection.close();
            }
        }

        @Override
        public void readComplete() {}

        @Override
        public void writabilityChanged(boolean writable) {}

        @Override
        public void closed(Closing closing) {
            over.countDown();
        }
    }
}
