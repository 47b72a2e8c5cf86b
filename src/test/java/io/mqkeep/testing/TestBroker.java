package io.mqkeep.testing;

import io.mqkeep.protocol.ServerAddress;

/** A real broker that runs for the tests, on a port of its own on loopback. */
public interface TestBroker extends AutoCloseable {
    int port();

    default ServerAddress address() {
        return new ServerAddress("127.0.0.1", port());
    }

    @Override
    void close();
}
