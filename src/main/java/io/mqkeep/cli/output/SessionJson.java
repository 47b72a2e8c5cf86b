package io.mqkeep.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.HeldSubscription;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.Phase;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.RouteJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * A session for a program to read. Moments stand here instead of ages, so that two outputs differ only when the session
 * does.
 */
public final class SessionJson {
    private final JsonLine lines = new JsonLine();

    /** Writes one session with all it holds. */
    public void show(String name, Snapshot session, OutputStream out) throws IOException {
        JsonGenerator json = lines.begin(out);
        identity(name, session, json);
        connection(session, json);
        subscriptions(session, json);
        json.writeArrayFieldStart("messages");
        for (HeldMessages.Held held : HeldMessages.of(session)) {
            message(held, json);
        }
        json.writeEndArray();
        json.writeNumberField("keys", session.keys().size());
        lines.end(json);
    }

    /** Writes one session with only the numbers of what it holds. */
    public void list(String name, Snapshot session, OutputStream out) throws IOException {
        JsonGenerator json = lines.begin(out);
        identity(name, session, json);
        connection(session, json);
        json.writeNumberField("subscriptions", session.subscriptions().size());
        json.writeNumberField("inFlight", session.inFlight().size());
        json.writeNumberField("queued", session.queued().size());
        json.writeNumberField("received", session.received().size());
        json.writeNumberField("inbox", session.inbox().size());
        lines.end(json);
    }

    private static void identity(String name, Snapshot session, JsonGenerator json) throws IOException {
        Identity identity = session.identity();
        json.writeStringField("session", name);
        json.writeStringField("clientId", identity.clientId());
        ServerAddress server = identity.server();
        if (server != null) {
            if (server.isUnixSocket()) {
                json.writeStringField("unixSocket", server.host());
            } else {
                json.writeStringField("host", server.host());
                json.writeNumberField("port", server.port());
            }
        }
        RouteJson.write(identity.route(), json);
        json.writeStringField("mqttVersion", identity.version().toString());
        json.writeNumberField("keepAlive", identity.keepAlive());
        JsonLine.optional(json, "userName", identity.userName());
        switch (identity.passwordSource()) {
            case null -> {}
            case PasswordSource.InFile file -> json.writeStringField("passwordFile", file.path());
            case PasswordSource.InVariable variable -> json.writeStringField("passwordVariable", variable.name());
        }
    }

    private static void connection(Snapshot session, JsonGenerator json) throws IOException {
        json.writeStringField("state", phase(session.phase()));
        json.writeBooleanField("handedOver", session.handedOver());
        json.writeNumberField("sessionExpiryInterval", session.identity().sessionExpiryInterval());
        JsonLine.optional(json, "grantedSessionExpiryInterval", session.grantedSessionExpiryInterval());
        JsonLine.optional(json, "connectedAt", Times.instant(session.connectedAt()));
        JsonLine.optional(json, "closedAt", Times.instant(session.closedAt()));
        JsonLine.optional(json, "lostAt", Times.instant(session.lostAt()));
        JsonLine.optional(json, "serverKeepsUntil", Times.instant(session.keptByServerUntil()));
    }

    private static String phase(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static void subscriptions(Snapshot session, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("subscriptions");
        for (HeldSubscription held : session.subscriptions()) {
            Subscription subscription = held.subscription();
            json.writeStartObject();
            json.writeStringField("filter", subscription.filter());
            json.writeNumberField("qos", subscription.qos().number());
            ReasonCode granted = held.granted();
            if (granted != null) {
                json.writeNumberField("granted", granted.value());
            }
            json.writeBooleanField("ending", held.ending());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void setAside(ServerLimit limit, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("setAside");
        switch (limit.kind()) {
            case MAXIMUM_QOS -> json.writeNumberField("maximumQoS", limit.takes());
            case RETAIN_AVAILABLE -> json.writeBooleanField("retainAvailable", false);
            case MAXIMUM_PACKET_SIZE -> {
                json.writeNumberField("maximumPacketSize", limit.takes());
                json.writeNumberField("packetSize", limit.needs());
            }
        }
        json.writeEndObject();
    }

    private static void message(HeldMessages.Held held, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("direction", held.direction());
        json.writeStringField("state", held.state());
        Integer packetId = held.packetId();
        if (packetId != null) {
            json.writeNumberField("packetId", packetId);
        }
        JsonLine.optional(json, "number", held.number());
        json.writeNumberField("qos", held.qos());
        Message message = held.message();
        if (message != null) {
            json.writeStringField("topic", message.topic());
            json.writeBooleanField("retain", message.retain());
            json.writeNumberField("size", message.payload().size());
        }
        ServerLimit limit = held.setAside();
        if (limit != null) {
            setAside(limit, json);
        }
        json.writeStringField("at", Times.instant(held.at()));
        json.writeEndObject();
    }
}
