package io.mqkeep.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel that only waits for its last bytes to leave, when none of them leaves any more. However slow the
 * network is, what it still takes is not cut off: a message with QoS 0 has nobody who sends it again.
 */
final class FlushWatch {
    private static final long LOOK_MILLIS = 500;
    private static final int LOOKS_WITHOUT_PROGRESS = 3;

    private final Channel channel;
    private final Runnable stuck;
    private final Future<?> looks;
    private long left = -1;
    private int unchanged;

    /**
     * Begins to look.
     *
     * @param stuck run before the channel is closed because nothing leaves any more
     */
    FlushWatch(Channel channel, Runnable stuck) {
        this.channel = channel;
        this.stuck = stuck;
        looks = channel.eventLoop().scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null) {
            // Closed already.
            stop();
            return;
        }
        long leftNow = buffer.totalPendingWriteBytes() - buffer.currentProgress();
        unchanged = leftNow == left ? unchanged + 1 : 0;
        left = leftNow;
        if (unchanged >= LOOKS_WITHOUT_PROGRESS) {
            stop();
            stuck.run();
            channel.close();
        }
    }

    void stop() {
        looks.cancel(false);
    }
}
