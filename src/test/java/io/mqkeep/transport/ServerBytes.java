package io.mqkeep.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Packet;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What a server sends, through everything that stands between the socket and the client, without a socket. */
public final class ServerBytes {
    private ServerBytes() {}

    /**
     * What came out: packets, and then perhaps a failure.
     *
     * @param failure null when all bytes were good so far
     */
    public record Heard(List<Packet> packets, @Nullable Throwable failure) {
        /** Says whether the bytes were good, or refused as they must be. */
        public boolean wellJudged() {
            return failure == null || failure instanceof ProtocolViolation;
        }
    }

    /**
     * Hears the bytes that come after a CONNECT.
     *
     * @param pieces the length of the next piece that arrives, at least 1
     */
    public static Heard hear(Connect connect, byte[] stream, IntSupplier pieces) {
        Handshake handshake = new Handshake();
        PacketGate gate = new PacketGate(handshake);
        Ear ear = new Ear(gate, new PacketReader(handshake));
        EmbeddedChannel channel = new EmbeddedChannel(MqttEncoder.INSTANCE, gate, ear);
        channel.writeOutbound(new PacketWriter(connect.version()).message(connect));
        handshake.begin(connect);
        for (int from = 0; from < stream.length && ear.failure == null; ) {
            int to = Math.min(stream.length, from + pieces.getAsInt());
            channel.writeInbound(Unpooled.copiedBuffer(stream, from, to - from));
            from = to;
        }
        channel.finishAndReleaseAll();
        return new Heard(ear.packets, ear.failure);
    }

    /** Does what a connection does with the gate. */
    private static final class Ear extends ChannelInboundHandlerAdapter {
        private final PacketGate gate;
        private final PacketReader reader;
        private final List<Packet> packets = new ArrayList<>();
        private @Nullable Throwable failure;

        Ear(PacketGate gate, PacketReader reader) {
            this.gate = gate;
            this.reader = reader;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object decoded) {
            try {
                if (decoded instanceof Packet plain) {
                    packets.add(plain);
                    return;
                }
                assertTrue(gate.takeDecoded(), "the codec made two packets of one");
                Packet packet = reader.read((MqttMessage) decoded);
                gate.decoded(packet);
                packets.add(packet);
            } catch (Throwable thrown) {
                fail(thrown);
            } finally {
                ReferenceCountUtil.release(decoded);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(cause);
        }

        private void fail(Throwable cause) {
            if (failure == null) {
                failure = cause;
            }
            gate.stopListening();
        }
    }
}
