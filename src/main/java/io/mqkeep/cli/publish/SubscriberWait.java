package io.mqkeep.cli.publish;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.output.Times;
import io.mqkeep.protocol.Message;
import java.time.Duration;

/** Publishes a message again and again until somebody has subscribed to it: nobody got the ones before. */
public final class SubscriberWait {
    private static final long PAUSE_MILLIS = 500;

    private final App app;
    private final Publisher publisher;
    private final Duration wait;

    /** @param wait how long at most; zero does not wait */
    public SubscriberWait(App app, Publisher publisher, Duration wait) {
        this.app = app;
        this.publisher = publisher;
        this.wait = wait;
        publisher.leaveNobodyToCaller();
    }

    /**
     * Publishes the message.
     *
     * @throws Failure with {@link Exit#REFUSED} when nobody has subscribed in time
     */
    public Exit publish(Message message) throws Exception {
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            Exit exit = publisher.publish(message, null);
            if (!publisher.nobodyGotIt()) {
                return exit;
            }
            long left = wait.toMillis() - (System.nanoTime() - start) / 1_000_000;
            if (left <= 0) {
                throw new Failure(
                        Exit.REFUSED,
                        "nobody has subscribed to '" + message.topic() + "'"
                                + (wait.isZero() ? "" : " within " + Times.seconds(wait)));
            }
            if (!told) {
                told = true;
                app.notes().note("waiting for somebody to subscribe to '" + message.topic() + "'");
            }
            app.interruption().pause(Math.min(left, PAUSE_MILLIS));
        }
    }
}
