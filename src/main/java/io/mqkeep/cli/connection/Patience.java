package io.mqkeep.cli.connection;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.output.Times;
import io.mqkeep.client.Client;
import io.mqkeep.client.ClientException;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.SessionEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connects, again and again while the server is not there yet and there is time. */
final class Patience {
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 1_000;

    private final @Nullable Duration duration;

    /** @param duration how long to try, or null for once */
    Patience(@Nullable Duration duration) {
        this.duration = duration;
    }

    SessionEvent.Connected connect(Interruption interruption, Client client) throws Exception {
        if (duration == null) {
            return interruption.await(client.connect());
        }
        long deadline = System.nanoTime() + duration.toNanos();
        long pause = FIRST_PAUSE;
        while (true) {
            try {
                return interruption.await(client.connect());
            } catch (ClientException e) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (!mayPass(e)) {
                    throw e;
                }
                if (left <= 0) {
                    throw new Failure(
                            Exit.TIMED_OUT, "gave up after " + Times.seconds(duration) + ": " + e.getMessage(), e);
                }
                interruption.pause(Math.min(pause, left));
                pause = Math.min(pause * 2, LONGEST_PAUSE);
            }
        }
    }

    private static boolean mayPass(ClientException e) {
        return switch (e.kind()) {
            case NOT_CONNECTED, TIMED_OUT, UNANSWERED -> true;
            case REFUSED -> e.reasonCode() == ReasonCode.SERVER_UNAVAILABLE || e.reasonCode() == ReasonCode.SERVER_BUSY;
            case SERVER_DISCONNECTED, PROTOCOL_ERROR, SESSION_LOST, POISONED, DISCONNECTED -> false;
        };
    }
}
