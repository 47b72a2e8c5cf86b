package io.mqkeep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something a client has to go through before it comes to a server on loopback: a proxy, WebSocket. */
abstract class Doorway implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Doorway() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Returns what clients asked for, in order. */
    public List<String> heard() {
        return heard;
    }

    void hear(String words) {
        heard.add(words);
    }

    /** Opens the door, or doesn't. */
    abstract void serve(Socket client, InputStream in, OutputStream out) throws IOException;

    final Socket server(int port) throws IOException {
        Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        open.add(server);
        return server;
    }

    /** Carries bytes both ways until one side ends. */
    final void carry(InputStream in, OutputStream out, Socket server) throws IOException {
        InputStream answers = server.getInputStream();
        start(() -> pump(answers, out));
        pump(in, server.getOutputStream());
        server.shutdownOutput();
    }

    static void pump(InputStream from, OutputStream to) {
        byte[] bytes = new byte[4096];
        try {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                to.write(bytes, 0, count);
                to.flush();
            }
            to.close();
        } catch (IOException ended) {
            // By the other direction.
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                start(() -> {
                    try (client) {
                        serve(client, client.getInputStream(), client.getOutputStream());
                    } catch (IOException gone) {
                        // The client's own business.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    static void start(Runnable task) {
        Thread.ofPlatform().daemon().name("doorway").start(task);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
