package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four packets that carry a PUBLISH through its handshake; in MQTT 3.1.1 they hold only the packet identifier. */
public sealed interface Acknowledgement extends Packet permits PubAck, PubRec, PubRel, PubComp {
    int packetId();

    /** Returns the reason code; always {@link ReasonCode#SUCCESS} in MQTT 3.1.1, which has none here. */
    ReasonCode reasonCode();

    @Nullable
    String reasonString();

    List<UserProperty> userProperties();
}
