package io.mqkeep.testing;

import io.mqkeep.protocol.MqttVersion;

/** Where a test is run: which real broker, and which version of the protocol. */
public enum Ground {
    MOSQUITTO_5(Kind.MOSQUITTO, MqttVersion.V5),
    MOSQUITTO_3_1_1(Kind.MOSQUITTO, MqttVersion.V3_1_1),
    EMBEDDED_5(Kind.EMBEDDED, MqttVersion.V5),
    EMBEDDED_3_1_1(Kind.EMBEDDED, MqttVersion.V3_1_1);

    /** A make of broker. */
    public enum Kind {
        MOSQUITTO,
        EMBEDDED
    }

    private final Kind kind;
    private final MqttVersion version;

    Ground(Kind kind, MqttVersion version) {
        this.kind = kind;
        this.version = version;
    }

    public Kind kind() {
        return kind;
    }

    public MqttVersion version() {
        return version;
    }

    /** Returns the version as {@code --mqtt-version} takes it. */
    public String versionOption() {
        return version == MqttVersion.V5 ? "5" : "3.1.1";
    }

    @Override
    public String toString() {
        return (kind == Kind.MOSQUITTO ? "mosquitto" : "the embedded broker") + ", MQTT " + versionOption();
    }
}
