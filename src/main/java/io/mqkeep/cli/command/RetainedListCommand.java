package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.FilterOptions;
import io.mqkeep.cli.options.FormatOptions;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.options.RetainedOptions;
import io.mqkeep.cli.options.SubscribeRequest;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.cli.output.MessageStream;
import io.mqkeep.cli.output.format.FormatTemplate;
import io.mqkeep.cli.subscribe.Subscriber;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqkeep retained list}. */
@Command(
        description = RetainedListCommand.SUMMARY,
        customSynopsis = "mqkeep retained list FILTER... [OPTION...]",
        footer = {
            "mqkeep retained list 'sensors/#'",
            "mqkeep retained list -v '#'",
            "mqkeep retained list -F '%l %t' '#'"
        })
public final class RetainedListCommand implements Action {
    public static final String SUMMARY = "prints the topics the server retains a message for";

    @Option(
            names = {"-v", "--verbose"},
            description = "Print a space and the payload after each topic.")
    private boolean verbose;

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final RetainedOptions retained = new RetainedOptions();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    private final FormatOptions format = new FormatOptions();

    @Override
    public List<Object> furtherOptions() {
        return connection.furtherWithPackets(format);
    }

    @Override
    public Exit run(App app) throws Exception {
        LeaseRequest wanted = LeaseRequest.oneShot(connection, app.directory());
        SubscribeRequest asked = retained.request(filters, wanted());
        try (Lease lease = app.lease(wanted)) {
            boolean terminal = app.outIsTerminal().getAsBoolean();
            MessagePrinter printer = MessagePrinter.of(asked.format(), terminal, app.notes());
            return new Subscriber(app, lease, asked, wanted.connection().timeout())
                    .readAndLeave(new MessageStream(printer, app.out(), false, terminal));
        }
    }

    /** A topic alone, unless more is asked for; then it stands before the payload. */
    private MessageFormat wanted() {
        MessageFormat asked = format.format(new MessageFormat.Plain(!output.json(), true, false), output.json());
        return asked instanceof MessageFormat.Plain && !verbose
                ? new MessageFormat.Template(FormatTemplate.parse("%t", false), true, false)
                : asked;
    }
}
