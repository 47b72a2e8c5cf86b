package io.mqkeep.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * What no client can be faster than: bytes of MQTT 3.1.1 encoded before the clock starts, through a plain socket, and no more work on
 * what comes back than it takes to answer it.
 */
final class PlainSocket implements AutoCloseable {
    private static final int PUBLISH = 0x30;
    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBREL = 0x62;
    private static final int PUBCOMP = 0x70;
    private static final int SUBACK = 0x90;
    private static final int PINGRESP = 0xd0;
    private static final byte[] PINGREQ = {(byte) 0xc0, 0};
    private static final byte[] DISCONNECT = {(byte) 0xe0, 0};
    private static final int SECONDS_OF_SILENCE = 60;
    /** How much is written, or answered, at once. */
    private static final int BLOCK = 65_536;
    /** How many messages with QoS 2 are open at a time: the more there are, the longer mosquitto looks for each. */
    private static final int WINDOW = 500;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Semaphore window = new Semaphore(WINDOW);

    private PlainSocket(Socket socket) throws IOException {
        this.socket = socket;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BLOCK));
        out = socket.getOutputStream();
    }

    /** Connects, with a session that the server keeps when this is said. */
    static PlainSocket connect(int port, String clientId, boolean kept) throws IOException {
        PlainSocket plain = new PlainSocket(new Socket(InetAddress.getLoopbackAddress(), port));
        plain.socket.setTcpNoDelay(true);
        plain.socket.setSoTimeout(SECONDS_OF_SILENCE * 1000);
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        connect.writeBytes(
                new byte[] {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, (byte) (kept ? 0 : 2), 0, 0});
        connect.writeBytes(new byte[] {0, (byte) id.length});
        connect.writeBytes(id);
        plain.out.write(connect.toByteArray());
        byte[] connAck = plain.in.readNBytes(4);
        if (connAck.length < 4 || connAck[3] != 0) {
            throw new IOException("refused: " + Arrays.toString(connAck));
        }
        return plain;
    }

    /** Subscribes to one topic. */
    void subscribe(String topic, int qos) throws IOException {
        byte[] filter = topic.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream subscribe = new ByteArrayOutputStream();
        subscribe.writeBytes(new byte[] {(byte) 0x82, (byte) (5 + filter.length), 0, 1, 0, (byte) filter.length});
        subscribe.writeBytes(filter);
        subscribe.write(qos);
        out.write(subscribe.toByteArray());
        int type = in.readUnsignedByte();
        while (type != SUBACK) {
            in.skipNBytes(remainingLength());
            type = in.readUnsignedByte();
        }
        in.skipNBytes(remainingLength());
    }

    /** Publishes one message with QoS 1, which the server keeps for those who subscribe later. */
    void retain(String topic, String payload) throws IOException {
        byte[] publish = encode(topic, 1, new byte[][] {payload.getBytes(StandardCharsets.UTF_8)});
        publish[0] |= 1;
        out.write(publish);
        in.skipNBytes(4);
    }

    /** Returns PUBLISH packets with these payloads, with packet identifiers from 1 on. */
    static byte[] encode(String topic, int qos, byte[][] payloads) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (int i = 0; i < payloads.length; i++) {
            packets.write(PUBLISH | (qos << 1));
            int length = 2 + name.length + (qos == 0 ? 0 : 2) + payloads[i].length;
            if (length > 127) {
                throw new IllegalArgumentException("a message that is too long for one byte of its length");
            }
            packets.write(length);
            packets.write(0);
            packets.write(name.length);
            packets.writeBytes(name);
            if (qos > 0) {
                packets.write((i + 1) >> 8);
                packets.write(i + 1);
            }
            packets.writeBytes(payloads[i]);
        }
        return packets.toByteArray();
    }

    /**
     * Publishes what {@link #encode} has made and waits until the server has it all.
     *
     * @return the seconds from the first byte to the last acknowledgement; with QoS 0, to the answer to a PINGREQ behind them
     */
    double publish(byte[] packets, int qos, int count) throws Exception {
        long began = System.nanoTime();
        FutureTask<Void> acknowledged = new FutureTask<>((Callable<Void>) () -> {
            awaitAcknowledgements(qos, count);
            return null;
        });
        Thread.ofPlatform().start(acknowledged);
        int block = qos == 2 ? packets.length / count * (WINDOW / 2) : BLOCK;
        for (int offset = 0; offset < packets.length; offset += block) {
            if (qos == 2) {
                window.acquire(WINDOW / 2);
            }
            write(packets, offset, Math.min(block, packets.length - offset));
        }
        if (qos == 0) {
            write(PINGREQ, 0, PINGREQ.length);
        }
        try {
            acknowledged.get();
        } catch (ExecutionException e) {
            throw new IOException("the server closed the connection", e);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void awaitAcknowledgements(int qos, int count) throws IOException {
        Answers answers = new Answers();
        int last = qos == 0 ? PINGRESP : qos == 1 ? PUBACK : PUBCOMP;
        int missing = qos == 0 ? 1 : count;
        while (missing > 0) {
            int type = in.readUnsignedByte();
            int length = remainingLength();
            if (type == PUBREC) {
                answers.add(PUBREL, in.readUnsignedShort());
                in.skipNBytes(length - 2);
            } else {
                in.skipNBytes(length);
                missing -= type == last ? 1 : 0;
                window.release();
            }
            answers.sendWhenDue();
        }
    }

    /**
     * Takes this many messages and acknowledges them.
     *
     * @return their payloads, one behind the other, each with a line end
     */
    byte[] receive(int count) throws IOException {
        ByteArrayOutputStream payloads = new ByteArrayOutputStream();
        byte[] packet = new byte[256];
        Answers answers = new Answers();
        int open = 0;
        for (int missing = count; missing > 0 || open > 0; ) {
            int type = in.readUnsignedByte();
            int length = remainingLength();
            in.readFully(packet, 0, length);
            if ((type & 0xf0) == PUBLISH) {
                int qos = type >> 1 & 3;
                int topic = 2 + u16(packet, 0);
                int payload = topic + (qos == 0 ? 0 : 2);
                if (qos > 0) {
                    int packetId = u16(packet, topic);
                    answers.add(qos == 1 ? PUBACK : PUBREC, packetId);
                    open += qos == 2 ? 1 : 0;
                }
                payloads.write(packet, payload, length - payload);
                payloads.write('\n');
                missing--;
            } else if (type == PUBREL) {
                answers.add(PUBCOMP, u16(packet, 0));
                open--;
            }
            answers.sendWhenDue();
        }
        answers.send();
        return payloads.toByteArray();
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private int remainingLength() throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return length;
            }
        }
    }

    private synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    /** Leaves, so that the server has taken all that was written before. */
    @Override
    public void close() throws IOException {
        try (socket) {
            write(DISCONNECT, 0, DISCONNECT.length);
            socket.shutdownOutput();
            int next = in.read();
            while (next >= 0) {
                next = in.read();
            }
        }
    }

    /** Answers of four bytes, sent when nothing more has come yet. */
    private final class Answers {
        private final byte[] bytes = new byte[BLOCK];
        private int length;

        void add(int type, int packetId) {
            bytes[length++] = (byte) type;
            bytes[length++] = 2;
            bytes[length++] = (byte) (packetId >> 8);
            bytes[length++] = (byte) packetId;
        }

        void sendWhenDue() throws IOException {
            if (length == BLOCK || (length > 0 && in.available() == 0)) {
                send();
            }
        }

        void send() throws IOException {
            write(bytes, 0, length);
            length = 0;
        }
    }
}
