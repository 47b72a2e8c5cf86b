package io.mqkeep.client;

import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.Session;

/**
 * Counts the connections in a row that ended without anything acknowledged. A message that makes the server leave each
 * time it is sent again would go round for ever; after {@link Reconnect#FRUITLESS} of them the first message in flight
 * is named.
 */
final class Fruitless {
    private final Session session;
    private int inARow;
    private boolean connectedThisTime;
    private boolean progressed;

    Fruitless(Session session) {
        this.session = session;
    }

    void opening() {
        connectedThisTime = false;
    }

    void connected() {
        connectedThisTime = true;
        progressed = false;
    }

    void acknowledged() {
        progressed = true;
    }

    /** Returns why the connection ended, with the message that is taken for the cause when it is time to name it. */
    ClientException judge(ClientException ended) {
        if (progressed || session.state().inFlight().isEmpty() || !Reconnect.couldHelp(ended)) {
            inARow = 0;
            return ended;
        }
        if (!connectedThisTime || ++inARow < Reconnect.FRUITLESS) {
            return ended;
        }
        OutgoingMessage first = session.state().inFlight().iterator().next();
        return new ClientException(
                ClientException.Kind.POISONED,
                "the connection ended " + inARow + " times in a row right after message " + first.number()
                        + " (topic "
                        + first.message().topic() + ", QoS "
                        + first.message().qos().number() + ") was sent again; last time: " + ended.getMessage(),
                ended.reasonCode());
    }
}
