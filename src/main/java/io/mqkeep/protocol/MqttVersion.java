package io.mqkeep.protocol;

/** The protocol versions spoken here, with the Protocol Level byte of CONNECT. */
public enum MqttVersion {
    V3_1_1(4, "3.1.1"),
    V5(5, "5");

    private final int level;
    private final String text;

    MqttVersion(int level, String text) {
        this.level = level;
        this.text = text;
    }

    /** Returns the Protocol Level (3.1.1: 3.1.2.2, 5.0: 3.1.2.2 "Protocol Version"). */
    public int level() {
        return level;
    }

    /** Returns the version as people write it: {@code 5} or {@code 3.1.1}. */
    @Override
    public String toString() {
        return text;
    }
}
