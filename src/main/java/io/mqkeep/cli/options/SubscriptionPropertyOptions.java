package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes with a subscription (5.0: 3.8.2.1 and 3.8.3.1); MQTT 3.1.1 knows only the QoS. */
@Heading("Subscription options (MQTT 5)")
public final class SubscriptionPropertyOptions {
    @Option(names = "--no-local", description = "Don't send what this client publishes itself.")
    private boolean noLocal;

    @Option(
            names = "--retain-as-published",
            description = "Leave the retain flag of messages as it was when they were published.")
    private boolean retainAsPublished;

    @Option(
            names = "--retain-handling",
            paramLabel = "always|new|never",
            converter = PropertyConverters.Handling.class,
            description = "When to send retained messages: at each subscribing, only when the subscription is new, or"
                    + " never. Default: always, or new with a session.")
    private @Nullable RetainHandling retainHandling;

    @Option(
            names = "--subscription-identifier",
            paramLabel = "N",
            converter = PropertyConverters.SubscriptionIdentifier.class,
            description = "A number that comes with every message of these filters; --json shows it.")
    private @Nullable Integer subscriptionIdentifier;

    @Option(
            names = "--user-property",
            paramLabel = "NAME=VALUE",
            converter = PropertyConverters.User.class,
            description = "A property of SUBSCRIBE; may be given several times.")
    private List<UserProperty> userProperties = new ArrayList<>();

    /**
     * Returns what was asked, checked.
     *
     * @throws Failure when an option does not go with a filter
     */
    public SubscriptionChoice choice(List<String> filters) {
        for (String filter : filters) {
            if (noLocal && TopicFilter.isShared(filter)) {
                throw Failure.usage("--no-local is not for the shared subscription '" + filter + "' [MQTT-3.8.3-4]");
            }
        }
        return new SubscriptionChoice(
                noLocal,
                retainAsPublished,
                retainHandling,
                subscriptionIdentifier == null ? 0 : subscriptionIdentifier,
                userProperties);
    }

    /** Returns the first of these options that was given, or null. */
    public @Nullable String given() {
        return new FirstGiven()
                .option("--no-local", noLocal)
                .option("--retain-as-published", retainAsPublished)
                .option("--retain-handling", retainHandling)
                .option("--subscription-identifier", subscriptionIdentifier)
                .option("--user-property", userProperties)
                .name();
    }
}
