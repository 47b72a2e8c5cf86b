package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.ask.Pinger;
import io.mqkeep.cli.ask.Probe;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.PacketOptions;
import io.mqkeep.cli.options.PingOptions;
import io.mqkeep.cli.options.PropertyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    private @Nullable PacketOptions packets;

    @Override
    public List<Object> furtherOptions() {
        packets = new PacketOptions();
        return connection.further(packets, new PropertyOption());
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.request(app.directory());
        LeaseRequest wanted =
                new LeaseRequest(request, null, PacketOptions.request(packets, null, request, false, app.directory()));
        List<Probe> probes = ping.probes();
        try (Lease lease = app.lease(wanted)) {
            return new Pinger(app, lease, request.timeout(), probes)
                    .ping(ping.count(), ping.interval(), ping.duration());
        }
    }
}
