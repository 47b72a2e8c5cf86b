package io.mqkeep.transport;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.protocol.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the codec and lets whole packets through, one at a time, when their bytes are as they must be.
 *
 * <p>The codec alone would wait for ever for the rest of a packet whose inner lengths point beyond its end, keeps the
 * last of two equal properties, and lets pass what only the bytes show. Here the bytes are still there. Memory grows with
 * what arrived, not with what a Remaining Length promises.
 *
 * <p>While paused, whole packets wait here: a packet that begins after the pause does not get out.
 *
 * <p>The decoder is driven by hand and is no handler of the pipeline, and this class extends none of Netty's adapters:
 * for a handler that does, Netty reads annotations, for which the JVM makes classes at every start (10 ms of the 60 or so
 * that a publish takes from the first class of Netty to the last byte).
 */
final class PacketGate implements ChannelInboundHandler {
    private final Handshake handshake;
    // The gate holds packets against the limit that was announced; the codec's own limit is the standard's.
    private final MqttDecoder decoder = new MqttDecoder((int) Handshake.LARGEST_PACKET);
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private int underWay;
    private @Nullable ChannelHandlerContext context;
    private boolean paused;
    private boolean deaf;
    private boolean decoding;
    private @Nullable PlainPackets plain;
    private @Nullable Packet decoded;

    PacketGate(Handshake handshake) {
        this.handshake = handshake;
    }

    /** Holds packets back or lets them go on; the ones that wait here go on in a task of their own. */
    void setPaused(boolean pause) {
        boolean resumes = paused && !pause;
        paused = pause;
        if (resumes && context != null) {
            context.executor().execute(this::carryOn);
        }
    }

    /** From now on whatever comes is thrown away. */
    void stopListening() {
        deaf = true;
    }

    /** Says whether a packet has begun that has not ended. */
    boolean withinPacket() {
        return !deaf && held.isReadable();
    }

    /** Takes note that the codec made a packet of what it was given; false when it was given nothing. */
    boolean takeDecoded() {
        boolean expected = decoding;
        decoding = false;
        return expected;
    }

    private void carryOn() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && !ctx.isRemoved()) {
            passWholePackets(ctx);
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        hold(ctx, (ByteBuf) bytes);
        passWholePackets(ctx);
    }

    /**
     * Puts bytes behind the ones held. The buffer grows to twice what has come, never beyond the packet that is on its
     * way: neither is it allocated on the word of a Remaining Length, nor is a large packet copied at every read.
     */
    private void hold(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (!held.isReadable()) {
            held.release();
            held = bytes;
            return;
        }
        if (held.writableBytes() < bytes.readableBytes()) {
            int needed = held.readableBytes() + bytes.readableBytes();
            ByteBuf larger = ctx.alloc().buffer(Math.max(needed, Math.min(2 * held.readableBytes(), underWay)));
            larger.writeBytes(held);
            held.release();
            held = larger;
        }
        held.writeBytes(bytes);
        bytes.release();
    }

    private void passWholePackets(ChannelHandlerContext ctx) {
        try {
            while (held.isReadable() && !paused && !deaf && passPacket(ctx, held)) {}
        } catch (Exception violation) {
            deaf = true;
            ctx.fireExceptionCaught(violation);
        }
        if (deaf || !held.isReadable()) {
            held.release();
            held = Unpooled.EMPTY_BUFFER;
        }
    }

    /** Passes the next packet on; false when it has not come whole. */
    private boolean passPacket(ChannelHandlerContext ctx, ByteBuf in) throws Exception {
        if (!handshake.answered()) {
            FirstBytes.check(in);
        }
        PacketType type = checkedType(in.getUnsignedByte(in.readerIndex()));
        int header = headerSize(type, in);
        if (header == 0) {
            return false;
        }
        int remaining = remainingLength(in, header);
        long size = (long) header + remaining;
        if (size > handshake.maximumPacketSize()) {
            throw ProtocolViolation.with(
                    ReasonCode.PACKET_TOO_LARGE,
                    type + " of " + size + " bytes is larger than the Maximum Packet Size of "
                            + handshake.maximumPacketSize() + " that was announced");
        }
        if (in.readableBytes() < size) {
            underWay = (int) size;
            return false;
        }
        int body = in.readerIndex() + header;
        int end = body + remaining;
        BodyRules.check(handshake, type, in, body, end);
        if (!handshake.answered()) {
            decode(ctx, type, in.readRetainedSlice((int) size));
            return true;
        }
        PlainPackets plainPackets = plain;
        if (plainPackets == null) {
            plainPackets = new PlainPackets(handshake.version());
            plain = plainPackets;
        }
        Packet packet = plainPackets.read(type, in, body, end);
        if (packet != null) {
            in.skipBytes((int) size);
            ctx.fireChannelRead(packet);
            return true;
        }
        decode(ctx, type, in.readRetainedSlice((int) size));
        Packet read = decoded;
        decoded = null;
        if (read != null && type == PacketType.PUBLISH) {
            plainPackets.learn(read, in, body);
        }
        return true;
    }

    /** Hears what the codec's packet was. */
    void decoded(Packet packet) {
        decoded = packet;
    }

    private void decode(ChannelHandlerContext ctx, PacketType type, ByteBuf packet) throws Exception {
        decoding = true;
        // Comes out of it as a read of the next handler, which takes note with takeDecoded.
        decoder.channelRead(ctx, packet);
        if (decoding) {
            decoding = false;
            throw ProtocolViolation.malformed(type + " is cut short: a length within it points beyond its end");
        }
    }

    /** Returns the type of a packet with this first byte, when a server may send it with these flags. */
    private PacketType checkedType(int firstByte) {
        int flags = firstByte & 0x0F;
        PacketType type = switch (firstByte >> 4) {
            case 2 -> PacketType.CONNACK;
            case 3 -> PacketType.PUBLISH;
            case 4 -> PacketType.PUBACK;
            case 5 -> PacketType.PUBREC;
            case 6 -> PacketType.PUBREL;
            case 7 -> PacketType.PUBCOMP;
            case 9 -> PacketType.SUBACK;
            case 11 -> PacketType.UNSUBACK;
            case 13 -> PacketType.PINGRESP;
            case 14 -> PacketType.DISCONNECT;
            case 15 -> PacketType.AUTH;
            case 1 -> throw notFromServer(PacketType.CONNECT);
            case 8 -> throw notFromServer(PacketType.SUBSCRIBE);
            case 10 -> throw notFromServer(PacketType.UNSUBSCRIBE);
            case 12 -> throw notFromServer(PacketType.PINGREQ);
            default -> throw ProtocolViolation.malformed("a packet has type 0, which does not exist");
        };
        if (!handshake.isV5() && (type == PacketType.DISCONNECT || type == PacketType.AUTH)) {
            throw notFromServer(type);
        }
        if (type == PacketType.PUBLISH) {
            checkPublishFlags(flags);
        } else if (flags != (type == PacketType.PUBREL ? 0x02 : 0)) {
            // [MQTT-2.1.3-1]; in 3.1.1 [MQTT-2.2.2-2]
            throw ProtocolViolation.malformed(type + " has flags " + flags + " in its first byte");
        }
        return type;
    }

    private static void checkPublishFlags(int flags) {
        int qos = flags >> 1 & 0x03;
        if (qos == 3) {
            // [MQTT-3.3.1-4]
            throw ProtocolViolation.malformed("PUBLISH has QoS 3, which does not exist");
        }
        if (qos == 0 && (flags & 0x08) != 0) {
            // [MQTT-3.3.1-2]
            throw ProtocolViolation.protocolError("PUBLISH has DUP with QoS 0");
        }
    }

    private ProtocolViolation notFromServer(PacketType type) {
        MqttVersion version = handshake.version();
        return ProtocolViolation.protocolError("a server may not send " + type + " in MQTT " + version);
    }

    /** Returns how many bytes the first byte and the Remaining Length take, or 0 when they are not all there. */
    private int headerSize(PacketType type, ByteBuf in) {
        int start = in.readerIndex();
        for (int size = 2; size <= 5; size++) {
            if (in.readableBytes() < size) {
                return 0;
            }
            int digit = in.getUnsignedByte(start + size - 1);
            if (digit < 0x80) {
                if (digit == 0 && size > 2 && handshake.isV5()) {
                    // [MQTT-1.5.5-1]; MQTT 3.1.1 does not forbid it.
                    throw ProtocolViolation.malformed(
                            type + " has a Remaining Length that is written longer than it need be");
                }
                return size;
            }
        }
        throw ProtocolViolation.malformed(type + " has a Remaining Length of more than four bytes");
    }

    private static int remainingLength(ByteBuf in, int headerSize) {
        int value = 0;
        for (int i = 1; i < headerSize; i++) {
            value |= (in.getByte(in.readerIndex() + i) & 0x7F) << (7 * (i - 1));
        }
        return value;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        deaf = true;
        passWholePackets(ctx);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    // What is the next handler's business

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {}

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        ctx.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        ctx.fireChannelUnregistered();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
    }

    @Override
    // Of the interface it is deprecated, and there is no other to hear of exceptions.
    @SuppressWarnings("deprecation")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.fireExceptionCaught(cause);
    }
}
