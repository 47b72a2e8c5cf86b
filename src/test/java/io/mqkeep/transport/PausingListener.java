package io.mqkeep.transport;

import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PubAck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Connects, asks with a PINGREQ for a burst of PUBACKs and pauses reading when the third has come. */
class PausingListener implements ConnectionListener {
    final AtomicInteger acknowledgements = new AtomicInteger();
    final CountDownLatch pausedOnce = new CountDownLatch(1);
    final CountDownLatch all = new CountDownLatch(200);
    private volatile @Nullable Connection connection;

    Connection connection() {
        Connection open = connection;
        if (open == null) {
            throw new AssertionError("the connection is not open");
        }
        return open;
    }

    @Override
    public void opened(Connection open) {
        connection = open;
        open.write(Recorder.connect(MqttVersion.V5));
        open.flush();
    }

    @Override
    public void received(Packet packet) {
        if (packet instanceof ConnAck) {
            connection().write(new PingReq());
            connection().flush();
        }
        if (packet instanceof PubAck) {
            int count = acknowledgements.incrementAndGet();
            all.countDown();
            if (count == 3) {
                connection().readPaused(true);
                pausedOnce.countDown();
            }
        }
    }

    @Override
    public void readComplete() {}

    @Override
    public void writabilityChanged(boolean writable) {}

    @Override
    public void closed(Closing closing) {}
}
