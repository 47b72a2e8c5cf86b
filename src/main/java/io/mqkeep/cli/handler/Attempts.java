package io.mqkeep.cli.handler;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Untaken;
import io.mqkeep.cli.output.ClosedPipeException;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.OutputFailedException;
import io.mqkeep.session.Delivery;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a command for a message until it ends with 0, as often as it may, and says what becomes of a message it won't take. */
public final class Attempts implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final HandlerCommand command;
    private final HandlerRequest request;
    private final Notes notes;
    private final Untaken untaken;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param untaken what becomes of a message that no attempt has taken */
    public Attempts(HandlerCommand command, HandlerRequest request, Notes notes, Untaken untaken) {
        this.untaken = untaken;
        this.command = command;
        this.request = request;
        this.notes = notes;
    }

    /** Where the output of a run goes: it begins anew with every attempt. */
    @FunctionalInterface
    public interface Run {
        int run(HandlerCommand command) throws IOException, InterruptedException;
    }

    /**
     * Runs the command.
     *
     * @return whether it took the message; if not, the message is to be skipped
     * @throws Failure with {@link Exit#HANDLER_FAILED} when it did not, and the message is not to be skipped
     */
    public boolean handle(Delivery delivery, Run run) throws IOException, InterruptedException {
        String topic = delivery.message().topic();
        for (int attempt = 0; ; attempt++) {
            String why = failure(run);
            if (why.isEmpty()) {
                return true;
            }
            if (attempt < request.retries()) {
                notes.note("the command " + why + " for a message on '" + topic + "'; it is tried again");
                pause(attempt);
            } else if (request.skip()) {
                notes.warning("the command " + why + " for a message on '" + topic + "', which is skipped");
                return false;
            } else {
                throw new Failure(
                        Exit.HANDLER_FAILED,
                        "the command " + why + " for a message on '" + topic + "', which " + untaken.words());
            }
        }
    }

    private String failure(Run run) throws IOException, InterruptedException {
        try {
            int status = run.run(command);
            return status == 0 ? "" : "ended with exit status " + status;
        } catch (OutputFailedException | ClosedPipeException ours) {
            throw ours;
        } catch (IOException e) {
            return "could not be run (" + e.getMessage() + ")";
        }
    }

    private void pause(int attempt) throws InterruptedException {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("no more attempts are made");
        }
    }

    /** Ends a command that is still running, and makes no other attempt. From any thread. */
    @Override
    public void close() {
        closed.countDown();
        command.close();
    }
}
