package io.mqkeep.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What is said to a person, on standard error: a sentence a line, the program's name first. What was said is out at
 * once, and not being able to say it fails no command.
 */
public final class Notes {
    private static final String PREFIX = "mqkeep: ";

    private final PrintStream err;
    private final boolean quiet;
    private final boolean traces;
    private final BooleanSupplier terminal;
    private final AtomicBoolean statusShown;
    private final Set<String> notTyped;

    public Notes(PrintStream err) {
        this(err, () -> false);
    }

    /** @param terminal whether somebody looks at standard error; asked only when it matters */
    public Notes(PrintStream err, BooleanSupplier terminal) {
        this(err, terminal, new AtomicBoolean(), false, false, Set.of());
    }

    private Notes(
            PrintStream err,
            BooleanSupplier terminal,
            AtomicBoolean statusShown,
            boolean quiet,
            boolean traces,
            Set<String> notTyped) {
        this.err = err;
        this.terminal = terminal;
        this.statusShown = statusShown;
        this.quiet = quiet;
        this.traces = traces;
        this.notTyped = notTyped;
    }

    /** Returns notes as {@code --quiet} and {@code --debug} want them. */
    public Notes with(boolean quietWanted, boolean tracesWanted) {
        return new Notes(err, terminal, statusShown, quietWanted, tracesWanted, notTyped);
    }

    /**
     * Returns the same for a command some of whose options come from elsewhere than its command line.
     *
     * @param options their long names
     */
    public Notes notTyped(Set<String> options) {
        return new Notes(err, terminal, statusShown, quiet, traces, options);
    }

    /**
     * Warns of a secret on the command line, where every user of the machine can read it. One from the environment is
     * not seen there.
     *
     * @param what the secret, such as "a password in --url"
     * @param option the long name of the option it stands in
     * @param remedy what keeps it to oneself, as a clause
     */
    public void seenByOthers(String what, String option, String remedy) {
        if (!notTyped.contains(option)) {
            warning("others on this machine can see " + what + "; " + remedy);
        }
    }

    /** Says whether packets and stack traces are wanted. */
    public boolean traces() {
        return traces;
    }

    /** Says whether somebody looks, and wants more than errors. */
    public boolean terminal() {
        return !quiet && terminal.getAsBoolean();
    }

    /** Shows how something goes, on a terminal, in a line that the next status or sentence takes the place of. */
    public void status(String line) {
        synchronized (err) {
            if (statusShown.getAndSet(!line.isEmpty()) || !line.isEmpty()) {
                // Clipped where the terminal is narrow: a line on two rows could not be drawn over.
                err.print("\u001b[?7l\r" + Printable.of(line) + "\u001b[K\u001b[?7h");
                err.flush();
            }
        }
    }

    /** Says what is good to know, unless nothing but errors is wanted. */
    public void note(String sentence) {
        if (!quiet) {
            line(PREFIX + sentence);
        }
    }

    /** Says by what something may be lost, unless nothing but errors is wanted. */
    public void warning(String sentence) {
        if (!quiet) {
            line(PREFIX + "warning: " + sentence);
        }
    }

    /** Says why the command failed. */
    public void error(String sentence) {
        line(PREFIX + sentence);
    }

    /** Writes a line without the program's name: a hint below an error, a line of help. */
    public void plain(String line) {
        line(line);
    }

    /** Writes one line of {@code --debug}. */
    public void trace(String line) {
        if (traces) {
            line(line);
        }
    }

    /** Writes where a failure came from. Its message may have a stranger's words in it too. */
    public void stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(this::traceLine);
    }

    private void traceLine(String line) {
        int indented = line.startsWith("\t") ? 1 : 0;
        synchronized (err) {
            err.print(line.substring(0, indented) + Printable.of(line.substring(indented)) + "\n");
            err.flush();
        }
    }

    // Strangers' words are in many sentences: a reason string, a topic.
    private void line(String line) {
        synchronized (err) {
            if (statusShown.getAndSet(false)) {
                err.print("\r\u001b[K");
            }
            err.print(Printable.of(line) + "\n");
            err.flush();
        }
    }
}
