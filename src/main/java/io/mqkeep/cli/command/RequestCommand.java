package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.ask.Requester;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.FormatOptions;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.options.MessageOptions;
import io.mqkeep.cli.options.MessagePropertyOptions;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.PrintingOptions;
import io.mqkeep.cli.options.PublishRequest;
import io.mqkeep.cli.options.RequestOptions;
import io.mqkeep.cli.options.SessionOptions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.cli.publish.Payloads;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep request}. */
@Command(
        description = {
            RequestCommand.SUMMARY,
            "Response topic and correlation data are made unless they are given (--response-topic, --correlation-data),"
                    + " and only answers that carry the correlation data are printed.",
            "MQTT 3.1.1 has neither: both sides must know where the answer goes (--response-topic), and whatever comes"
                    + " there is one."
        },
        customSynopsis = "mqkeep request -t TOPIC (-m TEXT | -f FILE | -s | -n) [OPTION...]",
        footer = {
            "mqkeep request -t lamp/state -n",
            "temp=$(mqkeep request -t sensors/kitchen -m temperature -W 5)",
            "mqkeep request -V 3.1.1 -t lamp/get -e lamp/state -n"
        })
public final class RequestCommand implements Action {
    public static final String SUMMARY = "publishes a question and prints the answer";

    @Mixin
    private final MessageOptions message = new MessageOptions();

    @Mixin
    private final RequestOptions ask = new RequestOptions();

    @Mixin
    private final PrintingOptions printing = new PrintingOptions();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    private final MessagePropertyOptions properties = new MessagePropertyOptions();
    private final FormatOptions format = new FormatOptions();

    @Override
    public List<Object> furtherOptions() {
        return connection.furtherWithPackets(properties, format);
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.request(app.directory());
        SessionRequest kept = session.request(request);
        PublishRequest asked = ask.request(message, app.directory());
        PacketRequest said = connection.packets(request, kept, properties.givenBesideResponseTopic(), app.directory());
        Binary payload = Payloads.read(app, asked);
        MessagePrinter printer = MessagePrinter.of(
                format.format(printing.plain(), output.json()),
                app.outIsTerminal().getAsBoolean(),
                app.notes());
        try (Lease lease = app.lease(new LeaseRequest(request, kept, said))) {
            Message question = new Message(asked.topic(), payload, ask.qos(), false, properties.properties());
            return new Requester(app, lease, request.timeout()).ask(question, ask.count(), ask.duration(), printer);
        }
    }
}
