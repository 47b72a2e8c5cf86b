package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.ask.Responses;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.handler.HandledMessages;
import io.mqkeep.cli.handler.HandlerRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.FilterOptions;
import io.mqkeep.cli.options.HandlerOptions;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.RespondOptions;
import io.mqkeep.cli.options.SessionOptions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.cli.options.SubscribeRequest;
import io.mqkeep.cli.subscribe.Subscriber;
import io.mqkeep.protocol.MqttVersion;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep respond}. */
@Command(
        description = {
            RespondCommand.SUMMARY,
            "What the command prints is published to the question's response topic with its correlation data, byte for"
                    + " byte. A question is acknowledged when its answer is. In MQTT 3.1.1, which has neither, every"
                    + " answer goes to --response-topic."
        },
        customSynopsis = "mqkeep respond -t FILTER... --exec CMD [OPTION...]",
        footer = "mqkeep respond -t lamp/state --exec 'printf %s \"$(cat /run/lamp)\"'")
public final class RespondCommand implements Action {
    public static final String SUMMARY = "answers questions with what a command prints";

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final RespondOptions respond = new RespondOptions();

    @Mixin
    private final HandlerOptions handler = new HandlerOptions();

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Override
    public List<Object> furtherOptions() {
        return connection.furtherWithPackets();
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.request(app.directory());
        SessionRequest kept = session.request(request);
        SubscribeRequest asked = respond.request(filters, handler, kept != null);
        HandlerRequest command = Objects.requireNonNull(asked.handler());
        PacketRequest said = connection.packets(request, kept, null, app.directory());
        try (Lease lease = app.lease(new LeaseRequest(request, kept, said))) {
            if (lease.identity().version() == MqttVersion.V3_1_1 && respond.responseTopic() == null) {
                throw Failure.usage("respond needs --response-topic with MQTT 3.1.1, in which no question says where"
                        + " its answer is to go");
            }
            Responses responses = new Responses(app, lease.client(), respond.responseTopic(), request.timeout());
            try (HandledMessages messages = new HandledMessages(app, command, lease.untaken(), responses::respond)) {
                return new Subscriber(app, lease, asked, request.timeout()).read(messages);
            }
        }
    }
}
