package io.mqkeep.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mosquitto on loopback whose limits for what is in flight and queued are lifted. It forgets everything at its end. */
record Mosquitto(Process process, int port, Path log) implements AutoCloseable {

    /** @param inFlight how many messages it sends a subscriber before it wants them acknowledged; 0 is no limit */
    static Mosquitto start(Path work, int inFlight) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = work.resolve("mosquitto.log");
        Path configuration = Files.writeString(work.resolve("mosquitto.conf"), """
            listener %d 127.0.0.1
            allow_anonymous true
            max_inflight_messages %d
            max_queued_messages 0
            queue_qos0_messages true
            """.formatted(port, inFlight));
        String program = Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";
        Process process = new ProcessBuilder(program, "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (process.isAlive()) {
            try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assert connected.isConnected();
                return new Mosquitto(process, port, log);
            } catch (IOException notYet) {
                Thread.sleep(10);
            }
        }
        throw new IOException("mosquitto did not start: " + Files.readString(log));
    }

    /** Returns how many clients have gone. A client's last packet has been read then, and all that came before it. */
    int departures() throws IOException {
        int count = 0;
        for (String line : Files.readAllLines(log)) {
            count += line.contains("Client ") && (line.contains(" disconnected") || line.contains(" closed its"))
                    ? 1
                    : 0;
        }
        return count;
    }

    /** Waits until one more client has gone than before. */
    void awaitDeparture(int before) throws IOException, InterruptedException {
        while (departures() == before && process.isAlive()) {
            Thread.sleep(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
