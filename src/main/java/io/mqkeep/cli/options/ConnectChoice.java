package io.mqkeep.cli.options;

import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.UserProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked about the properties of CONNECT.
 *
 * @param receiveMaximum 1 to 65,535, or null when not said
 * @param maximumPacketSize bytes, or null for no limit
 * @param topicAliasMaximum 0 to 65,535
 */
public record ConnectChoice(
        @Nullable Integer receiveMaximum,
        @Nullable Long maximumPacketSize,
        int topicAliasMaximum,
        boolean requestResponseInformation,
        boolean requestProblemInformation,
        List<UserProperty> userProperties) {

    public static final ConnectChoice NONE = new ConnectChoice(null, null, 0, false, true, List.of());

    public ConnectChoice {
        userProperties = List.copyOf(userProperties);
    }

    /**
     * Returns the properties to send.
     *
     * @param sessionExpiryInterval seconds
     * @param most the most messages the command wants at a time, 1 to 65,535
     */
    public ConnectProperties properties(long sessionExpiryInterval, int most) {
        return new ConnectProperties(
                sessionExpiryInterval,
                receiveMaximum == null ? most : Math.min(receiveMaximum, most),
                maximumPacketSize,
                topicAliasMaximum,
                requestResponseInformation,
                requestProblemInformation,
                userProperties,
                null,
                null);
    }
}
