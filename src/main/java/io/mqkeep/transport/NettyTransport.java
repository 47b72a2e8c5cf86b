package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.Connection.Detour;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.PreferHeapByteBufAllocator;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections with Netty: NIO, one thread, Netty's MQTT codec with guards around it.
 *
 * <p>Made for a short life. What Netty has for servers (groups of threads, bootstraps, pooled memory, the quiet period of
 * a graceful shutdown) is left out: it would cost more time than the sending of a message.
 */
public final class NettyTransport implements Transport {
    static {
        NettySettings.apply();
    }

    private static final ByteBufAllocator ALLOCATOR =
            new PreferHeapByteBufAllocator(new UnpooledByteBufAllocator(false, true));
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final @Nullable PacketTrace trace;
    private final HostLookup lookup;
    private final Way way;
    private final LoopThread thread = new LoopThread();
    private final SingleThreadIoEventLoop loop;
    // These belong to the loop.
    private final Set<Opening> openings = new LinkedHashSet<>();
    private final Set<NettyConnection> connections = new LinkedHashSet<>();
    private int startAt;
    private boolean closed;

    public NettyTransport() {
        this(null);
    }

    /** Makes a transport that shows every packet to a trace. */
    public NettyTransport(@Nullable PacketTrace trace) {
        this(trace, Way.DIRECT);
    }

    /** Makes a transport whose connections go this way. */
    public NettyTransport(@Nullable PacketTrace trace, Way way) {
        this(trace, InetAddress::getAllByName, way);
    }

    NettyTransport(@Nullable PacketTrace trace, HostLookup lookup) {
        this(trace, lookup, Way.DIRECT);
    }

    NettyTransport(@Nullable PacketTrace trace, HostLookup lookup, Way way) {
        this.trace = trace;
        this.lookup = lookup;
        this.way = way;
        loop = new SingleThreadIoEventLoop(null, thread, NioIoHandler.newFactory());
    }

    /**
     * Loads and initialises what a connection to a server needs, which is most of its making. What can't be had here will be missed,
     * and told, when the connection is made.
     */
    public static void load() {
        try {
            NioIoHandler.newFactory();
            NioSocketChannel channel = new NioSocketChannel();
            channel.config().setAllocator(ALLOCATOR);
            channel.pipeline().addLast(new WriteBatch()).addLast(new PacketGate(new Handshake()));
            channel.unsafe().closeForcibly();
        } catch (ChannelException noSocket) {
            // Another thread asks for one soon.
        }
    }

    @Override
    public void open(ServerAddress address, Duration timeout, ConnectionListener listener) {
        Opening opening = new Opening(this, loop, lookup, way, address, timeout, listener);
        execute(new Runnable() {
            @Override
            public void run() {
                if (closed) {
                    opening.closeNow();
                } else {
                    openings.add(opening);
                    opening.begin(startAt);
                }
            }
        });
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(new ShownTask(task));
    }

    @Override
    public Timer schedule(Runnable task, long delayMillis) {
        ScheduledFuture<?> future = loop.schedule(new ShownTask(task), delayMillis, TimeUnit.MILLISECONDS);
        return new Timer() {
            @Override
            public void cancel() {
                future.cancel(false);
            }
        };
    }

    @Override
    public boolean onLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void close() {
        if (onLoop()) {
            throw new IllegalStateException("the loop's thread can't wait for its own end");
        }
        try {
            execute(this::closeAll);
        } catch (RejectedExecutionException alreadyClosed) {
            // Only the thread's end is left to wait for.
        }
        thread.awaitEnd();
    }

    private void closeAll() {
        closed = true;
        try {
            for (Opening opening : List.copyOf(openings)) {
                opening.closeNow();
            }
            for (NettyConnection connection : List.copyOf(connections)) {
                connection.closeNow();
            }
        } finally {
            // Not before: a loop that is shutting down refuses what an opening still asks of it.
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Puts the handlers of a connection into a channel that is not connected yet. */
    NettyConnection prepare(
            DuplexChannel channel,
            ServerAddress server,
            @Nullable InetSocketAddress proxy,
            ConnectionListener listener) {
        channel.config().setAllocator(ALLOCATOR);
        channel.config().setWriteBufferWaterMark(WATER_MARK);
        List<Layer> layers = way.addLayers(channel, server, proxy);
        Handshake handshake = new Handshake();
        PacketGate gate = new PacketGate(handshake);
        NettyConnection connection = new NettyConnection(this, channel, layers, handshake, gate, listener, trace);
        channel.pipeline().addLast(new WriteBatch()).addLast(gate).addLast(connection);
        return connection;
    }

    /**
     * A way to a server is open.
     *
     * @param number which of the servers it is, from 0
     */
    void opened(NettyConnection connection, int number, @Nullable Detour detour) {
        connections.add(connection);
        // A server that is there and takes nobody is as good as none: the next try begins after it.
        startAt = number + 1;
        connection.open(detour);
    }

    void ended(NettyConnection connection) {
        connections.remove(connection);
    }

    /** A server has answered CONNECT with success: the next try is at the first server again. */
    void accepted() {
        startAt = 0;
    }

    void ended(Opening opening) {
        openings.remove(opening);
    }
}
