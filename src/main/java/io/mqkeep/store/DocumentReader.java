package io.mqkeep.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
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
import io.mqkeep.protocol.TopicFilter;
import io.mqkeep.protocol.TopicName;
import io.mqkeep.protocol.UserProperty;
import io.mqkeep.session.HeldSubscription;
import io.mqkeep.session.Identity;
import io.mqkeep.session.InboxMessage;
import io.mqkeep.session.InputPosition;
import io.mqkeep.session.OutgoingMessage;
import io.mqkeep.session.OutgoingMessage.PacketAwaited;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.Phase;
import io.mqkeep.session.QueuedMessage;
import io.mqkeep.session.ReceivedId;
import io.mqkeep.session.Snapshot;
import io.mqkeep.session.Suspect;
import io.mqkeep.store.StoreException.InvalidDocument;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link SavedDocument}: everything in it is looked at before any of it is used. */
final class DocumentReader {
    private static final long MAXIMUM_INTERVAL = 0xFFFF_FFFFL;
    private static final int MAXIMUM_IDENTIFIER = 268_435_455;
    /** A payload is 256 MiB at most and a third longer in base64. */
    private static final int LONGEST_TEXT = 400_000_000;

    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 300;

    private final Set<Long> numbers = new HashSet<>();

    SavedDocument read(InputStream in) throws IOException {
        DocumentFields document = parse(in).fields();
        checkFormat(document);
        String name = name(document);
        long savedAt = document.instant("savedAt");
        checkKeptByServer(document);
        Identity identity = identity(document.value("identity").fields());
        Phase phase = phase(document.value("phase"));
        long nextNumber = document.number("nextNumber", 1, Long.MAX_VALUE);
        Snapshot session = new Snapshot(
                identity,
                phase,
                false,
                incarnations(document.value("incarnations")),
                nextNumber,
                document.optionalNumber("grantedSessionExpiryInterval", 0, MAXIMUM_INTERVAL),
                document.optionalInstant("connectedAt"),
                document.optionalInstant("closedAt"),
                document.optionalInstant("lostAt"),
                subscriptions(document.list("subscriptions")),
                queued(document.list("queued"), nextNumber),
                inFlight(document.list("inFlight"), nextNumber),
                received(document.list("received")),
                inbox(document.list("inbox"), nextNumber),
                keys(document.value("keys"), nextNumber),
                inputs(document.list("inputs")),
                List.of(),
                Map.of(),
                Suspect.NONE);
        document.end();
        if ((session.lostAt() != null) != (phase == Phase.LOST)) {
            throw document.invalid("'lostAt' belongs to the phase 'lost', and only to that");
        }
        return new SavedDocument(name, savedAt, session);
    }

    /** A path would let a stranger's document choose a place outside the folder of sessions. */
    private static @Nullable String name(DocumentFields document) {
        DocumentValue name = document.optionalValue("name");
        if (name == null) {
            return null;
        }
        String text = DocumentFields.text(name);
        if (text.indexOf('/') >= 0) {
            throw name.invalid("the name of the session is a path");
        }
        return text;
    }

    private static DocumentValue parse(InputStream in) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        .maxStringLength(LONGEST_TEXT)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        try (JsonParser json = factory.createParser(in)) {
            try {
                if (json.nextToken() == null) {
                    throw new InvalidDocument(1, 1, "it is empty", null);
                }
                DocumentValue document = DocumentValue.read(json);
                if (json.nextToken() != null) {
                    throw new InvalidDocument(
                            json.currentTokenLocation().getLineNr(),
                            json.currentTokenLocation().getColumnNr(),
                            "something follows the end of the document",
                            null);
                }
                return document;
            } catch (JsonProcessingException | CharConversionException notJson) {
                throw notJson(json, notJson);
            }
        } catch (CharConversionException noKnownEncoding) {
            // The first bytes are looked at when the parser is made.
            throw new InvalidDocument(1, 1, "it is cut off or not JSON: it is not UTF-8", noKnownEncoding);
        }
    }

    private static InvalidDocument notJson(JsonParser json, IOException cause) {
        String reason = cause instanceof JsonProcessingException processing
                ? processing.getOriginalMessage()
                : String.valueOf(cause.getMessage());
        JsonLocation location = json.currentLocation();
        return new InvalidDocument(
                location.getLineNr(),
                location.getColumnNr(),
                "it is cut off or not JSON: " + HarmlessText.harmless(reason, LONGEST_REASON),
                cause);
    }

    private static void checkFormat(DocumentFields document) {
        DocumentValue format = document.value("format");
        if (!format.text().equals(SavedDocument.FORMAT)) {
            throw format.invalid(
                    "the format is " + HarmlessText.shown(format.text()) + ", not '" + SavedDocument.FORMAT + "'");
        }
        DocumentValue version = document.value("version");
        if (version.number() != SavedDocument.VERSION) {
            throw version.invalid("version " + version.number() + " is unknown here, where version "
                    + SavedDocument.VERSION + " is read; a newer mqkeep may know it");
        }
    }

    /** It follows from other fields and is there for people and scripts: what counts are the others. */
    private static void checkKeptByServer(DocumentFields document) {
        DocumentValue until = document.optionalValue("serverKeepsUntil");
        if (until != null && !until.text().equals("never")) {
            DocumentFields.instant(until);
        }
    }

    private static Identity identity(DocumentFields fields) {
        DocumentValue serverValue = fields.optionalValue("server");
        ServerAddress server = serverValue == null ? null : server(serverValue.fields());
        Route route = route(fields);
        DocumentValue clientId = fields.value("clientId");
        if (DocumentFields.text(clientId).isEmpty()) {
            throw clientId.invalid("the client id is empty");
        }
        Identity identity = new Identity(
                server,
                clientId.text(),
                version(fields.value("mqttVersion")),
                fields.number("sessionExpiryInterval", 0, MAXIMUM_INTERVAL),
                fields.number("keepAlive", 0, 65_535),
                fields.optionalText("userName"),
                passwordSource(fields),
                route);
        fields.end();
        return identity;
    }

    private static Route route(DocumentFields fields) {
        DocumentValue said = fields.optionalValue("route");
        Route route = Route.DIRECT;
        if (said != null) {
            for (Map.Entry<String, DocumentValue> entry : said.map().entrySet()) {
                RouteOption option = RouteOption.of(entry.getKey());
                if (option == null) {
                    throw entry.getValue()
                            .invalid("the field " + HarmlessText.shown(entry.getKey()) + " is unknown in version "
                                    + SavedDocument.VERSION);
                }
                route = route.with(option, routeValues(option, entry.getValue()));
            }
        }
        return route;
    }

    private static List<String> routeValues(RouteOption option, DocumentValue list) {
        List<String> values = new ArrayList<>();
        for (DocumentValue one : list.list()) {
            String value = DocumentFields.text(one);
            try {
                option.check(value);
            } catch (IllegalArgumentException e) {
                throw one.invalid(HarmlessText.shown(value) + " is no value of '" + option.word() + "'");
            }
            values.add(value);
        }
        if (values.isEmpty()) {
            throw list.invalid("'" + option.word() + "' has no value");
        }
        return values;
    }

    private static ServerAddress server(DocumentFields fields) {
        DocumentValue unixSocket = fields.optionalValue("unixSocket");
        if (unixSocket != null) {
            if (!DocumentFields.text(unixSocket).startsWith("/")) {
                throw unixSocket.invalid("the path of a Unix domain socket begins with a slash");
            }
            fields.end();
            return ServerAddress.ofUnixSocket(unixSocket.text());
        }
        DocumentValue host = fields.value("host");
        if (DocumentFields.text(host).isEmpty()) {
            throw host.invalid("the host is empty");
        }
        if (host.text().startsWith("/")) {
            throw host.invalid("a host does not begin with a slash");
        }
        ServerAddress server = new ServerAddress(host.text(), fields.number("port", 1, 65_535));
        fields.end();
        return server;
    }

    private static MqttVersion version(DocumentValue value) {
        for (MqttVersion version : MqttVersion.values()) {
            if (version.toString().equals(value.text())) {
                return version;
            }
        }
        throw value.invalid("the MQTT version is '5' or '3.1.1', not " + HarmlessText.shown(value.text()));
    }

    private static @Nullable PasswordSource passwordSource(DocumentFields fields) {
        String file = fields.optionalText("passwordFile");
        String variable = fields.optionalText("passwordVariable");
        if (file != null && variable != null) {
            throw fields.invalid("there are both 'passwordFile' and 'passwordVariable'");
        }
        if (file != null) {
            return new PasswordSource.InFile(file);
        }
        return variable == null ? null : new PasswordSource.InVariable(variable);
    }

    private static Phase phase(DocumentValue value) {
        for (Phase phase : Phase.values()) {
            if (phase.name().toLowerCase(Locale.ROOT).equals(value.text())) {
                return phase;
            }
        }
        throw value.invalid("the phase " + HarmlessText.shown(value.text()) + " is unknown");
    }

    private static List<String> incarnations(DocumentValue value) {
        List<String> incarnations = new ArrayList<>();
        for (DocumentValue one : value.list()) {
            incarnations.add(DocumentFields.text(one));
        }
        if (incarnations.size() > Snapshot.INCARNATIONS_KEPT) {
            throw value.invalid("more than " + Snapshot.INCARNATIONS_KEPT + " incarnations");
        }
        return incarnations;
    }

    private static List<HeldSubscription> subscriptions(List<DocumentValue> values) {
        List<HeldSubscription> subscriptions = new ArrayList<>();
        Set<String> filters = new HashSet<>();
        for (DocumentValue value : values) {
            DocumentFields fields = value.fields();
            DocumentValue filter = fields.value("filter");
            refuse(filter, TopicFilter.problem(filter.text()));
            if (!filters.add(filter.text())) {
                throw filter.invalid("a second subscription with this filter");
            }
            Long identifier = fields.optionalNumber("subscriptionIdentifier", 1, MAXIMUM_IDENTIFIER);
            Subscription subscription = new Subscription(
                    filter.text(),
                    qos(fields, 0),
                    fields.flag("noLocal"),
                    fields.flag("retainAsPublished"),
                    RetainHandling.of(fields.number("retainHandling", 0, 2)),
                    identifier == null ? 0 : identifier.intValue());
            DocumentValue properties = fields.optionalValue("userProperties");
            List<UserProperty> userProperties = properties == null ? List.of() : userProperties(properties.list());
            subscriptions.add(
                    new HeldSubscription(subscription, userProperties, granted(fields), fields.flag("ending")));
            fields.end();
        }
        return subscriptions;
    }

    private static @Nullable ReasonCode granted(DocumentFields fields) {
        DocumentValue value = fields.optionalValue("granted");
        if (value == null) {
            return null;
        }
        ReasonCode granted = ReasonCode.of((int) DocumentFields.number(value, 0, 0x7F));
        if (granted == null) {
            throw value.invalid("no reason code has this value");
        }
        return granted;
    }

    private List<QueuedMessage> queued(List<DocumentValue> values, long nextNumber) {
        List<QueuedMessage> queued = new ArrayList<>();
        for (DocumentValue value : values) {
            DocumentFields fields = value.fields();
            queued.add(new QueuedMessage(messageNumber(fields, nextNumber), message(fields, 0), fields.instant("at")));
            fields.end();
        }
        return queued;
    }

    private List<OutgoingMessage> inFlight(List<DocumentValue> values, long nextNumber) {
        List<OutgoingMessage> inFlight = new ArrayList<>();
        Set<Integer> packetIds = new HashSet<>();
        for (DocumentValue value : values) {
            DocumentFields fields = value.fields();
            DocumentValue awaits = fields.value("awaits");
            OutgoingMessage message = new OutgoingMessage(
                    packetId(fields, packetIds),
                    messageNumber(fields, nextNumber),
                    message(fields, 1),
                    fields.instant("at"),
                    awaits.text().equals(PacketAwaited.PUBCOMP.name()));
            boolean neverReleased = message.released() && message.message().qos() != QoS.EXACTLY_ONCE;
            if (neverReleased || !awaits.text().equals(message.awaits().name())) {
                throw awaits.invalid("a message with QoS "
                        + message.message().qos().number() + " does not await " + HarmlessText.shown(awaits.text()));
            }
            inFlight.add(message);
            fields.end();
        }
        return inFlight;
    }

    private static List<ReceivedId> received(List<DocumentValue> values) {
        List<ReceivedId> received = new ArrayList<>();
        Set<Integer> packetIds = new HashSet<>();
        for (DocumentValue value : values) {
            DocumentFields fields = value.fields();
            received.add(new ReceivedId(packetId(fields, packetIds), fields.instant("at")));
            fields.end();
        }
        return received;
    }

    private List<InboxMessage> inbox(List<DocumentValue> values, long nextNumber) {
        List<InboxMessage> inbox = new ArrayList<>();
        for (DocumentValue value : values) {
            DocumentFields fields = value.fields();
            InboxMessage held = new InboxMessage(
                    messageNumber(fields, nextNumber), message(fields, 0), fields.flag("dup"), fields.instant("at"));
            // They are numbered as they come, and printed in that order.
            if (!inbox.isEmpty() && inbox.getLast().number() > held.number()) {
                throw value.invalid("message " + held.number() + " comes after message "
                        + inbox.getLast().number());
            }
            inbox.add(held);
            fields.end();
        }
        return inbox;
    }

    private static Map<String, Long> keys(DocumentValue value, long nextNumber) {
        Map<String, Long> keys = new LinkedHashMap<>();
        for (DocumentValue one : value.list()) {
            DocumentFields fields = one.fields();
            if (keys.put(fields.text("key"), fields.number("number", 1, nextNumber - 1)) != null) {
                throw one.invalid("a second entry for this key");
            }
            fields.end();
        }
        if (keys.size() > Snapshot.KEYS_KEPT) {
            throw value.invalid("more than " + Snapshot.KEYS_KEPT + " keys");
        }
        return keys;
    }

    private static List<InputPosition> inputs(List<DocumentValue> values) {
        List<InputPosition> inputs = new ArrayList<>();
        Set<InputPosition.Key> keys = new HashSet<>();
        for (DocumentValue value : values) {
            DocumentFields fields = value.fields();
            DocumentValue topic = fields.value("topic");
            refuse(topic, TopicName.problem(topic.text()));
            InputPosition input = new InputPosition(
                    fields.text("file"),
                    topic.text(),
                    qos(fields, 0),
                    fields.number("offset", 0, Long.MAX_VALUE),
                    fields.number("lines", 0, Long.MAX_VALUE),
                    hash(fields.value("hash")));
            if (!keys.add(input.key())) {
                throw value.invalid("a second position for this file, topic and QoS");
            }
            inputs.add(input);
            fields.end();
        }
        return inputs;
    }

    private static long hash(DocumentValue value) {
        String text = value.text();
        if (text.length() != 16 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw value.invalid("a hash has 16 hexadecimal digits");
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    private static int packetId(DocumentFields fields, Set<Integer> taken) {
        DocumentValue value = fields.value("packetId");
        int packetId = (int) DocumentFields.number(value, 1, 65_535);
        if (!taken.add(packetId)) {
            throw value.invalid("packet identifier " + packetId + " is in use twice");
        }
        return packetId;
    }

    private long messageNumber(DocumentFields fields, long nextNumber) {
        DocumentValue value = fields.value("number");
        long number = DocumentFields.number(value, 1, nextNumber - 1);
        if (!numbers.add(number)) {
            throw value.invalid("a second message with number " + number);
        }
        return number;
    }

    private static Message message(DocumentFields fields, int lowestQoS) {
        DocumentValue topic = fields.value("topic");
        refuse(topic, TopicName.problem(topic.text()));
        DocumentValue properties = fields.optionalValue("properties");
        return new Message(
                topic.text(),
                fields.binary("payload"),
                qos(fields, lowestQoS),
                fields.flag("retain"),
                properties == null ? PublishProperties.NONE : properties(properties.fields()));
    }

    private static List<UserProperty> userProperties(List<DocumentValue> values) {
        List<UserProperty> userProperties = new ArrayList<>();
        for (DocumentValue value : values) {
            DocumentFields property = value.fields();
            userProperties.add(new UserProperty(property.text("name"), property.text("value")));
            property.end();
        }
        return userProperties;
    }

    private static PublishProperties properties(DocumentFields fields) {
        DocumentValue responseTopic = fields.optionalValue("responseTopic");
        if (responseTopic != null) {
            refuse(responseTopic, TopicName.problem(responseTopic.text()));
        }
        List<UserProperty> userProperties = userProperties(fields.list("userProperties"));
        List<Integer> identifiers = new ArrayList<>();
        for (DocumentValue value : fields.list("subscriptionIdentifiers")) {
            identifiers.add((int) DocumentFields.number(value, 1, MAXIMUM_IDENTIFIER));
        }
        PublishProperties properties = new PublishProperties(
                fields.flag("payloadIsText"),
                fields.optionalNumber("messageExpiryInterval", 0, MAXIMUM_INTERVAL),
                fields.optionalText("contentType"),
                responseTopic == null ? null : responseTopic.text(),
                fields.optionalBinary("correlationData"),
                userProperties,
                identifiers);
        fields.end();
        return properties;
    }

    private static QoS qos(DocumentFields fields, int lowest) {
        return QoS.of(fields.number("qos", lowest, 2));
    }

    private static void refuse(DocumentValue value, @Nullable String problem) {
        if (problem != null) {
            throw value.invalid(HarmlessText.shown(value.text()) + " " + problem);
        }
    }
}
