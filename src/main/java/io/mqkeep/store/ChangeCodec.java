package io.mqkeep.store;

import io.mqkeep.protocol.Binary;
import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.PublishProperties;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.RetainHandling;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.Change;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change as a record: a type octet, then its fields in the order they are declared.
 *
 * <p>Type octets and codes are never given another meaning and fields are never added to a record: a change that needs
 * more is a new type, which an older version refuses by name instead of misreading.
 */
final class ChangeCodec {
    private static final int BOUND = 1;
    private static final int CONNECTING = 2;
    private static final int ESTABLISHED = 3;
    private static final int LOST = 4;
    private static final int CLOSED = 5;
    private static final int QUEUED = 6;
    private static final int SENT = 7;
    private static final int SENT_FROM_QUEUE = 8;
    private static final int RELEASED = 9;
    private static final int SETTLED = 10;
    private static final int DROPPED = 11;
    private static final int REPUBLISHED = 12;
    private static final int DISCARDED = 13;
    private static final int RECEIVED = 14;
    private static final int FORGOTTEN = 15;
    private static final int INBOXED = 16;
    private static final int INBOX_READ = 17;
    private static final int SUBSCRIBING = 18;
    private static final int SUBSCRIBED = 19;
    private static final int UNSUBSCRIBING = 20;
    private static final int UNSUBSCRIBED = 21;
    private static final int INPUT_AT = 22;
    private static final int OUTPUT_AT = 23;
    private static final int KEY = 24;
    private static final int HANDED_OVER = 25;
    private static final int TAKEN_BACK = 26;
    /** As BOUND, of an identity that says how the server is reached. */
    private static final int BOUND_BY_ROUTE = 27;

    private static final int SET_ASIDE = 28;
    private static final int SUSPECTED = 29;
    /** As SUBSCRIBING, with the user properties of SUBSCRIBE. */
    private static final int SUBSCRIBING_WITH_PROPERTIES = 30;

    private static final int LIMIT_NONE = 0;
    private static final int LIMIT_MAXIMUM_QOS = 1;
    private static final int LIMIT_RETAIN_AVAILABLE = 2;
    private static final int LIMIT_MAXIMUM_PACKET_SIZE = 3;

    private static final int RETAIN = 0x04;
    private static final int HAS_PROPERTIES = 0x08;

    private static final int DROP_EXPIRED = 1;
    private static final int DROP_ASKED = 2;

    private static final int NO_PASSWORD = 0;
    private static final int PASSWORD_IN_FILE = 1;
    private static final int PASSWORD_IN_VARIABLE = 2;

    private ChangeCodec() {}

    static void write(Change change, RecordEncoder out) {
        switch (change) {
            case Change.Bound(Identity identity) -> {
                boolean direct = isDirect(identity);
                out.octet(direct ? BOUND : BOUND_BY_ROUTE);
                writeIdentity(identity, out);
                if (!direct) {
                    writeRoute(identity, out);
                }
            }
            case Change.Connecting(String incarnation, boolean cleanStart, long sessionExpiryInterval, long at) -> {
                out.octet(CONNECTING);
                out.text(incarnation);
                out.flag(cleanStart);
                out.number(sessionExpiryInterval);
                out.number(at);
            }
            case Change.Established(boolean sessionPresent, @Nullable Long sessionExpiryInterval, long at) -> {
                out.octet(ESTABLISHED);
                out.flag(sessionPresent);
                out.optionalNumber(sessionExpiryInterval);
                out.number(at);
            }
            case Change.Lost(long at) -> {
                out.octet(LOST);
                out.number(at);
            }
            case Change.Closed(long at) -> {
                out.octet(CLOSED);
                out.number(at);
            }
            case Change.Queued(long number, Message message, long at) -> {
                out.octet(QUEUED);
                out.number(number);
                writeMessage(message, out);
                out.number(at);
            }
            case Change.Sent(int packetId, long number, @Nullable Message message, long at) -> {
                out.octet(message == null ? SENT_FROM_QUEUE : SENT);
                out.number(packetId);
                out.number(number);
                if (message != null) {
                    writeMessage(message, out);
                }
                out.number(at);
            }
            case Change.Released(int packetId) -> {
                out.octet(RELEASED);
                out.number(packetId);
            }
            case Change.Settled(long number, int packetId, ReasonCode reasonCode) -> {
                out.octet(SETTLED);
                out.number(number);
                out.number(packetId);
                out.octet(reasonCode.value());
            }
            case Change.Dropped(long number, int packetId, Change.DropReason reason) -> {
                out.octet(DROPPED);
                out.number(number);
                out.number(packetId);
                out.octet(
                        switch (reason) {
                            case EXPIRED -> DROP_EXPIRED;
                            case ASKED -> DROP_ASKED;
                        });
            }
            case Change.SetAside(long number, @Nullable ServerLimit limit) -> {
                out.octet(SET_ASIDE);
                out.number(number);
                writeLimit(limit, out);
            }
            case Change.Suspected(Suspect suspect) -> {
                out.octet(SUSPECTED);
                out.number(suspect.number());
                out.number(suspect.failures());
                out.number(suspect.crowded());
                out.int32(suspect.end());
            }
            case Change.Republished(long at) -> {
                out.octet(REPUBLISHED);
                out.number(at);
            }
            case Change.Discarded(long at) -> {
                out.octet(DISCARDED);
                out.number(at);
            }
            case Change.Received(int packetId, long at) -> {
                out.octet(RECEIVED);
                out.number(packetId);
                out.number(at);
            }
            case Change.Forgotten(int packetId) -> {
                out.octet(FORGOTTEN);
                out.number(packetId);
            }
            case Change.Inboxed(long number, Message message, boolean dup, long at) -> {
                out.octet(INBOXED);
                out.number(number);
                writeMessage(message, out);
                out.flag(dup);
                out.number(at);
            }
            case Change.InboxRead(long number) -> {
                out.octet(INBOX_READ);
                out.number(number);
            }
            case Change.Subscribing(Subscription subscription, List<UserProperty> userProperties) -> {
                out.octet(userProperties.isEmpty() ? SUBSCRIBING : SUBSCRIBING_WITH_PROPERTIES);
                writeSubscription(subscription, out);
                if (!userProperties.isEmpty()) {
                    writeUserProperties(userProperties, out);
                }
            }
            case Change.Subscribed(String filter, ReasonCode reasonCode) -> {
                out.octet(SUBSCRIBED);
                out.text(filter);
                out.octet(reasonCode.value());
            }
            case Change.Unsubscribing(String filter) -> {
                out.octet(UNSUBSCRIBING);
                out.text(filter);
            }
            case Change.Unsubscribed(String filter, ReasonCode reasonCode) -> {
                out.octet(UNSUBSCRIBED);
                out.text(filter);
                out.octet(reasonCode.value());
            }
            case Change.InputAt(InputPosition position) -> {
                out.octet(INPUT_AT);
                writeInput(position, out);
            }
            case Change.OutputAt(OutputPosition position) -> {
                out.octet(OUTPUT_AT);
                writeOutput(position, out);
            }
            case Change.Key(String key, long number) -> {
                out.octet(KEY);
                out.text(key);
                out.number(number);
            }
            case Change.HandedOver(long at) -> {
                out.octet(HANDED_OVER);
                out.number(at);
            }
            case Change.TakenBack(long at) -> {
                out.octet(TAKEN_BACK);
                out.number(at);
            }
        }
    }

    /**
     * Reads the fields of a change.
     *
     * @param type the type octet, already read
     * @throws RecordException when the type is unknown or the fields are not what the type says
     */
    static Change read(int type, RecordDecoder in) {
        return switch (type) {
            case BOUND -> new Change.Bound(readIdentity(in));
            case BOUND_BY_ROUTE -> new Change.Bound(readRoute(readIdentity(in), in));
            case CONNECTING -> new Change.Connecting(in.text(), in.flag(), in.number(), in.number());
            case ESTABLISHED -> new Change.Established(in.flag(), in.optionalNumber(), in.number());
            case LOST -> new Change.Lost(in.number());
            case CLOSED -> new Change.Closed(in.number());
            case QUEUED -> new Change.Queued(in.number(), readMessage(in), in.number());
            case SENT -> new Change.Sent(readPacketId(in), in.number(), readMessage(in), in.number());
            case SENT_FROM_QUEUE -> new Change.Sent(readPacketId(in), in.number(), null, in.number());
            case RELEASED -> new Change.Released(readPacketId(in));
            case SETTLED -> new Change.Settled(in.number(), in.number(0, 65_535), readReasonCode(in));
            case DROPPED -> new Change.Dropped(in.number(), in.number(0, 65_535), readDropReason(in));
            case REPUBLISHED -> new Change.Republished(in.number());
            case DISCARDED -> new Change.Discarded(in.number());
            case RECEIVED -> new Change.Received(readPacketId(in), in.number());
            case FORGOTTEN -> new Change.Forgotten(readPacketId(in));
            case INBOXED -> new Change.Inboxed(in.number(), readMessage(in), in.flag(), in.number());
            case INBOX_READ -> new Change.InboxRead(in.number());
            case SUBSCRIBING -> new Change.Subscribing(readSubscription(in));
            case SUBSCRIBING_WITH_PROPERTIES -> new Change.Subscribing(readSubscription(in), readUserProperties(in));
            case SUBSCRIBED -> new Change.Subscribed(in.text(), readReasonCode(in));
            case UNSUBSCRIBING -> new Change.Unsubscribing(in.text());
            case UNSUBSCRIBED -> new Change.Unsubscribed(in.text(), readReasonCode(in));
            case INPUT_AT -> new Change.InputAt(readInput(in));
            case OUTPUT_AT -> new Change.OutputAt(readOutput(in));
            case KEY -> new Change.Key(in.text(), in.number());
            case HANDED_OVER -> new Change.HandedOver(in.number());
            case TAKEN_BACK -> new Change.TakenBack(in.number());
            case SET_ASIDE -> new Change.SetAside(in.number(), readLimit(in));
            case SUSPECTED ->
                new Change.Suspected(new Suspect(
                        in.number(), in.number(0, Integer.MAX_VALUE), in.number(0, Integer.MAX_VALUE), in.int32()));
            default -> throw RecordException.newer("record type " + type + " is unknown");
        };
    }

    private static int readPacketId(RecordDecoder in) {
        return in.number(1, 65_535);
    }

    private static ReasonCode readReasonCode(RecordDecoder in) {
        int value = in.octet();
        ReasonCode reasonCode = ReasonCode.of(value);
        if (reasonCode == null) {
            throw RecordException.newer("reason code " + value + " is unknown");
        }
        return reasonCode;
    }

    private static Change.DropReason readDropReason(RecordDecoder in) {
        int value = in.octet();
        return switch (value) {
            case DROP_EXPIRED -> Change.DropReason.EXPIRED;
            case DROP_ASKED -> Change.DropReason.ASKED;
            default -> throw RecordException.newer("drop reason " + value + " is unknown");
        };
    }

    private static void writeLimit(@Nullable ServerLimit limit, RecordEncoder out) {
        if (limit == null) {
            out.octet(LIMIT_NONE);
            return;
        }
        out.octet(
                switch (limit.kind()) {
                    case MAXIMUM_QOS -> LIMIT_MAXIMUM_QOS;
                    case RETAIN_AVAILABLE -> LIMIT_RETAIN_AVAILABLE;
                    case MAXIMUM_PACKET_SIZE -> LIMIT_MAXIMUM_PACKET_SIZE;
                });
        out.number(limit.needs());
        out.number(limit.takes());
    }

    private static @Nullable ServerLimit readLimit(RecordDecoder in) {
        int code = in.octet();
        ServerLimit.Kind kind = switch (code) {
            case LIMIT_NONE -> null;
            case LIMIT_MAXIMUM_QOS -> ServerLimit.Kind.MAXIMUM_QOS;
            case LIMIT_RETAIN_AVAILABLE -> ServerLimit.Kind.RETAIN_AVAILABLE;
            case LIMIT_MAXIMUM_PACKET_SIZE -> ServerLimit.Kind.MAXIMUM_PACKET_SIZE;
            default -> throw RecordException.newer("limit " + code + " is unknown");
        };
        return kind == null ? null : new ServerLimit(kind, in.number(), in.number());
    }

    private static void writeMessage(Message message, RecordEncoder out) {
        PublishProperties properties = message.properties();
        boolean hasProperties = !properties.equals(PublishProperties.NONE);
        out.octet(message.qos().number() | (message.retain() ? RETAIN : 0) | (hasProperties ? HAS_PROPERTIES : 0));
        out.text(message.topic());
        out.binary(message.payload());
        if (hasProperties) {
            writeProperties(properties, out);
        }
    }

    private static Message readMessage(RecordDecoder in) {
        int flags = in.octet();
        if (flags > (HAS_PROPERTIES | RETAIN | 2) || (flags & 3) == 3) {
            throw RecordException.newer("message flags " + flags + " are unknown");
        }
        return new Message(
                in.text(),
                in.binary(),
                QoS.of(flags & 3),
                (flags & RETAIN) != 0,
                (flags & HAS_PROPERTIES) != 0 ? readProperties(in) : PublishProperties.NONE);
    }

    private static void writeProperties(PublishProperties properties, RecordEncoder out) {
        out.flag(properties.payloadIsText());
        out.optionalNumber(properties.messageExpiryInterval());
        out.optionalText(properties.contentType());
        out.optionalText(properties.responseTopic());
        Binary correlationData = properties.correlationData();
        out.flag(correlationData != null);
        if (correlationData != null) {
            out.binary(correlationData);
        }
        writeUserProperties(properties.userProperties(), out);
        out.number(properties.subscriptionIdentifiers().size());
        for (int identifier : properties.subscriptionIdentifiers()) {
            out.number(identifier);
        }
    }

    private static void writeUserProperties(List<UserProperty> userProperties, RecordEncoder out) {
        out.number(userProperties.size());
        for (UserProperty property : userProperties) {
            out.text(property.name());
            out.text(property.value());
        }
    }

    private static List<UserProperty> readUserProperties(RecordDecoder in) {
        // No list is made larger than what has been read: a count alone is no reason to ask for memory.
        List<UserProperty> userProperties = new ArrayList<>();
        for (long left = in.number(); left != 0; left--) {
            userProperties.add(new UserProperty(in.text(), in.text()));
        }
        return userProperties;
    }

    private static PublishProperties readProperties(RecordDecoder in) {
        boolean payloadIsText = in.flag();
        Long messageExpiryInterval = in.optionalNumber();
        String contentType = in.optionalText();
        String responseTopic = in.optionalText();
        Binary correlationData = in.flag() ? in.binary() : null;
        List<UserProperty> userProperties = readUserProperties(in);
        List<Integer> subscriptionIdentifiers = new ArrayList<>();
        for (long left = in.number(); left != 0; left--) {
            subscriptionIdentifiers.add(in.number(1, 268_435_455));
        }
        return new PublishProperties(
                payloadIsText,
                messageExpiryInterval,
                contentType,
                responseTopic,
                correlationData,
                userProperties,
                subscriptionIdentifiers);
    }

    static void writeIdentity(Identity identity, RecordEncoder out) {
        ServerAddress server = identity.server();
        boolean inet = server != null && !server.isUnixSocket();
        out.flag(inet);
        if (server != null && inet) {
            out.text(server.host());
            out.number(server.port());
        }
        out.text(identity.clientId());
        out.octet(identity.version().level());
        out.number(identity.sessionExpiryInterval());
        out.number(identity.keepAlive());
        out.optionalText(identity.userName());
        switch (identity.passwordSource()) {
            case null -> out.octet(NO_PASSWORD);
            case PasswordSource.InFile(String path) -> {
                out.octet(PASSWORD_IN_FILE);
                out.text(path);
            }
            case PasswordSource.InVariable(String name) -> {
                out.octet(PASSWORD_IN_VARIABLE);
                out.text(name);
            }
        }
    }

    /** Says whether the first kind of record has room for all of an identity. */
    static boolean isDirect(Identity identity) {
        ServerAddress server = identity.server();
        return identity.route().isDirect() && (server == null || !server.isUnixSocket());
    }

    private static void writeRoute(Identity identity, RecordEncoder out) {
        ServerAddress server = identity.server();
        out.optionalText(server != null && server.isUnixSocket() ? server.host() : null);
        out.number(identity.route().options().size());
        for (Map.Entry<RouteOption, List<String>> option :
                identity.route().options().entrySet()) {
            out.text(option.getKey().word());
            out.number(option.getValue().size());
            for (String value : option.getValue()) {
                out.text(value);
            }
        }
    }

    private static Identity readRoute(Identity identity, RecordDecoder in) {
        String unixSocket = in.optionalText();
        if (unixSocket != null && !unixSocket.startsWith("/")) {
            throw RecordException.malformed("the path of the Unix domain socket does not begin with a slash");
        }
        Route route = Route.DIRECT;
        for (long left = in.number(); left != 0; left--) {
            String word = in.text();
            RouteOption option = RouteOption.of(word);
            if (option == null) {
                throw RecordException.newer("the way to a server has '" + word + "', which is unknown");
            }
            List<String> values = new ArrayList<>();
            for (long more = in.number(); more != 0; more--) {
                values.add(readRouteValue(option, in.text()));
            }
            if (values.isEmpty()) {
                throw RecordException.malformed("the way to a server has '" + word + "' without a value");
            }
            route = route.with(option, values);
        }
        Identity withRoute = identity.withRoute(route);
        return unixSocket == null ? withRoute : withRoute.withServer(ServerAddress.ofUnixSocket(unixSocket));
    }

    private static String readRouteValue(RouteOption option, String value) {
        try {
            option.check(value);
        } catch (IllegalArgumentException malformed) {
            throw RecordException.malformed("'" + option.word() + "': " + malformed.getMessage());
        }
        return value;
    }

    static Identity readIdentity(RecordDecoder in) {
        ServerAddress server = in.flag() ? readServer(in) : null;
        String clientId = in.text();
        MqttVersion version = readVersion(in);
        return new Identity(
                server,
                clientId,
                version,
                in.number(),
                in.number(0, 65_535),
                in.optionalText(),
                readPasswordSource(in));
    }

    private static ServerAddress readServer(RecordDecoder in) {
        String host = in.text();
        if (host.isEmpty()) {
            throw RecordException.malformed("the server's host is empty");
        }
        if (host.startsWith("/")) {
            throw RecordException.malformed("the server's host begins with a slash");
        }
        return new ServerAddress(host, in.number(1, 65_535));
    }

    private static MqttVersion readVersion(RecordDecoder in) {
        int level = in.octet();
        for (MqttVersion version : MqttVersion.values()) {
            if (version.level() == level) {
                return version;
            }
        }
        throw RecordException.newer("protocol level " + level + " is unknown");
    }

    private static @Nullable PasswordSource readPasswordSource(RecordDecoder in) {
        int kind = in.octet();
        return switch (kind) {
            case NO_PASSWORD -> null;
            case PASSWORD_IN_FILE -> new PasswordSource.InFile(in.text());
            case PASSWORD_IN_VARIABLE -> new PasswordSource.InVariable(in.text());
            default -> throw RecordException.newer("password source " + kind + " is unknown");
        };
    }

    private static void writeSubscription(Subscription subscription, RecordEncoder out) {
        out.text(subscription.filter());
        out.octet(subscription.qos().number());
        out.flag(subscription.noLocal());
        out.flag(subscription.retainAsPublished());
        out.octet(subscription.retainHandling().number());
        out.number(subscription.subscriptionIdentifier());
    }

    private static Subscription readSubscription(RecordDecoder in) {
        return new Subscription(
                in.text(),
                readQoS(in),
                in.flag(),
                in.flag(),
                RetainHandling.of(in.number(0, 2)),
                in.number(0, 268_435_455));
    }

    private static QoS readQoS(RecordDecoder in) {
        return QoS.of(in.number(0, 2));
    }

    private static void writeInput(InputPosition position, RecordEncoder out) {
        out.text(position.file());
        out.text(position.topic());
        out.octet(position.qos().number());
        out.number(position.offset());
        out.number(position.lines());
        out.number(position.hash());
    }

    private static InputPosition readInput(RecordDecoder in) {
        return new InputPosition(in.text(), in.text(), readQoS(in), in.number(), in.number(), in.number());
    }

    private static void writeOutput(OutputPosition position, RecordEncoder out) {
        out.text(position.file());
        out.text(position.identity());
        out.number(position.length());
    }

    private static OutputPosition readOutput(RecordDecoder in) {
        return new OutputPosition(in.text(), in.text(), in.number());
    }
}
