package io.mqkeep.transport;

import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.transport.Closing.Kind;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to an open connection: looks the host up, then tries its addresses one after the other, all within one
 * timeout. Except for {@link #begin} everything happens on the loop.
 *
 * <p>An address gets an equal share of the time that is left, so that one that never answers can't use up the time of
 * the next ({@code localhost} may be ::1 first, where nobody listens).
 */
final class Opening {
    private final NettyTransport transport;
    private final EventLoop loop;
    private final HostLookup lookup;
    private final ServerAddress address;
    private final Duration timeout;
    private final long deadline;
    private final ConnectionListener listener;
    private List<InetAddress> addresses = List.of();
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable NioSocketChannel channel;
    private int tried;
    private boolean timedOut;
    private @Nullable String lastFailure;
    private boolean ended;

    Opening(
            NettyTransport transport,
            EventLoop loop,
            HostLookup lookup,
            ServerAddress address,
            Duration timeout,
            ConnectionListener listener) {
        this.transport = transport;
        this.loop = loop;
        this.lookup = lookup;
        this.address = address;
        this.timeout = timeout;
        this.listener = listener;
        deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Starts on the loop. A name is looked up on a thread of its own: the system's resolver may block for long. */
    void begin() {
        timer = loop.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
        addresses = knownAddresses();
        if (!addresses.isEmpty()) {
            tryNext();
        } else {
            Thread resolver = new Thread(this::resolve, "mqkeep resolver");
            resolver.setDaemon(true);
            resolver.start();
        }
    }

    /** Returns the addresses that need no lookup, or none. */
    private List<InetAddress> knownAddresses() {
        if (address.host().equalsIgnoreCase("localhost")) {
            // The loopback and nothing else (RFC 6761, 6.3); asking the system would start a resolver just for that.
            return List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
        }
        try {
            return List.of(InetAddress.ofLiteral(address.host()));
        } catch (IllegalArgumentException name) {
            return List.of();
        }
    }

    /** Gives up without waiting for anything; the listener hears it before this returns. */
    void closeNow() {
        fail(new Closing(Kind.CLOSED_BY_US, "we closed the connection"));
    }

    private void resolve() {
        List<InetAddress> found;
        try {
            found = List.of(lookup.addresses(address.host()));
        } catch (UnknownHostException | RuntimeException unknown) {
            found = List.of();
        }
        List<InetAddress> result = found;
        try {
            loop.execute(() -> resolved(result));
        } catch (RejectedExecutionException transportClosed) {
            // Nobody waits for the answer any more.
        }
    }

    private void resolved(List<InetAddress> found) {
        if (ended) {
            return;
        }
        if (found.isEmpty()) {
            fail(new Closing(Kind.UNKNOWN_HOST, "unknown host " + Quoted.escaped(address.host())));
        } else {
            addresses = found;
            tryNext();
        }
    }

    private void tryNext() {
        try {
            tryAddress(addresses.get(tried));
        } catch (ChannelException noSocket) {
            // The process has as many files open as it may.
            fail(new Closing(Kind.REFUSED, Words.of(noSocket)));
        }
    }

    private void tryAddress(InetAddress next) {
        NioSocketChannel attempt = new NioSocketChannel();
        channel = attempt;
        int left = addresses.size() - tried++;
        long millisLeft = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        NettyConnection connection = transport.prepare(attempt, listener);
        attempt.config().setConnectTimeoutMillis(Math.clamp(millisLeft / left, 1, Integer.MAX_VALUE));
        loop.register(attempt);
        attempt.connect(new InetSocketAddress(next, address.port()))
                .addListener((ChannelFutureListener) connected -> attempted(next, connection, connected));
    }

    private void attempted(InetAddress to, NettyConnection connection, ChannelFuture connected) {
        if (ended) {
            connected.channel().close();
            return;
        }
        if (connected.isSuccess()) {
            end();
            transport.opened(connection);
            return;
        }
        connected.channel().close();
        boolean noAnswer = connected.cause() instanceof ConnectTimeoutException;
        timedOut |= noAnswer;
        String failure = noAnswer ? "no answer" : Words.of(connected.cause());
        if (addresses.size() > 1) {
            failure = to.getHostAddress() + ": " + failure;
        }
        lastFailure = lastFailure == null ? failure : lastFailure + ", " + failure;
        if (tried < addresses.size()) {
            tryNext();
        } else {
            fail(new Closing(timedOut ? Kind.TIMED_OUT : Kind.REFUSED, lastFailure));
        }
    }

    private void timeOut() {
        String words = addresses.isEmpty()
                ? "the name " + Quoted.escaped(address.host()) + " was not resolved within " + seconds()
                : "no connection within " + seconds();
        fail(new Closing(Kind.TIMED_OUT, words));
    }

    private String seconds() {
        long millis = timeout.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
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
        if (timer != null) {
            timer.cancel(false);
        }
        transport.ended(this);
    }
}
