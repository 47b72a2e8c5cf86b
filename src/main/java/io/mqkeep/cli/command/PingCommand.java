package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.ask.Pinger;
import io.mqkeep.cli.ask.Probe;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.PingOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep ping}. */
@Command(
        description = {
            PingCommand.SUMMARY,
            "With --qos, messages to a topic of its own (mqkeep/ping/...) are measured too: from publishing until they"
                    + " are back. It goes on until --count or Ctrl-C, and ends with a summary. Exit status 4 means that"
                    + " an answer did not come."
        },
        customSynopsis = "mqkeep ping [-q 0|1|2]... [-C N] [OPTION...]",
        footer = {"mqkeep ping -h broker -C 5", "mqkeep ping -h broker -q 0 -q 1 -q 2 --interval 0.2"})
public final class PingCommand implements Action {
    public static final String SUMMARY = "measures the round trip of PINGREQ and of messages";

    @Mixin
    private final PingOptions ping = new PingOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Override
    public List<Object> furtherOptions() {
        return connection.furtherWithPackets();
    }

    @Override
    public Exit run(App app) throws Exception {
        LeaseRequest wanted = LeaseRequest.oneShot(connection, app.directory());
        List<Probe> probes = ping.probes();
        try (Lease lease = app.lease(wanted)) {
            return new Pinger(app, lease, wanted.connection().timeout(), probes)
                    .ping(ping.count(), ping.interval(), ping.duration());
        }
    }
}
