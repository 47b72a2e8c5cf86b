package io.mqkeep.cli.connection;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Route;
import io.mqkeep.transport.NettyTransport;
import io.mqkeep.transport.PacketTrace;
import io.mqkeep.transport.Transport;
import io.mqkeep.transport.Way;
import io.mqkeep.transport.tls.UnusableException;
import org.jspecify.annotations.Nullable;

/** The network of this machine. Netty is not loaded before the first connection is expected, and of it only what is used. */
public final class TcpNetwork implements Network {
    private @Nullable Thread loading;

    /** Loads Netty on a thread of its own: the words of the command line are read in the meantime. */
    @Override
    public void expect() {
        Thread thread = new Thread(NettyTransport::load, "mqkeep-load");
        thread.setDaemon(true);
        thread.start();
        loading = thread;
    }

    @Override
    public Transport open(Route route, RouteSecrets secrets, @Nullable PacketTrace trace) {
        awaitLoading();
        return Way.isDirect(route, secrets.environment())
                ? new NettyTransport(trace)
                : open(ready(route, secrets), trace);
    }

    /** Two threads that initialise classes which need each other would wait for ever. */
    private void awaitLoading() {
        if (loading != null) {
            try {
                loading.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Transport open(Way way, @Nullable PacketTrace trace) {
        return new NettyTransport(trace, way);
    }

    private static Way ready(Route route, RouteSecrets secrets) {
        try {
            return Way.of(route, secrets, secrets.environment());
        } catch (UnusableException unusable) {
            throw new Failure(Exit.USAGE, String.valueOf(unusable.getMessage()), unusable);
        }
    }
}
