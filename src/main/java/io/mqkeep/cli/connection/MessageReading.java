package io.mqkeep.cli.connection;

import java.util.concurrent.CompletableFuture;

/** What one command reads from a client. */
public interface MessageReading {
    /** Fails when the sink does or the session can't be stored; done when reading was ended from elsewhere. */
    CompletableFuture<Void> ended();

    /** Done when this many messages were written by the sink and that is stored. */
    CompletableFuture<Void> delivered(long count);

    /** Done when the handshakes of all messages that were read are complete. */
    CompletableFuture<Void> handshakesDone();

    /** Ends it once the sink has written what it is writing; done when that is stored. */
    CompletableFuture<Void> end();

    /** Ends it without waiting for the sink: what that has not written is not acknowledged for it. */
    CompletableFuture<Void> abandon();
}
