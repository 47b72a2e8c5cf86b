package io.mqkeep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A Unix domain socket before a server on loopback. */
public final class UnixDoor implements AutoCloseable {
    private final ServerSocketChannel listening;
    private final int server;

    private UnixDoor(ServerSocketChannel listening, int server) {
        this.listening = listening;
        this.server = server;
    }

    public static UnixDoor to(int server, Path path) {
        try {
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(path));
            UnixDoor door = new UnixDoor(listening, server);
            Doorway.start(door::accept);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                Socket behind = new Socket(InetAddress.ofLiteral("127.0.0.1"), server);
                Doorway.start(() -> {
                    try {
                        Doorway.pump(behind.getInputStream(), Channels.newOutputStream(client));
                    } catch (IOException gone) {
                        // By the other direction.
                    }
                });
                Doorway.start(() -> {
                    try {
                        Doorway.pump(Channels.newInputStream(client), behind.getOutputStream());
                    } catch (IOException gone) {
                        // By the other direction.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
