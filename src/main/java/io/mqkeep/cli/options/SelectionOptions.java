package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.session.Reader;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which of the messages that come are meant, and what is done beside reading them. */
@Heading("Which messages")
public final class SelectionOptions {
    @Option(
            names = {"-T", "--filter-out"},
            paramLabel = "FILTER",
            converter = Converters.Filter.class,
            description = "Pass over messages whose topic matches; may be given several times. What is passed over is"
                    + " acknowledged, but neither printed nor counted.")
    private List<String> filterOut = new ArrayList<>();

    @Option(
            names = {"-R", "--no-retained"},
            description = "Pass over retained messages.")
    private boolean noRetained;

    @Option(
            names = "--retained-only",
            description = "Pass over all but retained messages, and end when no more have come for --idle-timeout (1 s"
                    + " when not given): a server does not say which is the last.")
    private boolean retainedOnly;

    @Option(names = "--remove-retained", description = "Delete every retained message on the server that was printed.")
    private boolean removeRetained;

    @Option(
            names = {"-U", "--unsubscribe"},
            paramLabel = "FILTER",
            converter = Converters.Filter.class,
            description = "Unsubscribe from this filter first; may be given several times.")
    private List<String> unsubscribe = new ArrayList<>();

    /**
     * Returns what was chosen, checked.
     *
     * @throws Failure when options don't go together
     */
    public Selection selection() {
        if (noRetained && retainedOnly) {
            throw Failure.usage("--no-retained and --retained-only: together they leave nothing");
        }
        if (noRetained && removeRetained) {
            throw Failure.usage("--no-retained and --remove-retained: what is passed over is not removed");
        }
        Reader.Retained retained = noRetained
                ? Reader.Retained.PASSED_OVER
                : retainedOnly ? Reader.Retained.ONLY : Reader.Retained.COUNTED;
        return new Selection(filterOut, retained, removeRetained, unsubscribe);
    }
}
