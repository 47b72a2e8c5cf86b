package io.mqkeep.cli.output;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.ServerAddress;
import io.mqkeep.protocol.Subscription;
import io.mqkeep.session.HeldSubscription;
import io.mqkeep.session.Identity;
import io.mqkeep.session.PasswordSource;
import io.mqkeep.session.ServerLimit;
import io.mqkeep.session.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session for a person to read: who it is, how it stands with the server, and every message it holds. */
public final class SessionPage {
    private SessionPage() {}

    /** Returns the lines; {@code now} is what ages are counted from. */
    public static List<String> lines(String name, Snapshot session, long now) {
        List<String> lines = new ArrayList<>(facts(name, session, now).lines(0));
        Table subscriptions = subscriptions(session);
        if (!subscriptions.isEmpty()) {
            lines.add("");
            lines.add("Subscriptions:");
            lines.addAll(subscriptions.lines(2));
        }
        Table messages = messages(session, now);
        lines.add("");
        if (messages.isEmpty()) {
            lines.add("No message is held.");
        } else {
            lines.add("Messages:");
            lines.addAll(messages.lines(2));
        }
        List<String> setAside = setAside(session);
        if (!setAside.isEmpty()) {
            lines.add("");
            lines.add("Set aside, because the server of the last connection can't take it:");
            lines.addAll(setAside);
        }
        return lines;
    }

    private static Table facts(String name, Snapshot session, long now) {
        Identity identity = session.identity();
        Table facts = new Table("session", name);
        facts.row("client identifier", identity.clientId());
        ServerAddress server = identity.server();
        facts.row("server", server == null ? "not known yet" : server.toString());
        if (!identity.route().isDirect()) {
            facts.row("reached by", route(identity.route()));
        }
        facts.row("MQTT version", identity.version().toString());
        facts.row("state", state(session, now));
        facts.row("session expiry", expiry(session));
        facts.row("kept by the server", keptUntil(session, now));
        facts.row("keep alive", Times.interval(identity.keepAlive()));
        String userName = identity.userName();
        facts.row("user name", userName == null ? "none" : userName);
        facts.row("password", password(identity.passwordSource()));
        facts.row("last connection", lastConnection(session, now));
        if (!session.keys().isEmpty()) {
            facts.row("keys remembered", Integer.toString(session.keys().size()));
        }
        return facts;
    }

    private static String route(Route route) {
        List<String> words = new ArrayList<>();
        route.options()
                .forEach((option, values) -> words.add(
                        values.equals(List.of("yes"))
                                ? option.word()
                                : option.word() + " " + String.join(", ", values)));
        return String.join("; ", words);
    }

    /** Returns how client and server stand, as the middle of a sentence. */
    static String state(Snapshot session, long now) {
        if (session.handedOver()) {
            return "handed over: it must not connect from here";
        }
        return switch (session.phase()) {
            case NEW -> "new: the server does not have it yet";
            case ESTABLISHED -> "established";
            case LOST -> {
                Long lostAt = session.lostAt();
                yield "lost by the server" + (lostAt == null ? "" : ", found " + ago(lostAt, now));
            }
        };
    }

    private static String expiry(Snapshot session) {
        String asked = Times.interval(session.identity().sessionExpiryInterval());
        if (session.identity().version() == MqttVersion.V3_1_1) {
            return "the server's choice (MQTT 3.1.1)";
        }
        Long granted = session.grantedSessionExpiryInterval();
        return granted == null || granted == session.identity().sessionExpiryInterval()
                ? asked
                : asked + " asked for, " + Times.interval(granted) + " granted";
    }

    /** Returns until when the server must keep the session, as words. */
    public static String keptUntil(Snapshot session, long now) {
        Long until = session.keptByServerUntil();
        if (session.identity().version() == MqttVersion.V3_1_1) {
            return "nobody knows how long (MQTT 3.1.1 has no way to say)";
        }
        if (until == null) {
            return "not yet";
        }
        if (until == Long.MAX_VALUE) {
            return "for ever";
        }
        return "until " + Times.instant(until)
                + (until >= now
                        ? " (" + Times.length(until - now) + " left)"
                        : " (over since " + Times.length(now - until) + ")");
    }

    private static String password(@Nullable PasswordSource source) {
        return switch (source) {
            case null -> "not remembered";
            case PasswordSource.InFile file -> "first line of " + file.path();
            case PasswordSource.InVariable variable -> "environment variable " + variable.name();
        };
    }

    private static String lastConnection(Snapshot session, long now) {
        Long connectedAt = session.connectedAt();
        return connectedAt == null ? "never" : Times.instant(connectedAt) + " (" + ago(connectedAt, now) + ")";
    }

    private static String ago(long at, long now) {
        return Times.length(now - at) + " ago";
    }

    private static Table subscriptions(Snapshot session) {
        Table table = new Table("QOS", "GRANTED", "FILTER");
        for (HeldSubscription held : session.subscriptions()) {
            Subscription subscription = held.subscription();
            table.row(Integer.toString(subscription.qos().number()), granted(held), subscription.filter());
        }
        return table;
    }

    private static String granted(HeldSubscription held) {
        ReasonCode granted = held.granted();
        if (held.ending()) {
            return "ending";
        }
        return granted == null ? "not yet" : "QoS " + granted.value();
    }

    private static List<String> setAside(Snapshot session) {
        List<String> lines = new ArrayList<>();
        for (HeldMessages.Held held : HeldMessages.of(session)) {
            ServerLimit limit = held.setAside();
            if (limit != null) {
                lines.add("  message " + held.number() + " " + limit.words());
            }
        }
        return lines;
    }

    private static Table messages(Snapshot session, long now) {
        Table table = new Table("NO.", "DIR", "QOS", "PACKET ID", "SIZE", "AGE", "STATE", "TOPIC");
        for (HeldMessages.Held held : HeldMessages.of(session)) {
            Message message = held.message();
            Integer packetId = held.packetId();
            Long number = held.number();
            table.row(
                    number == null ? "-" : number.toString(),
                    held.direction(),
                    Integer.toString(held.qos()),
                    packetId == null ? "-" : packetId.toString(),
                    message == null ? "-" : message.payload().size() + " B",
                    Times.length(now - held.at()),
                    held.state(),
                    message == null ? "-" : message.topic());
        }
        return table;
    }
}
