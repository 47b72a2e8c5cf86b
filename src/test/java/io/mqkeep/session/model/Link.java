package io.mqkeep.session.model;

import io.mqkeep.protocol.Packet;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is on its way between the two ends, in order. When it is cut, some of the last packets never arrive. */
public final class Link {
    private final ModelServer server;
    private final Deque<Packet> toServer = new ArrayDeque<>();
    private final Deque<Packet> toClient = new ArrayDeque<>();
    private boolean open;

    public Link(ModelServer server) {
        this.server = server;
    }

    public boolean isOpen() {
        return open;
    }

    public void open() {
        open = true;
        server.opened();
    }

    /** The client writes a packet. */
    void write(Packet packet) {
        toServer.addLast(packet);
    }

    public int onTheWayToServer() {
        return toServer.size();
    }

    public int onTheWayToClient() {
        return toClient.size();
    }

    /** One packet arrives at the server, and what it answers sets out. */
    public void serverReceives() {
        server.received(toServer.removeFirst());
        toClient.addAll(server.take());
    }

    /** The server sends what it has to send by itself. */
    public void serverSends() {
        toClient.addAll(server.take());
    }

    public Packet clientReceives() {
        return toClient.removeFirst();
    }

    /** The connection ends; the server still gets the first of the packets on the way to it. */
    public void cut(int arriving) {
        for (int i = 0; i < arriving; i++) {
            server.received(toServer.removeFirst());
        }
        server.closed();
        server.take();
        toServer.clear();
        toClient.clear();
        open = false;
    }
}
