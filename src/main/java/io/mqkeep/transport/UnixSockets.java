package io.mqkeep.transport;

import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Unix domain sockets, as Java has them. */
final class UnixSockets {
    private UnixSockets() {}

    static NioDomainSocketChannel open() {
        return new NioDomainSocketChannel();
    }

    static SocketAddress address(String path) {
        return UnixDomainSocketAddress.of(path);
    }
}
