package io.mqkeep.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PacketType;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection, in the hands of a {@link ScriptedBroker.Script}. Reading waits at most ten seconds
 * and then fails the script. Everything read is recorded, here and in the broker.
 */
public final class Peer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int number;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final List<RawPacket> seen;
    private final List<RawPacket> seenByAll;
    private MqttVersion version = MqttVersion.V5;

    Peer(int number, Socket socket, List<RawPacket> seen, List<RawPacket> seenByAll) throws IOException {
        this.number = number;
        this.socket = socket;
        this.seen = seen;
        this.seenByAll = seenByAll;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Returns which connection this is, counted from 1. */
    public int number() {
        return number;
    }

    /** Returns the socket, for what is beneath MQTT. */
    public Socket socket() {
        return socket;
    }

    /** Returns the builder of packets for the version the client's CONNECT named; MQTT 5 before it came. */
    public RawPackets packets() {
        return RawPackets.of(version);
    }

    /** Returns the packets read on this connection so far. */
    public List<RawPacket> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** Reads the next packet, or returns null when the client closed the connection. */
    public @Nullable RawPacket next() throws IOException {
        RawPacket packet = RawPacket.read(in, version);
        if (packet != null) {
            if (packet.type() == PacketType.CONNECT) {
                version = packet.version();
            }
            seen.add(packet);
            seenByAll.add(packet);
        }
        return packet;
    }

    /** Reads the next packet, which must be of this type. */
    public RawPacket expect(PacketType type) throws IOException {
        RawPacket packet;
        try {
            packet = next();
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("expected " + type + ", nothing came; before it " + seen(), silence);
        }
        if (packet == null) {
            throw new AssertionError("expected " + type + ", the client closed the connection; before it " + seen());
        }
        if (packet.type() != type) {
            throw new AssertionError("expected " + type + ", got " + packet + "; all so far " + seen());
        }
        return packet;
    }

    /** Reads as many bytes as given, which must be these. */
    public void expectBytes(String hex) throws IOException {
        byte[] expected = Bytes.hex(hex);
        assertEquals(Bytes.toHex(expected), Bytes.toHex(in.readNBytes(expected.length)), "bytes on the wire");
    }

    /** Fails when anything arrives within the time, the end of the connection too. */
    public void expectSilence(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            RawPacket packet = next();
            throw new AssertionError(
                    "expected silence, " + (packet == null ? "the client closed the connection" : "got " + packet));
        } catch (SocketTimeoutException silence) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    /** Fails unless the next thing to happen is that the client closes the connection in good order. */
    public void expectEnd() throws IOException {
        RawPacket packet = next();
        if (packet != null) {
            throw new AssertionError("expected the client to close the connection, got " + packet);
        }
    }

    /** Expects CONNECT and answers it with success, without and then with a session present. */
    public RawPacket accept() throws IOException {
        return accept(false);
    }

    /** Expects CONNECT and answers it with success. */
    public RawPacket accept(boolean sessionPresent, byte[]... properties) throws IOException {
        RawPacket connect = expect(PacketType.CONNECT);
        send(packets().connAck(sessionPresent, 0, properties));
        return connect;
    }

    /** Sends packets or pieces of packets in one write. */
    public void send(byte[]... bytes) throws IOException {
        out.write(Bytes.concat(bytes));
        out.flush();
    }

    /** Sends bytes written as hexadecimal digits. */
    public void send(String hex) throws IOException {
        send(Bytes.hex(hex));
    }

    /** Records what comes and answers PINGREQ, until the client is gone, in good order or not. */
    public void hold() throws IOException {
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        try {
            for (RawPacket packet = next(); packet != null; packet = next()) {
                if (packet.type() == PacketType.PINGREQ) {
                    send(packets().pingResp());
                }
            }
        } catch (SocketException | EOFException killed) {
            // A client that was killed, or cut off by a relay, is gone too.
        }
    }

    /** Leaves the connection open and reads nothing, so that the client's bytes pile up. */
    public void ignore(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /** Closes the connection in good order (FIN). The end of a script does it too. */
    public void close() throws IOException {
        socket.close();
    }

    /** Breaks the connection (RST), as a server that crashed. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static <T> List<T> record() {
        return Collections.synchronizedList(new ArrayList<>());
    }
}
