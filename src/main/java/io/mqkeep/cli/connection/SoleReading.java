package io.mqkeep.cli.connection;

import io.mqkeep.client.Client;
import java.util.concurrent.CompletableFuture;

/** The reading of a command that has its client for itself. */
record SoleReading(Client client, CompletableFuture<Void> ended) implements MessageReading {
    @Override
    public CompletableFuture<Void> delivered(long count) {
        return client.delivered(count);
    }

    @Override
    public CompletableFuture<Void> handshakesDone() {
        return client.incomingDone();
    }

    @Override
    public CompletableFuture<Void> end() {
        return client.endReading();
    }

    @Override
    public CompletableFuture<Void> abandon() {
        return client.abandonReading();
    }
}
