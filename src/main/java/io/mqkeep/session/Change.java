package io.mqkeep.session;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of what must outlive the process: the vocabulary of the journal. Times are milliseconds since the epoch.
 *
 * <p>{@link SessionState#apply} says what each one does. A change never refers to anything but the state it is applied
 * to, so any prefix of a session's changes is a state the session once was in.
 */
public sealed interface Change {

    /**
     * Says whether what follows it may happen only when it is on the disk. Losing a change that says no costs a
     * repetition the protocol provides for: the reuse of its packet identifier would come later in the same journal.
     *
     * <p>Two ends of a message are not of that kind: QoS 0 knows no repetition, and a refused message that came back
     * to life could be accepted after its publisher was told that it was not ([MQTT-4.4.0-2]).
     */
    default boolean mustBeForced() {
        return switch (this) {
            case Settled settled ->
                settled.packetId() == 0 || settled.reasonCode().isError();
            case Closed _, SetAside _, Suspected _ -> false;
            default -> true;
        };
    }

    /** The session has this identity from now on. */
    record Bound(Identity identity) implements Change {}

    /**
     * CONNECT is about to be sent. Stored first, so that a session the server makes is never unknown here.
     *
     * @param incarnation a random name for this connect, to tell a copy that was left behind from one that went on
     * @param sessionExpiryInterval seconds asked for
     */
    record Connecting(String incarnation, boolean cleanStart, long sessionExpiryInterval, long at) implements Change {}

    /**
     * The server has our session: a new one, or the one it had.
     *
     * @param sessionExpiryInterval seconds the server granted, or null in MQTT 3.1.1, where nobody knows
     */
    record Established(boolean sessionPresent, @Nullable Long sessionExpiryInterval, long at) implements Change {}

    /** The server has lost an established session: received identifiers mean nothing any more. */
    record Lost(long at) implements Change {}

    /** The connection ended. */
    record Closed(long at) implements Change {}

    /** A message was accepted and waits to be sent. */
    record Queued(long number, Message message, long at) implements Change {}

    /**
     * PUBLISH is about to be sent for the first time.
     *
     * @param message null when it is the queued message with this number, as it was queued; otherwise what is sent,
     *     which takes the place of a queued message with this number
     */
    record Sent(int packetId, long number, @Nullable Message message, long at) implements Change {}

    /** PUBREC came: PUBREL is about to be sent, and PUBLISH never again. */
    record Released(int packetId) implements Change {}

    /**
     * A message is done with: acknowledged, refused, or sent with QoS 0.
     *
     * @param packetId 0 when it never had one
     */
    record Settled(long number, int packetId, ReasonCode reasonCode) implements Change {}

    /**
     * A message was given up here, not by the server.
     *
     * @param packetId 0 when it never had one
     */
    record Dropped(long number, int packetId, DropReason reason) implements Change {}

    /** Why a message was given up. */
    enum DropReason {
        /** Its message expiry interval passed before it was ever sent. */
        EXPIRED,
        /** Somebody asked for it. */
        ASKED
    }

    /**
     * A message waits because the server of this connection can't take it, or no longer waits for that.
     *
     * @param limit null when it is sent again after all
     */
    record SetAside(long number, @Nullable ServerLimit limit) implements Change {}

    /** A connection ended: this is suspected now of having been the cause. */
    record Suspected(Suspect suspect) implements Change {}

    /** What was in flight in a lost session is queued again, as new, before everything else in the queue. */
    record Republished(long at) implements Change {}

    /** What was in flight in a lost session is given up. */
    record Discarded(long at) implements Change {}

    /** A QoS 2 message was taken: PUBREC is about to be sent. */
    record Received(int packetId, long at) implements Change {}

    /** PUBREL came: PUBCOMP is about to be sent and the identifier may be used for another message. */
    record Forgotten(int packetId) implements Change {}

    /** A message that nobody reads now is held. */
    record Inboxed(long number, Message message, boolean dup, long at) implements Change {}

    /** A held message was handed to a reader. */
    record InboxRead(long number) implements Change {}

    /** SUBSCRIBE is about to be sent. */
    record Subscribing(Subscription subscription, List<UserProperty> userProperties) implements Change {
        public Subscribing {
            userProperties = List.copyOf(userProperties);
        }

        public Subscribing(Subscription subscription) {
            this(subscription, List.of());
        }
    }

    /** SUBACK came: with an error the session does not have the subscription. */
    record Subscribed(String filter, ReasonCode reasonCode) implements Change {}

    /** UNSUBSCRIBE is about to be sent. */
    record Unsubscribing(String filter) implements Change {}

    /** UNSUBACK came: with an error the subscription is still there. */
    record Unsubscribed(String filter, ReasonCode reasonCode) implements Change {}

    /** Lines of a file up to here are accepted. */
    record InputAt(InputPosition position) implements Change {}

    /** An output file up to here holds messages that were taken. */
    record OutputAt(OutputPosition position) implements Change {}

    /** The message with this number was published under an idempotency key. */
    record Key(String key, long number) implements Change {}

    /** The session was given to another place: it must not connect from here. */
    record HandedOver(long at) implements Change {}

    /** The session was taken back although it had been handed over. */
    record TakenBack(long at) implements Change {}
}
