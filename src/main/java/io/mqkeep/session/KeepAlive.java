package io.mqkeep.session;

import io.mqkeep.protocol.PingReq;
import io.mqkeep.session.Effect.CloseReason;

/** Sends PINGREQ when nothing else was sent for the keep alive time, and misses PINGRESP (3.1.2.10 of both versions). */
final class KeepAlive {
    private static final long NONE = Long.MAX_VALUE;

    private final Turn turn;
    private long intervalMillis;
    private long lastSent;
    private boolean pingOpen;
    private long answered;
    private long pingSent;
    private boolean readingPaused;

    KeepAlive(Turn turn) {
        this.turn = turn;
    }

    void connected(int seconds, long now) {
        intervalMillis = seconds * 1000L;
        lastSent = now;
        pingOpen = false;
        readingPaused = false;
    }

    void disconnected() {
        intervalMillis = 0;
        pingOpen = false;
    }

    void sent(long now) {
        lastSent = now;
    }

    void pingResp() {
        pingOpen = false;
        answered++;
    }

    /** Sends PINGREQ now. */
    void ping(long now) {
        turn.send(new PingReq());
        if (!pingOpen) {
            pingOpen = true;
            pingSent = now;
        }
    }

    /** Returns how many PINGRESPs came. */
    long answered() {
        return answered;
    }

    /**
     * While reading is paused a PINGRESP may lie unread in the socket, so none is missed; the wait starts anew when
     * reading goes on.
     */
    void readingPaused(boolean paused, long now) {
        readingPaused = paused;
        if (!paused) {
            pingSent = now;
        }
    }

    /** Returns when {@link #tick} has something to do, milliseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    long nextDeadline() {
        if (intervalMillis == 0) {
            return NONE;
        }
        long nextPing = lastSent + intervalMillis;
        return pingOpen && !readingPaused ? Math.min(nextPing, pingSent + answerWithin()) : nextPing;
    }

    /** Returns false when the server is taken for gone. */
    boolean tick(long now) {
        if (intervalMillis == 0) {
            return true;
        }
        if (pingOpen && !readingPaused && now >= pingSent + answerWithin()) {
            turn.close(
                    CloseReason.KEEP_ALIVE_TIMEOUT,
                    "the server did not answer a PINGREQ within " + answerWithin() / 1000 + " s");
            return false;
        }
        if (now >= lastSent + intervalMillis) {
            turn.send(new PingReq());
            lastSent = now;
            if (!pingOpen) {
                pingOpen = true;
                pingSent = now;
            }
        }
        return true;
    }

    /** A server waits one and a half times the keep alive for us ([MQTT-3.1.2-22]); we give it the other half. */
    private long answerWithin() {
        return Math.max(1000, intervalMillis / 2);
    }
}
