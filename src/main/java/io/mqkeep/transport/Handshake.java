package io.mqkeep.transport;

import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.MqttVersion;
import org.jspecify.annotations.Nullable;

/** What CONNECT promised on one connection and whether it was answered: what the guards judge the server by. */
final class Handshake {
    /** One byte of type, four of Remaining Length, and the most that Remaining Length can say (2.1.4). */
    static final long LARGEST_PACKET = 268_435_460L;

    private @Nullable Connect connect;
    private boolean answered;

    /** CONNECT was written. */
    void begin(Connect sent) {
        connect = sent;
    }

    /** A CONNACK came. */
    void answer() {
        answered = true;
    }

    boolean begun() {
        return connect != null;
    }

    boolean answered() {
        return answered;
    }

    /** Says whether the connection speaks MQTT 5; it does not before CONNECT was written. */
    boolean isV5() {
        return connect != null && connect.version() == MqttVersion.V5;
    }

    /** Returns the version for sentences. */
    MqttVersion version() {
        return isV5() ? MqttVersion.V5 : MqttVersion.V3_1_1;
    }

    /** Returns the largest packet the server may send: MQTT 3.1.1 has no way to ask for less. */
    long maximumPacketSize() {
        Long maximum = isV5() && connect != null ? connect.properties().maximumPacketSize() : null;
        return maximum == null ? LARGEST_PACKET : Math.min(maximum, LARGEST_PACKET);
    }

    int topicAliasMaximum() {
        return isV5() && connect != null ? connect.properties().topicAliasMaximum() : 0;
    }

    boolean problemInformationRequested() {
        return connect == null || connect.properties().requestProblemInformation();
    }

    @Nullable
    String authenticationMethod() {
        return connect == null ? null : connect.properties().authenticationMethod();
    }
}
