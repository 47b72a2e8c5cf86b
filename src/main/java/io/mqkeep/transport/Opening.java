package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.Closing.Kind;
import io.mqkeep.transport.Connection.Detour;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to an open connection: takes the servers one after the other, looks the host up, then tries its addresses, and
 * on one that answers opens the layers from the socket on, all within one timeout. Except for {@link #begin} everything
 * happens on the loop.
 *
 * <p>An address gets an equal share of the time that is left, so that one that never answers can't use up the time of
 * the next ({@code localhost} may be ::1 first, where nobody listens). A server whose layers don't open is not tried at
 * another of its addresses: it was found, and it is the wrong one.
 */
final class Opening {
    private final NettyTransport transport;
    private final EventLoop loop;
    private final HostLookup lookup;
    private final Way way;
    private final List<ServerAddress> servers;
    private final Duration timeout;
    private final long deadline;
    private final ConnectionListener listener;
    private int offset;
    private int which;
    private int serversTried;
    private ServerAddress address;
    private @Nullable ProxyServer proxy;
    /** The server's own, once it is known, for a proxy that looks up no names. */
    private @Nullable InetAddress destination;

    /** What is being looked up. */
    private String wanted = "";

    private List<InetAddress> addresses = List.of();
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> step;
    private @Nullable DuplexChannel channel;
    private int tried;
    private boolean timedOut;
    private @Nullable String lastFailure;
    private @Nullable Closing earlier;
    private boolean ended;

    Opening(
            NettyTransport transport,
            EventLoop loop,
            HostLookup lookup,
            Way way,
            ServerAddress first,
            Duration timeout,
            ConnectionListener listener) {
        this.transport = transport;
        this.loop = loop;
        this.lookup = lookup;
        this.way = way;
        servers = way.servers(first);
        this.timeout = timeout;
        this.listener = listener;
        address = first;
        deadline = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Starts on the loop.
     *
     * @param at the server to try first, counted from 0; it goes round
     */
    void begin(int at) {
        offset = at % servers.size();
        timer = loop.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
        nextServer();
    }

    private void nextServer() {
        which = (offset + serversTried++) % servers.size();
        address = servers.get(which);
        tried = 0;
        timedOut = false;
        lastFailure = null;
        addresses = List.of();
        destination = null;
        proxy = way.proxyTo(address);
        if (address.isUnixSocket()) {
            tryUnixSocket();
        } else {
            ProxyServer through = proxy;
            lookUp(through != null && through.looksUpNames() ? through.host() : address.host());
        }
    }

    /** Finds the addresses of a host. A name is looked up on a thread of its own: the resolver may block for long. */
    private void lookUp(String host) {
        wanted = host;
        List<InetAddress> known = knownAddresses(host);
        if (!known.isEmpty()) {
            found(known);
            return;
        }
        if (serversTried < servers.size()) {
            limitStep(this::lookupTimedOut);
        }
        Thread resolver = new Thread(() -> resolve(host), "mqkeep resolver");
        resolver.setDaemon(true);
        resolver.start();
    }

    private void found(List<InetAddress> all) {
        ProxyServer through = proxy;
        if (through != null && !through.looksUpNames() && destination == null) {
            destination = all.getFirst();
            lookUp(through.host());
        } else {
            addresses = all;
            tryNext();
        }
    }

    /** Returns the addresses that need no lookup, or none. */
    private static List<InetAddress> knownAddresses(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            // The loopback and nothing else (RFC 6761, 6.3); asking the system would start a resolver just for that.
            return List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
        }
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return List.of();
        }
    }

    /** Gives up without waiting for anything; the listener hears it before this returns. */
    void closeNow() {
        fail(new Closing(Kind.CLOSED_BY_US, "we closed the connection"));
    }

    private void resolve(String host) {
        List<InetAddress> found;
        try {
            found = List.of(lookup.addresses(host));
        } catch (UnknownHostException | RuntimeException unknown) {
            found = List.of();
        }
        List<InetAddress> result = found;
        try {
            loop.execute(() -> resolved(host, result));
        } catch (RejectedExecutionException transportClosed) {
            // Nobody waits for the answer any more.
        }
    }

    private void resolved(String host, List<InetAddress> found) {
        if (ended || !host.equals(wanted) || !addresses.isEmpty()) {
            return;
        }
        endStep();
        if (found.isEmpty()) {
            serverFailed(new Closing(Kind.UNKNOWN_HOST, "unknown host " + Quoted.escaped(host)));
        } else {
            found(found);
        }
    }

    private void lookupTimedOut() {
        serverFailed(new Closing(Kind.TIMED_OUT, notResolved()));
    }

    private void tryNext() {
        try {
            tryAddress(addresses.get(tried));
        } catch (ChannelException noSocket) {
            // The process has as many files open as it may.
            fail(new Closing(Kind.REFUSED, Words.of(noSocket)));
        }
    }

    private void tryUnixSocket() {
        try {
            connect(UnixSockets.open(), null, UnixSockets.address(address.host()), null);
        } catch (ChannelException | IllegalArgumentException noSocket) {
            serverFailed(new Closing(Kind.REFUSED, Words.of(noSocket)));
        }
    }

    private void tryAddress(InetAddress next) {
        NioSocketChannel attempt = new NioSocketChannel();
        attempt.config().setTcpNoDelay(true);
        ProxyServer through = proxy;
        if (through == null) {
            connect(attempt, null, new InetSocketAddress(next, address.port()), next);
            return;
        }
        InetAddress known = destination;
        connect(
                attempt,
                new InetSocketAddress(next, through.port()),
                known == null
                        ? InetSocketAddress.createUnresolved(address.host(), address.port())
                        : new InetSocketAddress(known, address.port()),
                next);
    }

    /** @param one which of the server's addresses it is, or null when it has none */
    private void connect(
            DuplexChannel attempt,
            @Nullable InetSocketAddress proxyAddress,
            SocketAddress to,
            @Nullable InetAddress one) {
        channel = attempt;
        long share = share();
        tried++;
        attempt.config().setConnectTimeoutMillis(Math.clamp(share, 1, Integer.MAX_VALUE));
        NettyConnection connection = transport.prepare(attempt, address, proxyAddress, listener);
        loop.register(attempt);
        SocketAddress from = address.isUnixSocket() ? null : way.bind();
        ChannelFuture connected = from == null ? attempt.connect(to) : attempt.connect(to, from);
        connected.addListener((ChannelFutureListener) done -> attempted(one, connection, done));
    }

    /** Returns how many milliseconds the next step may take, so that those after it have as many. */
    private long share() {
        long millisLeft = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        return millisLeft / (Math.max(1, addresses.size() - tried) + servers.size() - serversTried);
    }

    private void attempted(@Nullable InetAddress one, NettyConnection connection, ChannelFuture connected) {
        if (ended) {
            connected.channel().close();
            return;
        }
        if (connected.isSuccess()) {
            openLayer(connection, 0);
            return;
        }
        connected.channel().close();
        boolean noAnswer = connected.cause() instanceof ConnectTimeoutException;
        timedOut |= noAnswer;
        String failure = noAnswer ? "no answer" : Words.of(connected.cause());
        if (one != null && addresses.size() > 1) {
            // As RFC 5952 writes it, so "::1" and not "0:0:0:0:0:0:0:1".
            failure = NetUtil.toAddressString(one) + ": " + failure;
        }
        ProxyServer through = proxy;
        if (through != null && lastFailure == null) {
            failure = "the proxy " + through + ": " + failure;
        }
        lastFailure = lastFailure == null ? failure : lastFailure + ", " + failure;
        if (tried < addresses.size()) {
            tryNext();
        } else {
            serverFailed(new Closing(timedOut ? Kind.TIMED_OUT : Kind.REFUSED, lastFailure));
        }
    }

    private void openLayer(NettyConnection connection, int number) {
        if (number == connection.layers().size()) {
            end();
            transport.opened(connection, which, detour());
            return;
        }
        Layer layer = connection.layers().get(number);
        if (serversTried < servers.size()) {
            limitStep(() -> layerTimedOut(connection, layer));
        }
        Future<?> opened = layer.opened();
        opened.addListener((FutureListener<Object>) done -> {
            endStep();
            if (ended || connection.isAbandoned()) {
                return;
            }
            if (done.isSuccess()) {
                openLayer(connection, number + 1);
            } else {
                connection.abandon();
                Closing why = layer.closing(done.cause());
                serverFailed(why == null ? new Closing(Kind.CLOSED_BY_SERVER, Words.of(done.cause())) : why);
            }
        });
    }

    private @Nullable Detour detour() {
        Closing before = earlier;
        if (before != null) {
            return new Detour(address, before.words());
        }
        return which == 0 ? null : new Detour(address, "it took nobody");
    }

    private void layerTimedOut(NettyConnection connection, Layer layer) {
        connection.abandon();
        serverFailed(new Closing(Kind.TIMED_OUT, "no answer while waiting for " + layer.waitingFor()));
    }

    /** Goes on with the next server, or gives up with what all of them said. */
    private void serverFailed(Closing why) {
        if (ended) {
            return;
        }
        Closing before = earlier;
        // Whoever shows the words names the first server already.
        Closing all = before == null
                ? which == 0 ? why : new Closing(why.kind(), address + ": " + why.words(), why.violation())
                : new Closing(
                        before.kind() == why.kind() ? why.kind() : Kind.REFUSED,
                        before.words() + "; " + address + ": " + why.words());
        earlier = all;
        if (serversTried < servers.size()) {
            nextServer();
        } else {
            fail(all);
        }
    }

    private void timeOut() {
        String words;
        if (addresses.isEmpty() && !address.isUnixSocket()) {
            words = notResolved() + " within " + seconds();
        } else if (channel != null && channel.isActive()) {
            words = "the connection was made, but nothing more came within " + seconds();
        } else {
            words = "no connection within " + seconds();
        }
        Closing before = earlier;
        fail(new Closing(Kind.TIMED_OUT, before == null ? words : before.words() + "; " + address + ": " + words));
    }

    private String notResolved() {
        return "the name " + Quoted.escaped(wanted) + " was not resolved";
    }

    private String seconds() {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private void limitStep(Runnable overdue) {
        endStep();
        step = loop.schedule(
                () -> {
                    if (!ended) {
                        overdue.run();
                    }
                },
                Math.max(1, share()),
                TimeUnit.MILLISECONDS);
    }

    private void endStep() {
        if (step != null) {
            step.cancel(false);
            step = null;
        }
    }

    private void fail(Closing closing) {
        if (ended) {
            return;
        }
        end();
        if (channel != null) {
            channel.close();
        }
        try {
            listener.closed(closing);
        } catch (Throwable fault) {
            ShownTask.show(fault);
        }
    }

    private void end() {
        ended = true;
        endStep();
        if (timer != null) {
            timer.cancel(false);
        }
        transport.ended(this);
    }
}
