package io.mqkeep.transport;

import io.mqkeep.protocol.Acknowledgement;
import io.mqkeep.protocol.Auth;
import io.mqkeep.protocol.ConnAck;
import io.mqkeep.protocol.ConnAck.ConnAckProperties;
import io.mqkeep.protocol.Connect;
import io.mqkeep.protocol.Connect.ConnectProperties;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.Packet;
import io.mqkeep.protocol.PingReq;
import io.mqkeep.protocol.PingResp;
import io.mqkeep.protocol.Publish;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.SubAck;
import io.mqkeep.protocol.Subscribe;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UnsubAck;
import io.mqkeep.protocol.Unsubscribe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet in one line for a person who watches the wire: {@code → PUBLISH id 7 qos 2 dup retain "orders" 42 bytes}. It
 * never holds a payload, a password or authentication data, and text from the other end can't break out of it.
 */
public final class PacketLine {
    private final StringBuilder line = new StringBuilder(80);

    private PacketLine() {}

    /** Returns the line of a packet that left. */
    public static String sent(Packet packet) {
        return "→ " + of(packet);
    }

    /** Returns the line of a packet that came. */
    public static String received(Packet packet) {
        return "← " + of(packet);
    }

    private static String of(Packet packet) {
        PacketLine line = new PacketLine();
        line.word(packet.type().name());
        switch (packet) {
            case Publish publish -> line.publish(publish);
            case Acknowledgement acknowledgement -> line.acknowledgement(acknowledgement);
            case Connect connect -> line.connect(connect);
            case ConnAck connAck -> line.connAck(connAck);
            case Subscribe subscribe -> line.subscribe(subscribe);
            case SubAck subAck -> line.answer(subAck.packetId(), subAck.reasonCodes(), subAck.reasonString());
            case Unsubscribe unsubscribe -> line.unsubscribe(unsubscribe);
            case UnsubAck unsubAck -> line.answer(unsubAck.packetId(), unsubAck.reasonCodes(), unsubAck.reasonString());
            case Disconnect disconnect -> line.disconnect(disconnect);
            case Auth auth -> line.reason(auth.reasonCode()).text(auth.reasonString());
            case PingReq pingReq -> {}
            case PingResp pingResp -> {}
        }
        return line.line.toString();
    }

    private void publish(Publish publish) {
        if (publish.message().qos() != QoS.AT_MOST_ONCE) {
            id(publish.packetId());
        }
        word("qos").number(publish.message().qos().number());
        if (publish.dup()) {
            word("dup");
        }
        message(publish.message());
    }

    private void message(Message message) {
        if (message.retain()) {
            word("retain");
        }
        text(message.topic());
        number(message.payload().size()).word(message.payload().size() == 1 ? "byte" : "bytes");
    }

    private void acknowledgement(Acknowledgement acknowledgement) {
        id(acknowledgement.packetId());
        if (acknowledgement.reasonCode() != ReasonCode.SUCCESS) {
            reason(acknowledgement.reasonCode());
        }
        text(acknowledgement.reasonString());
    }

    private void connect(Connect connect) {
        word("MQTT").word(connect.version().toString()).text(connect.clientId());
        if (connect.cleanStart()) {
            word("clean");
        }
        word("keep alive").number(connect.keepAlive());
        // MQTT 3.1.1 says none of them.
        ConnectProperties properties =
                connect.version() == MqttVersion.V5 ? connect.properties() : ConnectProperties.DEFAULT;
        if (properties.sessionExpiryInterval() != 0) {
            word("session expiry").number(properties.sessionExpiryInterval());
        }
        if (properties.receiveMaximum() != ConnectProperties.DEFAULT.receiveMaximum()) {
            word("receive maximum").number(properties.receiveMaximum());
        }
        limit("maximum packet size", properties.maximumPacketSize());
        if (connect.userName() != null) {
            word("user").text(connect.userName());
        }
        if (connect.password() != null) {
            word("with a password");
        }
        if (connect.will() != null) {
            Message will = connect.will().message();
            word("will qos").number(will.qos().number());
            message(will);
        }
    }

    private void connAck(ConnAck connAck) {
        reason(connAck.reasonCode());
        if (connAck.sessionPresent()) {
            word("session present");
        }
        ConnAckProperties properties = connAck.properties();
        limit("session expiry", properties.sessionExpiryInterval());
        if (properties.receiveMaximum() != ConnAckProperties.DEFAULT.receiveMaximum()) {
            word("receive maximum").number(properties.receiveMaximum());
        }
        if (properties.maximumQoS() != QoS.EXACTLY_ONCE) {
            word("maximum qos").number(properties.maximumQoS().number());
        }
        limit("maximum packet size", properties.maximumPacketSize());
        if (properties.serverKeepAlive() != null) {
            word("keep alive").number(properties.serverKeepAlive());
        }
        if (properties.assignedClientIdentifier() != null) {
            word("client id").text(properties.assignedClientIdentifier());
        }
        text(properties.reasonString());
    }

    private void subscribe(Subscribe subscribe) {
        id(subscribe.packetId());
        for (Subscription subscription : subscribe.subscriptions()) {
            text(subscription.filter()).word("qos").number(subscription.qos().number());
        }
    }

    private void unsubscribe(Unsubscribe unsubscribe) {
        id(unsubscribe.packetId());
        for (String filter : unsubscribe.filters()) {
            text(filter);
        }
    }

    private void answer(int packetId, List<ReasonCode> reasonCodes, @Nullable String reasonString) {
        id(packetId);
        for (ReasonCode code : reasonCodes) {
            reason(code);
        }
        text(reasonString);
    }

    private void disconnect(Disconnect disconnect) {
        reason(disconnect.reasonCode());
        limit("session expiry", disconnect.sessionExpiryInterval());
        text(disconnect.reasonString());
        if (disconnect.serverReference() != null) {
            word("use").text(disconnect.serverReference());
        }
    }

    private void limit(String name, @Nullable Long value) {
        if (value != null) {
            word(name).number(value);
        }
    }

    private void id(int packetId) {
        word("id").number(packetId);
    }

    private PacketLine word(String word) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(word);
        return this;
    }

    private PacketLine number(long number) {
        line.append(' ').append(number);
        return this;
    }

    private PacketLine reason(ReasonCode code) {
        return word(code.toString());
    }

    private PacketLine text(@Nullable String text) {
        return text == null ? this : word(Quoted.of(text));
    }
}
