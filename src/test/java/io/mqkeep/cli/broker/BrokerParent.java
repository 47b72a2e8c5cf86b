package io.mqkeep.cli.broker;

import java.nio.file.Path;

/** A process that starts a broker, says its port and waits to be killed. */
final class BrokerParent {

    private BrokerParent() {}

    public static void main(String[] args) throws Exception {
        System.out.println(EmbeddedBroker.start(Path.of(args[0]), 0, null).port());
        Thread.currentThread().join();
    }
}
