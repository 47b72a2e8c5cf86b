package io.mqkeep.cli.shell;

import io.mqkeep.client.ClientException;
import io.mqkeep.client.ClientListener;
import io.mqkeep.session.SessionEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Knows how a connection stands, and tells of its loss once. */
final class ConnectionWatch implements ClientListener {
    private final Tidings tidings;
    private Standing standing = Standing.NEW;
    private @Nullable ClientException why;
    private CompletableFuture<SessionEvent.Connected> up = new CompletableFuture<>();

    /** How a connection stands. */
    enum Standing {
        /** Not connected yet. */
        NEW,
        UP,
        /** Lost, and being made again. */
        REMAKING,
        /** Gone until somebody connects again. */
        LOST
    }

    /** What is worth telling the person. Called on the client's thread. */
    interface Tidings {
        /** The connection is gone. */
        void lost(ClientException why, boolean remaking);

        /** It is there again. */
        void regained();
    }

    ConnectionWatch(Tidings tidings) {
        this.tidings = tidings;
    }

    synchronized Standing standing() {
        return standing;
    }

    /** Returns why there is no connection, or null. */
    synchronized @Nullable ClientException why() {
        return why;
    }

    /** Done when the connection is there; fails when it is not made again. */
    synchronized CompletableFuture<SessionEvent.Connected> up() {
        return up;
    }

    @Override
    public void told(SessionEvent event) {
        if (event instanceof SessionEvent.Connected connected) {
            CompletableFuture<SessionEvent.Connected> waited;
            boolean again;
            synchronized (this) {
                again = standing == Standing.REMAKING;
                standing = Standing.UP;
                why = null;
                waited = up.isCompletedExceptionally() ? new CompletableFuture<>() : up;
                up = waited;
            }
            waited.complete(connected);
            if (again) {
                tidings.regained();
            }
        }
    }

    @Override
    public void reconnecting(ClientException reason, int attempt, long pauseMillis) {
        boolean news;
        synchronized (this) {
            news = standing == Standing.UP;
            standing = Standing.REMAKING;
            why = reason;
            if (up.isDone()) {
                up = new CompletableFuture<>();
            }
        }
        if (news) {
            tidings.lost(reason, true);
        }
    }

    @Override
    public void closed(ClientException reason) {
        boolean news;
        CompletableFuture<SessionEvent.Connected> waited;
        synchronized (this) {
            // Somebody waits for a first connection, and is told; and nobody needs to be told of an end he asked for.
            news = standing != Standing.NEW && reason.kind() != ClientException.Kind.DISCONNECTED;
            if (standing != Standing.NEW) {
                standing = Standing.LOST;
            }
            why = reason;
            waited = up.isDone() ? new CompletableFuture<>() : up;
            up = waited;
        }
        waited.completeExceptionally(reason);
        if (news) {
            tidings.lost(reason, false);
        }
    }
}
