package io.mqkeep.session;

import io.mqkeep.protocol.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a request ended. */
public sealed interface Outcome {

    /** The message was acknowledged, or written with QoS 0. The code is no error; it may be "no matching subscribers". */
    record Acknowledged(ReasonCode reasonCode) implements Outcome {}

    /** The server refused the message. */
    record Refused(ReasonCode reasonCode, @Nullable String reasonString) implements Outcome {}

    /** The message was given up: it expired before it was sent, or somebody asked for it. */
    record Dropped(Change.DropReason reason) implements Outcome {}

    /**
     * The server of this connection can't take the message. One that was accepted before, for another connection, stays
     * in the session; otherwise nothing was stored or sent. The words name the limit.
     */
    record NotTaken(ServerLimit limit) implements Outcome {}

    /** SUBACK or UNSUBACK came: one code for each filter, in the order asked. */
    record Answered(List<ReasonCode> reasonCodes, @Nullable String reasonString) implements Outcome {}
}
