package io.mqkeep.session.model;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PubRel;
import io.mqkeep.protocol.Publish;
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
        if (packet instanceof Publish publish && !publish.dup() && publish.packetId() != 0) {
            checkNothingIsOnItsWayFor(publish.packetId());
        }
        toServer.addLast(packet);
    }

    /** An identifier is used anew: nothing of its last message may still be on its way, or it is taken for the new one's. */
    private void checkNothingIsOnItsWayFor(int packetId) {
        for (Packet packet : toServer) {
            if ((packet instanceof Publish publish && publish.packetId() == packetId)
                    || (packet instanceof PubRel pubRel && pubRel.packetId() == packetId)) {
                throw new AssertionError("the client used an identifier anew while it had sent " + packet);
            }
        }
        for (Packet packet : toClient) {
            if (!(packet instanceof Publish)
                    && !(packet instanceof PubRel)
                    && packet instanceof Acknowledgement acknowledgement
                    && acknowledgement.packetId() == packetId) {
                throw new AssertionError("the client used an identifier anew while this was on its way: " + packet);
            }
        }
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
