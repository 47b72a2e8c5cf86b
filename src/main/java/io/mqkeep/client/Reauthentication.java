package io.mqkeep.client;

import io.mqkeep.session.Session;
import io.mqkeep.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Authenticates again on a connection that lasts, every so often (5.0: 4.12.1). */
final class Reauthentication {
    private final Transport transport;
    private final Session session;
    private final Loop loop;
    private final Authenticator authenticator;
    private final long intervalMillis;
    private Transport.@Nullable Timer timer;

    /** @param intervalMillis 0 for never */
    Reauthentication(
            Transport transport, Session session, Loop loop, Authenticator authenticator, long intervalMillis) {
        this.transport = transport;
        this.session = session;
        this.loop = loop;
        this.authenticator = authenticator;
        this.intervalMillis = intervalMillis;
    }

    void connected() {
        if (intervalMillis > 0) {
            timer = transport.schedule(this::due, intervalMillis);
        }
    }

    void gone() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void due() {
        timer = null;
        if (!loop.failed()) {
            loop.add(session.reauthenticate(authenticator.begin(), loop.now()));
            loop.endTurn();
            connected();
        }
    }
}
