package io.mqkeep.transport;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.Publish;
import io.mqkeep.transport.Closing.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: the last handler behind the codec, and what its owner holds.
 *
 * <p>It ends in one of two ways. Either the network ends it, or someone here decides to ({@link #closing} is set): then
 * nothing is received any more, what was written goes out, the sending direction is shut, and what the server still sends
 * is thrown away until it closes too or a short time has passed. Closing a socket while bytes wait in it unread would
 * send a reset, which may overtake the DISCONNECT.
 */
final class NettyConnection implements ChannelInboundHandler, Connection {
    private static final long LINGER_MILLIS = 500;
    private static final int GATHERED_FIRST = 4 * 1024;
    private static final int GATHERED_MOST = 60 * 1024;

    private final NettyTransport transport;
    private final DuplexChannel channel;
    private final List<Layer> layers;
    private final ConnectionListener listener;
    private final @Nullable PacketTrace trace;
    private final Handshake handshake;
    private final PacketGate gate;
    private final PacketReader reader;
    private @Nullable ChannelHandlerContext context;
    private @Nullable PacketWriter writer;
    private @Nullable PlainPackets plain;
    /** Plain packets of this turn, which the pipeline has not been given. */
    private @Nullable ByteBuf gathered;

    private @Nullable ChannelFuture lastWrite;
    private @Nullable Closing closing;
    private @Nullable Detour detour;
    private boolean abandoned;
    private boolean opened;
    private boolean turnOpen;
    private boolean ended;

    NettyConnection(
            NettyTransport transport,
            DuplexChannel channel,
            List<Layer> layers,
            Handshake handshake,
            PacketGate gate,
            ConnectionListener listener,
            @Nullable PacketTrace trace) {
        this.transport = transport;
        this.channel = channel;
        this.layers = layers;
        this.handshake = handshake;
        this.gate = gate;
        this.listener = listener;
        this.trace = trace;
        reader = new PacketReader(handshake);
    }

    /** Returns what is between the socket and MQTT, from the socket on. */
    List<Layer> layers() {
        return layers;
    }

    /** Closes a connection that never was one. */
    void abandon() {
        abandoned = true;
        channel.close();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public @Nullable Detour detour() {
        return detour;
    }

    /** Tells the listener that CONNECT can be written. */
    void open(@Nullable Detour around) {
        detour = around;
        opened = true;
        try {
            listener.opened(this);
        } catch (Throwable fault) {
            fail(fault);
        }
    }

    // What the owner asks for

    @Override
    public void write(Packet packet) {
        if (closing != null || ended) {
            return;
        }
        if (packet instanceof Connect connect) {
            if (writer != null) {
                // [MQTT-3.1.0-2]
                throw new IllegalStateException("CONNECT is sent once on a connection");
            }
            encode(new PacketWriter(connect.version()), packet);
            writer = new PacketWriter(connect.version());
            plain = new PlainPackets(connect.version());
            handshake.begin(connect);
        } else if (writer == null) {
            // [MQTT-3.1.0-1]
            throw new IllegalStateException("the first packet on a connection is CONNECT, not " + packet.type());
        } else if (plain != null && plain.canWrite(packet)) {
            gather(plain, packet, packet instanceof Publish publish ? writer.alias(publish) : null);
        } else {
            passGathered();
            encode(writer, packet);
            if (plain != null) {
                plain.wrote(packet);
            }
        }
        if (trace != null) {
            trace.sent(packet);
        }
    }

    private void gather(PlainPackets with, Packet packet, TopicAliases.@Nullable Use alias) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        ByteBuf into = gathered;
        if (into == null) {
            into = ctx.alloc().heapBuffer(GATHERED_FIRST);
            gathered = into;
        }
        with.write(packet, alias, into);
        if (into.readableBytes() >= GATHERED_MOST) {
            passGathered();
        }
    }

    private void passGathered() {
        ByteBuf bytes = gathered;
        ChannelHandlerContext ctx = context;
        gathered = null;
        if (bytes != null && ctx != null) {
            ChannelPromise promise = ctx.newPromise();
            ctx.write(bytes, promise);
            lastWrite = promise;
        }
    }

    /**
     * Encodes and queues. The encoder is called by its own method and not through the pipeline, where it would turn
     * what it throws into a failed promise; either way the version it writes is the one CONNECT left on the channel.
     */
    private void encode(PacketWriter with, Packet packet) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        MqttMessage message = with.message(packet);
        ChannelPromise promise = ctx.newPromise();
        try {
            MqttEncoder.INSTANCE.write(ctx, message, promise);
        } catch (EncoderException refused) {
            throw new IllegalArgumentException(packet.type() + " can't be encoded: " + refused.getMessage(), refused);
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
        lastWrite = promise;
    }

    @Override
    public void flush() {
        passGathered();
        ChannelFuture last = lastWrite;
        lastWrite = null;
        if (last != null) {
            // One of them tells for all: what is still queued fails together.
            last.addListener((ChannelFutureListener) this::written);
        }
        channel.flush();
    }

    private void written(ChannelFuture write) {
        if (!write.isSuccess() && closing == null && write.cause() instanceof IOException broken) {
            Closing ofLayer = ofLayers(broken);
            closing = ofLayer != null ? ofLayer : broken(broken);
            gate.stopListening();
            channel.close();
        }
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public void readPaused(boolean paused) {
        if (closing == null && !ended) {
            channel.config().setAutoRead(!paused);
            gate.setPaused(paused);
        }
    }

    @Override
    public void close() {
        close(new Closing(Kind.CLOSED_BY_US, "we closed the connection"));
    }

    private void close(Closing why) {
        if (closing != null || ended) {
            return;
        }
        closing = why;
        gate.stopListening();
        channel.config().setAutoRead(true);
        passGathered();
        FlushWatch watch = new FlushWatch(channel, this::stuck);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) flushed -> {
            watch.stop();
            if (flushed.isSuccess()) {
                channel.eventLoop().schedule((Runnable) channel::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
                leave(layers.size() - 1);
            } else {
                channel.close();
            }
        });
    }

    private void stuck() {
        closing = new Closing(Kind.CLOSED_BY_SERVER, "the server stopped reading before it had all that was sent");
    }

    /** Has the layers say goodbye, from the innermost one out, and then shuts the sending direction of the socket. */
    private void leave(int from) {
        for (int i = from; i >= 0; i--) {
            ChannelFuture said = layers.get(i).leave();
            if (said != null) {
                int next = i - 1;
                said.addListener((ChannelFutureListener) sent -> leave(next));
                return;
            }
        }
        channel.shutdownOutput();
    }

    /** Closes without waiting for anything; the listener hears it before this returns. */
    void closeNow() {
        if (closing == null) {
            closing = new Closing(Kind.CLOSED_BY_US, "we closed the connection");
        }
        gate.stopListening();
        channel.close();
        end();
    }

    // What the network brings

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object decoded) {
        Packet packet;
        try {
            if (closing != null || ended) {
                return;
            }
            if (decoded instanceof Packet read) {
                packet = read;
            } else if (gate.takeDecoded()) {
                packet = reader.read((MqttMessage) decoded);
                gate.decoded(packet);
            } else {
                throw ProtocolViolation.malformed("a packet is longer than what is in it");
            }
        } catch (ProtocolViolation violation) {
            violated(violation);
            return;
        } finally {
            ReferenceCountUtil.release(decoded);
        }
        if (trace != null) {
            trace.received(packet);
        }
        if (packet instanceof ConnAck connAck) {
            useTopicAliases(connAck);
            if (!connAck.reasonCode().isError()) {
                transport.accepted();
            }
        }
        turnOpen = true;
        try {
            listener.received(packet);
        } catch (Throwable fault) {
            fail(fault);
        }
    }

    private void useTopicAliases(ConnAck connAck) {
        int maximum = connAck.properties().topicAliasMaximum();
        if (maximum > 0 && writer != null) {
            writer.use(new TopicAliases(maximum, connAck.properties().maximumPacketSize()));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        endTurn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (closing == null && opened && !ended) {
            try {
                listener.writabilityChanged(channel.isWritable());
            } catch (Throwable fault) {
                fail(fault);
            }
        }
    }

    @Override
    // Of the interface it is deprecated, and there is no other to hear of exceptions.
    @SuppressWarnings("deprecation")
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!opened) {
            // The opening hears of it from the layer.
            return;
        }
        if (cause instanceof ProtocolViolation violation) {
            violated(violation);
            return;
        }
        Closing ofLayer = ofLayers(cause);
        if (ofLayer != null || cause instanceof IOException) {
            // What came before it was in order.
            endTurn();
            if (closing == null) {
                closing = ofLayer != null ? ofLayer : broken(cause);
            }
            channel.close();
        } else {
            fail(cause);
        }
    }

    private @Nullable Closing ofLayers(Throwable cause) {
        for (Layer layer : layers) {
            Closing why = layer.closing(cause);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    private void endTurn() {
        if (turnOpen && !ended) {
            turnOpen = false;
            try {
                listener.readComplete();
            } catch (Throwable fault) {
                fail(fault);
            }
        }
    }

    private void violated(ProtocolViolation violation) {
        // What came before it was in order, and is answered first.
        endTurn();
        if (closing != null || ended) {
            return;
        }
        if (handshake.isV5() && violation.told()) {
            write(new Disconnect(violation.code()));
        }
        close(new Closing(Kind.PROTOCOL_VIOLATION, violation.words(), violation.code()));
    }

    /** A fault of our own: it goes to the thread's handler, which shows it, and the connection ends. */
    private void fail(Throwable fault) {
        ShownTask.show(fault);
        turnOpen = false;
        if (closing == null) {
            closing = new Closing(Kind.CLOSED_BY_US, "a fault in mqkeep: " + fault);
        }
        channel.close();
    }

    private void end() {
        if (ended) {
            return;
        }
        endTurn();
        ended = true;
        ByteBuf unsent = gathered;
        gathered = null;
        if (unsent != null) {
            unsent.release();
        }
        transport.ended(this);
        if (opened) {
            Closing why = closing != null ? closing : closedByServer();
            try {
                listener.closed(why);
            } catch (Throwable fault) {
                fail(fault);
            }
        }
    }

    private Closing closedByServer() {
        String words = "the server closed the connection";
        if (gate.withinPacket()) {
            words += " in the middle of a packet";
        } else if (handshake.begun() && !handshake.answered()) {
            words += " without an answer to CONNECT";
            if (handshake.isV5()) {
                words += "; perhaps it does not speak MQTT 5";
            }
            words += hints();
        }
        return new Closing(Kind.CLOSED_BY_SERVER, words);
    }

    private Closing broken(Throwable cause) {
        boolean unanswered = handshake.begun() && !handshake.answered();
        String words = Words.of(cause);
        if (unanswered) {
            words += layers.isEmpty() ? "; perhaps the server wants TLS on this port" : hints();
        }
        return new Closing(Kind.CLOSED_BY_SERVER, words);
    }

    private String hints() {
        if (layers.isEmpty()) {
            return handshake.isV5() ? ", or wants TLS" : "; perhaps it wants TLS";
        }
        StringBuilder hints = new StringBuilder();
        for (Layer layer : layers) {
            hints.append(layer.hint());
        }
        return hints.toString();
    }

    // What is of no interest: there is nobody behind this handler

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {}

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {}

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {}

    @Override
    public void channelActive(ChannelHandlerContext ctx) {}

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {}
}
