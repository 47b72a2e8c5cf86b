package io.mqkeep.cli.connection;

import io.mqkeep.transport.NettyTransport;
import io.mqkeep.transport.PacketTrace;
import io.mqkeep.transport.Transport;
import org.jspecify.annotations.Nullable;

/** TCP. Netty is not loaded before the first connection is wanted. */
public final class TcpNetwork implements Network {
    @Override
    public Transport open(@Nullable PacketTrace trace) {
        return new NettyTransport(trace);
    }
}
