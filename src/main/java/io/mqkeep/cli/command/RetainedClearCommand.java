package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.ask.RetainedDeletion;
import io.mqkeep.cli.ask.RetainedTopics;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.FilterOptions;
import io.mqkeep.cli.options.RetainedOptions;
import io.mqkeep.cli.options.SubscribeRequest;
import io.mqkeep.cli.output.MessageFormat;
import io.mqkeep.cli.publish.StandardInput;
import io.mqkeep.cli.subscribe.Subscriber;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqkeep retained clear}. */
@Command(
        description = {
            RetainedClearCommand.SUMMARY,
            "On a terminal it says how many there are and asks; a script is not asked. Each topic is printed once the"
                    + " server has deleted its message."
        },
        customSynopsis = "mqkeep retained clear FILTER... [--dry-run] [OPTION...]",
        footer = {"mqkeep retained clear 'old/#' --dry-run", "mqkeep retained clear 'old/#'"})
public final class RetainedClearCommand implements Action {
    public static final String SUMMARY = "deletes the messages the server retains";

    @Option(names = "--dry-run", description = "Print the topics and delete nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final RetainedOptions retained = new RetainedOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Override
    public List<Object> furtherOptions() {
        return connection.furtherWithPackets();
    }

    @Override
    public Exit run(App app) throws Exception {
        LeaseRequest wanted = LeaseRequest.oneShot(connection, app.directory());
        SubscribeRequest asked = retained.request(filters, new MessageFormat.Plain(false, true, false));
        RetainedTopics topics = new RetainedTopics();
        try (Lease lease = app.lease(wanted)) {
            Exit read = new Subscriber(app, lease, asked, wanted.connection().timeout()).readAndLeave(topics);
            if (read != Exit.DONE) {
                return read;
            }
        }
        List<String> all = topics.all();
        if (dryRun) {
            for (String topic : all) {
                app.out().println(topic);
            }
            return Exit.DONE;
        }
        if (all.isEmpty()) {
            app.notes().note("nothing is retained there");
            return Exit.DONE;
        }
        if (!yes && app.outIsTerminal().getAsBoolean() && !agreed(app, all.size())) {
            app.notes().note("nothing was deleted");
            return Exit.DONE;
        }
        // Another connection: somebody may have thought about the answer for longer than the keep alive.
        try (Lease lease = app.lease(wanted)) {
            return new RetainedDeletion(app, lease, wanted.connection().timeout()).delete(all);
        }
    }

    private static boolean agreed(App app, int count) throws Exception {
        app.notes().plain("Delete " + count + " retained " + (count == 1 ? "message" : "messages") + "? [y/N]");
        String answer = app.interruption()
                .await(StandardInput.apart(() -> line(app.in())).result());
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().strip();
    }
}
