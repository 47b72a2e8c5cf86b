package io.mqkeep.session;

import io.mqkeep.protocol.QoS;
import org.jspecify.annotations.Nullable;

/** How a message that was accepted for sending is given up because somebody asks for it. */
public final class GivingUp {
    private GivingUp() {}

    /**
     * Returns the change that gives a message up.
     *
     * <p>A message with QoS 2 whose PUBLISH may have reached the server can't simply be forgotten: its packet identifier is in
     * use there, and the next message under it would be taken for the same one. It is released instead: PUBLISH is never
     * sent again, and PUBREL frees the identifier whether or not the server knows it ([MQTT-4.3.3-11]).
     *
     * @param number of the message
     * @return null when no message with this number waits to be sent or acknowledged, or it is already only to be released
     */
    public static @Nullable Change of(Snapshot session, long number) {
        for (QueuedMessage queued : session.queued()) {
            if (queued.number() == number) {
                return new Change.Dropped(number, 0, Change.DropReason.ASKED);
            }
        }
        for (OutgoingMessage sent : session.inFlight()) {
            if (sent.number() == number && !sent.released()) {
                return sent.message().qos() == QoS.EXACTLY_ONCE
                        ? new Change.Released(sent.packetId())
                        : new Change.Dropped(number, sent.packetId(), Change.DropReason.ASKED);
            }
        }
        return null;
    }
}
