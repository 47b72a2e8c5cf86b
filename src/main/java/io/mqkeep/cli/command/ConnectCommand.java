package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.connection.Finish;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectOptions;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.RetryOptions;
import io.mqkeep.cli.options.RetryRequest;
import io.mqkeep.cli.options.SessionOptions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.cli.output.ConnAckReport;
import io.mqkeep.session.SessionEvent;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep connect}. */
@Command(
        description = {
            ConnectCommand.SUMMARY,
            "Says what the server said in CONNACK. With a session, messages in flight are finished and queued ones are"
                    + " sent; what comes for the session's subscriptions goes to its inbox."
        },
        customSynopsis = "mqkeep connect [--session NAME|PATH] [OPTION...]",
        footer = {
            "mqkeep connect -h broker --session till-7",
            "mqkeep connect --wait 30s              # until the server is there",
            "mqkeep connect --session till-7 --json | jq .sessionPresent"
        })
public final class ConnectCommand implements Action {
    public static final String SUMMARY = "connects, finishes what is in flight, disconnects";

    @Mixin
    private final ConnectOptions options = new ConnectOptions();

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final JsonOption output = new JsonOption();

    private @Nullable RetryOptions retry;

    @Override
    public List<Object> furtherOptions() {
        retry = new RetryOptions();
        return connection.furtherWithPackets(retry);
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.request(app.directory());
        SessionRequest kept = session.request(request);
        PacketRequest first = connection.packets(request, kept, null, app.directory());
        RetryRequest tries = RetryOptions.request(retry, options.stay());
        try (Lease lease =
                app.lease(new LeaseRequest(request, kept, first).with(tries).lasting(options.as()))) {
            print(app, lease, lease.connect());
            Exit exit = new Finish(app, lease, request.timeout()).all();
            if (options.stay()) {
                app.notes().note("connected to " + lease.server() + " until a signal comes");
                lease.underWay(false);
                // Never done: it fails when the connection ends and is not made again.
                app.interruption().await(lease.client().when(_ -> false));
            }
            return exit;
        }
    }

    private void print(App app, Lease lease, SessionEvent.Connected connected) throws IOException {
        ConnAckReport report = new ConnAckReport(
                lease.server(), lease.identity().clientId(), lease.identity().version(), connected.connAck());
        if (output.json()) {
            report.json(app.out());
        } else {
            for (String line : report.lines()) {
                app.out().println(line);
            }
        }
        app.out().flush();
    }
}
