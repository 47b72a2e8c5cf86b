package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.protocol.QoS;
import io.mqkeep.session.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which retained messages. */
@Heading("Message options")
public final class RetainedOptions {
    @Option(
            names = {"-T", "--filter-out"},
            paramLabel = "FILTER",
            converter = Converters.Filter.class,
            description = "Leave out topics that match; may be given several times.")
    private List<String> filterOut = new ArrayList<>();

    @Option(
            names = "--idle-timeout",
            paramLabel = "SECONDS",
            converter = Converters.Wait.class,
            description = "Take them for all when no more have come for this time: a server does not say which is the"
                    + " last. Default: 1s.")
    private Duration idle = Duration.ofSeconds(1);

    /**
     * Returns what is to be read.
     *
     * @throws Failure when no filter is given
     */
    public SubscribeRequest request(FilterOptions filters, MessageFormat format) {
        if (filters.all().isEmpty()) {
            throw Failure.usage("FILTER is missing: '#' is for all topics but those that begin with $");
        }
        return new SubscribeRequest(
                filters.all(),
                SubscriptionChoice.NONE,
                QoS.AT_MOST_ONCE,
                new Selection(filterOut, Reader.Retained.ONLY, false, List.of()),
                new Ending(null, null, idle, null, null, false),
                format,
                null,
                null,
                false,
                false);
    }
}
