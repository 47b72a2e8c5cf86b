package io.mqkeep.cli;

import io.mqkeep.cli.output.ClosedPipeException;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.OutputFailedException;
import io.mqkeep.cli.output.OutputShorterException;
import io.mqkeep.client.ClientException;
import io.mqkeep.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** The one place that turns whatever went wrong into a sentence on standard error and an exit status. */
public final class ErrorReport {
    private ErrorReport() {}

    /** Says what went wrong, with its stack trace when packets are shown too, and returns what to end with. */
    public static Exit report(Throwable thrown, Notes notes) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof ClosedPipeException) {
            return Exit.DONE;
        }
        Failure failure = asFailure(cause);
        if (!failure.sentence().isEmpty()) {
            notes.error(failure.sentence());
            if (notes.traces()) {
                notes.stackTrace(cause);
            }
        }
        return failure.exit();
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof UncheckedIOException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Failure asFailure(Throwable cause) {
        return switch (cause) {
            case Failure failure -> failure;
            case ClientException e -> new Failure(exit(e.kind()), words(e));
            case StoreException e -> new Failure(exit(e), words(e));
            case OutputFailedException e -> new Failure(Exit.CANNOT_WRITE, words(e));
            case OutputShorterException e -> new Failure(Exit.SESSION_UNUSABLE, words(e));
            case IOException e -> new Failure(Exit.CANNOT_WRITE, words(e));
            case OutOfMemoryError e ->
                new Failure(Exit.CANNOT_WRITE, "out of memory: " + words(e) + " (MQKEEP_JAVA_OPTS=-Xmx2g gives more)");
            default ->
                new Failure(
                        Exit.BUG,
                        "this is a bug in mqkeep, please report it with what --debug prints: "
                                + cause.getClass().getName() + ": " + words(cause));
        };
    }

    private static Exit exit(ClientException.Kind kind) {
        return switch (kind) {
            case REFUSED, SERVER_DISCONNECTED, POISONED -> Exit.REFUSED;
            case NOT_CONNECTED, PROTOCOL_ERROR, DISCONNECTED -> Exit.NOT_CONNECTED;
            case TIMED_OUT, UNANSWERED -> Exit.TIMED_OUT;
            case SESSION_LOST -> Exit.SESSION_LOST;
        };
    }

    private static Exit exit(StoreException cause) {
        return switch (cause) {
            case StoreException.SessionInUse _ -> Exit.SESSION_IN_USE;
            case StoreException.SessionDamaged _,
                    StoreException.SessionFromNewerVersion _,
                    StoreException.StaleDocument _,
                    StoreException.InvalidDocument _,
                    StoreException.UnsafeFile _ -> Exit.SESSION_UNUSABLE;
            case StoreException.CannotStore _ -> Exit.CANNOT_WRITE;
            case StoreException.UnknownSession _, StoreException.InvalidSessionName _ -> Exit.USAGE;
        };
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
