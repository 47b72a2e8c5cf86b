package io.mqkeep.testing;

import java.io.IOException;

/** A real broker that keeps what it holds while it is not there. */
public interface RestartableBroker extends TestBroker {
    /** Ends it in good order, which stores what it holds, and starts it again on the same port. */
    void restart() throws IOException, InterruptedException;
}
