package io.mqkeep.testing;

import io.mqkeep.protocol.PacketType;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that has more for a subscriber than that has memory for. As every server does, it answers a PINGREQ behind all
 * that the client has not read yet.
 */
public final class Flood implements ScriptedBroker.Script {
    private final int messages;
    private final byte[] payload;
    private final int pingsBefore;
    private final Patience patience;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger pings = new AtomicInteger();

    /** What happens when the client has been slow for long enough. */
    public interface Patience {
        void isOver() throws IOException;
    }

    /**
     * Makes a server for one connection.
     *
     * @param pingsBefore how many PINGREQs come before the patience is over; by then not all messages may be taken
     */
    public Flood(int messages, byte[] payload, int pingsBefore, Patience patience) {
        this.messages = messages;
        this.payload = payload;
        this.pingsBefore = pingsBefore;
        this.patience = patience;
    }

    @Override
    public void play(Peer peer) throws Exception {
        peer.accept();
        peer.send(peer.packets().subAck(peer.expect(PacketType.SUBSCRIBE).packetId(), 0));
        Thread sending = Thread.ofPlatform().daemon().name("flood").start(() -> send(peer));
        for (RawPacket packet = peer.next(); packet != null; packet = peer.next()) {
            if (packet.type() == PacketType.PINGREQ && pings.incrementAndGet() == pingsBefore) {
                if (sent.get() > messages) {
                    throw new AssertionError("all " + messages + " messages were taken though none was done");
                }
                patience.isOver();
            }
        }
        sending.join();
    }

    private void send(Peer peer) {
        int answered = 0;
        try {
            while (sent.incrementAndGet() <= messages) {
                peer.send(peer.packets().publish(0, "a", payload, 0));
                for (; answered < pings.get(); answered++) {
                    peer.send(peer.packets().pingResp());
                }
            }
        } catch (IOException closed) {
            // The client has what it wants.
        }
    }
}
