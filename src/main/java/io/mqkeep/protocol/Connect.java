package io.mqkeep.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first packet of a connection (3.1 of both versions).
 *
 * @param clientId at most 65,535 bytes; empty asks the server for one
 * @param cleanStart Clean Start; in MQTT 3.1.1 the bit is called Clean Session and also ends the session at the close
 * @param keepAlive seconds, 0 (off) to 65,535
 * @param properties what only MQTT 5 can say; left out in 3.1.1
 */
public record Connect(
        MqttVersion version,
        String clientId,
        boolean cleanStart,
        int keepAlive,
        @Nullable String userName,
        @Nullable Binary password,
        @Nullable Will will,
        ConnectProperties properties)
        implements Packet {

    public Connect {
        if (keepAlive < 0 || keepAlive > 65_535) {
            throw new IllegalArgumentException("keep alive is 0 to 65535 seconds, not " + keepAlive);
        }
    }

    @Override
    public PacketType type() {
        return PacketType.CONNECT;
    }

    public Connect withCleanStart(boolean clean) {
        return new Connect(version, clientId, clean, keepAlive, userName, password, will, properties);
    }

    public Connect withProperties(ConnectProperties others) {
        return new Connect(version, clientId, cleanStart, keepAlive, userName, password, will, others);
    }

    /** Leaves the password out, so that no log, message or failed test can show it. */
    @Override
    public String toString() {
        return "Connect[version=" + version + ", clientId=" + clientId + ", cleanStart=" + cleanStart + ", keepAlive="
                + keepAlive + ", userName=" + userName + ", password=" + (password == null ? "none" : "hidden")
                + ", will=" + will + ", properties=" + properties + "]";
    }

    /**
     * The properties of CONNECT (5.0: 3.1.2.11).
     *
     * @param sessionExpiryInterval seconds, 0 to 4,294,967,295; the largest means never
     * @param receiveMaximum 1 to 65,535
     * @param maximumPacketSize bytes, 1 to 268,435,460, or null for no limit
     * @param topicAliasMaximum 0 to 65,535
     */
    public record ConnectProperties(
            long sessionExpiryInterval,
            int receiveMaximum,
            @Nullable Long maximumPacketSize,
            int topicAliasMaximum,
            boolean requestResponseInformation,
            boolean requestProblemInformation,
            List<UserProperty> userProperties,
            @Nullable String authenticationMethod,
            @Nullable Binary authenticationData) {

        public static final long EXPIRES_NEVER = 0xFFFF_FFFFL;

        public static final ConnectProperties DEFAULT =
                new ConnectProperties(0, 65_535, null, 0, false, true, List.of(), null, null);

        public ConnectProperties {
            userProperties = List.copyOf(userProperties);
        }

        public ConnectProperties withSessionExpiryInterval(long seconds) {
            return new ConnectProperties(
                    seconds,
                    receiveMaximum,
                    maximumPacketSize,
                    topicAliasMaximum,
                    requestResponseInformation,
                    requestProblemInformation,
                    userProperties,
                    authenticationMethod,
                    authenticationData);
        }

        public ConnectProperties withReceiveMaximum(int maximum) {
            return new ConnectProperties(
                    sessionExpiryInterval,
                    maximum,
                    maximumPacketSize,
                    topicAliasMaximum,
                    requestResponseInformation,
                    requestProblemInformation,
                    userProperties,
                    authenticationMethod,
                    authenticationData);
        }

        /**
         * Returns the same with the beginning of enhanced authentication (3.1.2.11.9, 3.1.2.11.10).
         *
         * @param data at most 65,535 bytes, or null for none
         */
        public ConnectProperties withAuthentication(String method, @Nullable Binary data) {
            return new ConnectProperties(
                    sessionExpiryInterval,
                    receiveMaximum,
                    maximumPacketSize,
                    topicAliasMaximum,
                    requestResponseInformation,
                    requestProblemInformation,
                    userProperties,
                    method,
                    data);
        }

        /** Leaves the authentication data out: it may be a secret. */
        @Override
        public String toString() {
            return "ConnectProperties[sessionExpiryInterval=" + sessionExpiryInterval + ", receiveMaximum="
                    + receiveMaximum + ", maximumPacketSize=" + maximumPacketSize + ", topicAliasMaximum="
                    + topicAliasMaximum + ", userProperties=" + userProperties + ", authenticationMethod="
                    + authenticationMethod + "]";
        }
    }
}
