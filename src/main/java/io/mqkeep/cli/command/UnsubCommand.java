package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.connection.Acknowledgements;
import io.mqkeep.cli.connection.Finish;
import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.options.ConnectionOptions;
import io.mqkeep.cli.options.ConnectionRequest;
import io.mqkeep.cli.options.FilterOptions;
import io.mqkeep.cli.options.PacketRequest;
import io.mqkeep.cli.options.SessionOptions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.cli.options.UnsubscribePropertyOptions;
import io.mqkeep.cli.subscribe.FilterAnswers;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mqkeep unsub}. */
@Command(
        description = UnsubCommand.SUMMARY,
        customSynopsis = "mqkeep unsub -t FILTER... --session NAME|PATH [OPTION...]",
        footer = "mqkeep unsub -t orders/# --session till-7")
public final class UnsubCommand implements Action {
    public static final String SUMMARY = "ends subscriptions of a session";

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    private @Nullable UnsubscribePropertyOptions properties;

    @Override
    public List<Object> furtherOptions() {
        properties = new UnsubscribePropertyOptions();
        return connection.furtherWithPackets(properties);
    }

    @Override
    public Exit run(App app) throws Exception {
        ConnectionRequest request = connection.request(app.directory());
        List<String> asked = filters.all();
        if (asked.isEmpty()) {
            throw Failure.usage("--topic is missing");
        }
        SessionRequest kept = session.request(request);
        String given = properties == null ? null : properties.given();
        PacketRequest said = connection.packets(request, kept, given, app.directory());
        List<UserProperty> user = properties == null ? List.of() : properties.userProperties();
        try (Lease lease = app.lease(new LeaseRequest(request, kept, said))) {
            lease.connect();
            Outcome outcome = new Acknowledgements(app, lease.client(), request.timeout())
                    .await(lease.client().unsubscribe(asked, user), "UNSUBACK");
            FilterAnswers answers = new FilterAnswers(app, asked, outcome);
            answers.sayWhatWasNotThere();
            lease.unsubscribed(answers.ended());
            return answers.anyRefused() ? Exit.REFUSED : new Finish(app, lease, request.timeout()).beforeItCloses();
        }
    }
}
