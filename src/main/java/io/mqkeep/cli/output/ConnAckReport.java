package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.UserProperty;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What CONNACK said: Session Present and, in MQTT 5, every property the server sends. */
public final class ConnAckReport {
    private final ServerAddress server;
    private final String clientId;
    private final MqttVersion version;
    private final ConnAck connAck;

    /** @param clientId the one asked for; the server may have assigned another */
    public ConnAckReport(ServerAddress server, String clientId, MqttVersion version, ConnAck connAck) {
        this.server = server;
        String assigned = connAck.properties().assignedClientIdentifier();
        this.clientId = assigned == null ? clientId : assigned;
        this.version = version;
        this.connAck = connAck;
    }

    /** Returns the lines for a person. */
    public List<String> lines() {
        ConnAckProperties says = connAck.properties();
        Table facts = new Table("connected to", server.toString());
        facts.row("client identifier", clientId);
        facts.row("MQTT version", version.toString());
        facts.row("session present", yes(connAck.sessionPresent()));
        if (version == MqttVersion.V5) {
            Long expiry = says.sessionExpiryInterval();
            facts.row("session expiry interval", expiry == null ? "as asked for" : Times.interval(expiry));
            facts.row("receive maximum", Integer.toString(says.receiveMaximum()));
            facts.row("maximum QoS", Integer.toString(says.maximumQoS().number()));
            facts.row("retain available", yes(says.retainAvailable()));
            Long size = says.maximumPacketSize();
            facts.row("maximum packet size", size == null ? "no limit" : size + " bytes");
            facts.row("topic alias maximum", Integer.toString(says.topicAliasMaximum()));
            facts.row("wildcard subscriptions", yes(says.wildcardSubscriptionAvailable()));
            facts.row("subscription identifiers", yes(says.subscriptionIdentifiersAvailable()));
            facts.row("shared subscriptions", yes(says.sharedSubscriptionAvailable()));
            Integer keepAlive = says.serverKeepAlive();
            facts.row("server keep alive", keepAlive == null ? "as asked for" : Times.interval(keepAlive));
            optional(facts, says);
        }
        return facts.lines(0);
    }

    private static void optional(Table facts, ConnAckProperties says) {
        row(facts, "assigned client identifier", says.assignedClientIdentifier());
        row(facts, "response information", says.responseInformation());
        row(facts, "server reference", says.serverReference());
        row(facts, "reason string", says.reasonString());
        row(facts, "authentication method", says.authenticationMethod());
        Binary data = says.authenticationData();
        row(facts, "authentication data", data == null ? null : data.size() + " bytes");
        for (UserProperty property : says.userProperties()) {
            row(facts, "user property", property.name() + ": " + property.value());
        }
    }

    private static void row(Table facts, String name, @Nullable String value) {
        if (value != null) {
            facts.row(name, value);
        }
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }

    /** Writes the same for a program. */
    public void json(OutputStream out) throws IOException {
        JsonLine lines = new JsonLine();
        JsonGenerator json = lines.begin(out);
        json.writeStringField("host", server.host());
        json.writeNumberField("port", server.port());
        json.writeStringField("clientId", clientId);
        json.writeStringField("mqttVersion", version.toString());
        json.writeNumberField("reasonCode", connAck.reasonCode().value());
        json.writeBooleanField("sessionPresent", connAck.sessionPresent());
        if (version == MqttVersion.V5) {
            json.writeObjectFieldStart("properties");
            properties(json);
            json.writeEndObject();
        }
        lines.end(json);
    }

    private void properties(JsonGenerator json) throws IOException {
        ConnAckProperties says = connAck.properties();
        JsonLine.optional(json, "sessionExpiryInterval", says.sessionExpiryInterval());
        json.writeNumberField("receiveMaximum", says.receiveMaximum());
        json.writeNumberField("maximumQoS", says.maximumQoS().number());
        json.writeBooleanField("retainAvailable", says.retainAvailable());
        JsonLine.optional(json, "maximumPacketSize", says.maximumPacketSize());
        JsonLine.optional(json, "assignedClientIdentifier", says.assignedClientIdentifier());
        json.writeNumberField("topicAliasMaximum", says.topicAliasMaximum());
        JsonLine.optional(json, "reasonString", says.reasonString());
        json.writeBooleanField("wildcardSubscriptionAvailable", says.wildcardSubscriptionAvailable());
        json.writeBooleanField("subscriptionIdentifiersAvailable", says.subscriptionIdentifiersAvailable());
        json.writeBooleanField("sharedSubscriptionAvailable", says.sharedSubscriptionAvailable());
        Integer keepAlive = says.serverKeepAlive();
        JsonLine.optional(json, "serverKeepAlive", keepAlive == null ? null : Long.valueOf(keepAlive));
        JsonLine.optional(json, "responseInformation", says.responseInformation());
        JsonLine.optional(json, "serverReference", says.serverReference());
        JsonLine.optional(json, "authenticationMethod", says.authenticationMethod());
        if (!says.userProperties().isEmpty()) {
            JsonProperties.user(json, says.userProperties());
        }
    }
}
