package io.mqkeep.cli.options;

import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The properties of CONNECT (5.0: 3.1.2.11); MQTT 3.1.1 has none of them. */
@Heading("CONNECT properties (MQTT 5)")
public final class ConnectPropertyOptions {
    @Option(
            names = "--receive-maximum",
            paramLabel = "N",
            converter = Converters.Inflight.class,
            description = "Have the server send at most this many unacknowledged messages.")
    private @Nullable Integer receiveMaximum;

    @Option(
            names = "--maximum-packet-size",
            paramLabel = "BYTES",
            converter = PropertyConverters.PacketSize.class,
            description = "Take no larger packet; the server drops messages that would need one.")
    private @Nullable Long maximumPacketSize;

    @Option(
            names = "--topic-alias-maximum",
            paramLabel = "N",
            converter = PropertyConverters.TwoBytes.class,
            description = "Let the server send numbers for up to this many topics.")
    private @Nullable Integer topicAliasMaximum;

    @Option(
            names = "--request-response-information",
            description = "Ask for Response Information, which 'mqkeep connect' shows.")
    private boolean requestResponseInformation;

    @Option(
            names = "--no-request-problem-information",
            description = "Ask for no reason strings and user properties about failures.")
    private boolean noProblemInformation;

    @Option(
            names = "--connect-user-property",
            paramLabel = "NAME=VALUE",
            converter = PropertyConverters.User.class,
            description = "A property of CONNECT; may be given several times.")
    private List<UserProperty> userProperties = new ArrayList<>();

    ConnectChoice choice() {
        return new ConnectChoice(
                receiveMaximum,
                maximumPacketSize,
                topicAliasMaximum == null ? 0 : topicAliasMaximum,
                requestResponseInformation,
                !noProblemInformation,
                userProperties);
    }

    /** Returns the first of these options that was given, or null. */
    @Nullable
    String given() {
        return new FirstGiven()
                .option("--receive-maximum", receiveMaximum)
                .option("--maximum-packet-size", maximumPacketSize)
                .option("--topic-alias-maximum", topicAliasMaximum)
                .option("--request-response-information", requestResponseInformation)
                .option("--no-request-problem-information", noProblemInformation)
                .option("--connect-user-property", userProperties)
                .name();
    }
}
