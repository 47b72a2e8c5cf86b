package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.StandardStreams;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.handler.HandledMessages;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.EndingOptions;
import io.mqkeep.cli.options.FilterOptions;
import io.mqkeep.cli.options.FormatOptions;
import io.mqkeep.cli.options.HandlerOptions;
import io.mqkeep.cli.options.JsonOption;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.PrintingOptions;
import io.mqkeep.cli.options.RetryOptions;
import io.mqkeep.cli.options.SelectionOptions;
import io.mqkeep.cli.options.SessionOptions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.cli.options.StreamOptions;
import io.mqkeep.cli.options.SubscribeOptions;
import io.mqkeep.cli.options.SubscribeRequest;
import io.mqkeep.cli.options.SubscriptionChoice;
import io.mqkeep.cli.options.SubscriptionPropertyOptions;
import io.mqkeep.cli.output.MessageFile;
import io.mqkeep.cli.output.MessagePrinter;
import io.mqkeep.cli.output.MessageStream;
import io.mqkeep.cli.output.ReaderWatch;
import io.mqkeep.cli.output.TerminalRows;
import io.mqkeep.cli.output.TopicCounts;
import io.mqkeep.cli.subscribe.Subscriber;
import io.mqkeep.session.OutputPosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep sub}. */
@Command(
        description = {
            SubCommand.SUMMARY,
            "Payloads go to standard output as they came. With a session, what its inbox holds comes first, and a"
                    + " message is acknowledged once it is printed. Killed between the two, the last messages (64 at"
                    + " most) are printed again by the next command; with --output they are not."
        },
        customSynopsis = {
            "mqkeep sub -t FILTER... [OPTION...]",
            "mqkeep sub --session NAME|PATH [-t FILTER...] [OPTION...]"
        },
        footer = {
            "mqkeep sub -t 'sensors/#' -v",
            "mqkeep sub -t orders --session till-7 -C 10 -W 60",
            "mqkeep sub --session till-7 --json | jq .payload"
        })
public final class SubCommand implements Action {
    public static final String SUMMARY = "subscribes and prints messages";

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final SubscribeOptions subscribe = new SubscribeOptions();

    @Mixin
    private final PrintingOptions printing = new PrintingOptions();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    private final SelectionOptions selection = new SelectionOptions();
    private final EndingOptions ending = new EndingOptions();
    private final FormatOptions format = new FormatOptions();
    private final StreamOptions stream = new StreamOptions();
    private final HandlerOptions handler = new HandlerOptions();
    private @Nullable SubscriptionPropertyOptions properties;
    private @Nullable RetryOptions retry;

    @Override
    public List<Object> furtherOptions() {
        properties = new SubscriptionPropertyOptions();
        retry = new RetryOptions();
        return connection.furtherWithPackets(selection, ending, format, stream, handler, properties, retry);
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.request(app.directory());
        SessionRequest kept = session.request(request);
        SubscribeRequest asked = subscribe.request(
                filters,
                subscription(),
                selection,
                ending,
                format.format(printing.plain(), output.json()),
                stream,
                handler,
                kept,
                app.directory());
        String given = properties == null ? null : properties.given();
        PacketRequest said = connection.packets(request, kept, given, app.directory());
        LeaseRequest wanted =
                new LeaseRequest(request, kept, said, receiveMaximum(asked)).with(RetryOptions.request(retry, true));
        try (Lease lease = app.lease(wanted)) {
            Subscriber subscriber = new Subscriber(app, lease, asked, request.timeout());
            if (asked.handler() != null) {
                try (HandledMessages messages = new HandledMessages(
                        app,
                        asked.handler(),
                        lease.untaken(),
                        (delivery, attempts) ->
                                attempts.handle(delivery, command -> command.run(delivery, app.out())))) {
                    return subscriber.read(messages);
                }
            }
            if (asked.countByTopic()) {
                return count(app, lease, subscriber);
            }
            Path file = asked.output();
            if (file == null) {
                return print(app, asked, subscriber);
            }
            try (MessageFile messages = MessageFile.open(
                    file,
                    MessagePrinter.of(asked.format(), StandardStreams.isTerminal(file), app.notes()),
                    lease.durable())) {
                if (lease.durable()) {
                    goOn(app, lease, messages, file);
                }
                return subscriber.read(messages);
            }
        }
    }

    private SubscriptionChoice subscription() {
        return properties == null ? SubscriptionChoice.NONE : properties.choice(filters.all());
    }

    private static Exit print(App app, SubscribeRequest asked, Subscriber subscriber) throws Exception {
        MessageStream stream = standardOutput(app, asked);
        if (!app.out().endsInPipe()) {
            return subscriber.read(stream);
        }
        try (ReaderWatch readers = new ReaderWatch()) {
            return subscriber.read(stream, readers.left());
        }
    }

    private static MessageStream standardOutput(App app, SubscribeRequest asked) {
        boolean terminal = app.outIsTerminal().getAsBoolean();
        boolean oneByOne = !asked.buffered() && (terminal || app.out().endsInPipe());
        return new MessageStream(
                MessagePrinter.of(asked.format(), terminal, app.notes()), app.out(), oneByOne, terminal);
    }

    /** However it ends, what was counted is told. */
    private Exit count(App app, Lease lease, Subscriber subscriber) throws Exception {
        // A table that others write below can't be drawn over.
        boolean live = lease.writesAlone() && app.outIsTerminal().getAsBoolean();
        TopicCounts counts = new TopicCounts(app.out(), live, new TerminalRows(), output.json());
        try {
            return subscriber.read(counts);
        } finally {
            counts.end();
        }
    }

    /** Agrees with the session on how long the file is before anything is written to it. */
    private static void goOn(App app, Lease lease, MessageFile messages, Path file) throws Exception {
        OutputPosition known = app.interruption()
                .await(lease.client()
                        .look(session -> Optional.ofNullable(session.state().output(messages.name()))))
                .orElse(null);
        if (known != null) {
            long cut = messages.resume(known);
            if (cut > 0) {
                app.notes()
                        .note(cut + " bytes at the end of " + file + " were not acknowledged and are cut off; they"
                                + " come again");
            }
        }
        OutputPosition place = messages.place();
        if (place == null) {
            app.notes().note(file + " is no regular file: the last messages may be written to it again");
        } else if (!place.equals(known)) {
            app.interruption().await(lease.client().outputAt(place));
        }
    }

    /** No more messages are on their way at a time than are wanted at all. */
    private static int receiveMaximum(SubscribeRequest asked) {
        Long count = asked.ending().count();
        return count == null ? LeaseRequest.ANY : (int) Math.min(count, LeaseRequest.ANY);
    }
}
