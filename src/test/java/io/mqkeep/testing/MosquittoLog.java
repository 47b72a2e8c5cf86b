package io.mqkeep.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mosquitto's log tells of QoS 2, read on as it grows: which handshakes are open on each side, and whether the
 * broker keeps [MQTT-4.3.3-6], by which it must not publish again what it has sent PUBREL for.
 *
 * <p>It is the broker's own word, so it can judge a run in which the broker is restarted: a message that it publishes
 * twice under one packet identifier is delivered twice, and no receiver can tell.
 */
public final class MosquittoLog {
    private static final Pattern PACKET = Pattern.compile(
            "\\d+: (Received|Sending) (PUBLISH|PUBREL|PUBCOMP) (?:from|to) (\\S+) \\((?:d\\d, q(\\d), r\\d,"
                    + " )?(?:m|Mid: )(\\d+).*");
    private static final Pattern CONNECTED = Pattern.compile("\\d+: New client connected from \\S+ as (\\S+) \\(.*");
    private static final Pattern GONE = Pattern.compile("\\d+: Client (\\S+) (?:closed|disconnected|has exceeded).*");

    private final Path file;
    private final Map<String, Client> clients = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long read;

    private static final class Client {
        boolean connected;
        final Set<Integer> toBroker = new HashSet<>();
        final Set<Integer> fromBroker = new HashSet<>();
        final Set<Integer> releasedByBroker = new HashSet<>();
        int taken;
        int delivered;
    }

    MosquittoLog(Path file) {
        this.file = file;
    }

    /** Reads what has been written since the last time. */
    public synchronized MosquittoLog readOn() {
        byte[] more;
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            more = new byte[(int) (log.length() - read)];
            log.seek(read);
            log.readFully(more);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        int from = 0;
        for (int i = 0; i < more.length; i++) {
            if (more[i] == '\n') {
                take(new String(more, from, i - from, StandardCharsets.UTF_8));
                from = i + 1;
            }
        }
        // Half a line is read again.
        read += from;
        return this;
    }

    private void take(String line) {
        Matcher packet = PACKET.matcher(line);
        if (packet.matches()) {
            if (!"0".equals(packet.group(4)) && !"1".equals(packet.group(4))) {
                take(
                        line,
                        packet.group(1).equals("Received"),
                        packet.group(2),
                        client(packet.group(3)),
                        Integer.parseInt(packet.group(5)));
            }
            return;
        }
        Matcher connected = CONNECTED.matcher(line);
        if (connected.matches()) {
            client(connected.group(1)).connected = true;
            return;
        }
        Matcher gone = GONE.matcher(line);
        if (gone.matches()) {
            client(gone.group(1)).connected = false;
        } else if (line.endsWith(" starting")) {
            clients.values().forEach(each -> each.connected = false);
        }
    }

    private void take(String line, boolean received, String type, Client client, int packetId) {
        switch (type) {
            case "PUBLISH" -> {
                if (received) {
                    client.toBroker.add(packetId);
                } else if (client.releasedByBroker.contains(packetId)) {
                    violations.add(line);
                } else {
                    client.fromBroker.add(packetId);
                }
            }
            case "PUBREL" -> {
                if (!received && client.fromBroker.contains(packetId)) {
                    client.releasedByBroker.add(packetId);
                } else if (received && client.toBroker.remove(packetId)) {
                    client.taken++;
                }
            }
            case "PUBCOMP" -> {
                if (received && client.fromBroker.remove(packetId)) {
                    client.releasedByBroker.remove(packetId);
                    client.delivered++;
                }
            }
            default -> throw new IllegalArgumentException(type);
        }
    }

    private Client client(String clientId) {
        return clients.computeIfAbsent(clientId, _ -> new Client());
    }

    public synchronized boolean isConnected(String clientId) {
        return client(clientId).connected;
    }

    /** Returns how many QoS 2 messages of a client the broker has taken, up to PUBREL. */
    public synchronized int taken(String clientId) {
        return client(clientId).taken;
    }

    /** Returns how many QoS 2 messages of a client it has begun to take. */
    public synchronized int openFrom(String clientId) {
        return client(clientId).toBroker.size();
    }

    /** Returns how many QoS 2 messages it has delivered to a client, up to PUBCOMP. */
    public synchronized int delivered(String clientId) {
        return client(clientId).delivered;
    }

    /** Returns how many QoS 2 messages it has sent to a client and got no PUBCOMP for. */
    public synchronized int openTo(String clientId) {
        return client(clientId).fromBroker.size();
    }

    /** Returns the lines in which it publishes what it had sent PUBREL for. */
    public synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
