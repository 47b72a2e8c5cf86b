package io.mqkeep.cli.options;

import java.lang.reflect.Member;
import java.util.List;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Reads {@code -D PACKET PROPERTY [NAME] VALUE} as mosquitto's clients do: it becomes the option that says the same, and
 * is read again as that.
 */
final class StandardProperty implements IParameterConsumer {
    /** How the value of the option is made of the property's. */
    private enum Form {
        AS_IT_IS,
        /** 1 gives the flag, 0 leaves it out. */
        FLAG,
        /** 0 gives the flag, 1 leaves it out. */
        INVERTED_FLAG,
        /** Text, whatever it begins with. */
        TEXT,
        PAIR
    }

    /**
     * A property of a packet and the option for it.
     *
     * @param owner the class the option must be of, since one name may be another packet's in another command
     */
    private record Row(String packet, String property, String option, Class<?> owner, Form form) {}

    private static final List<Row> ROWS = List.of(
            message("payload-format-indicator", Form.FLAG),
            message("message-expiry-interval", Form.AS_IT_IS),
            message("content-type", Form.AS_IT_IS),
            message("response-topic", Form.AS_IT_IS),
            message("correlation-data", Form.TEXT),
            message("user-property", Form.PAIR),
            connect("receive-maximum", "--receive-maximum", Form.AS_IT_IS),
            connect("maximum-packet-size", "--maximum-packet-size", Form.AS_IT_IS),
            connect("topic-alias-maximum", "--topic-alias-maximum", Form.AS_IT_IS),
            connect("request-response-information", "--request-response-information", Form.FLAG),
            connect("request-problem-information", "--no-request-problem-information", Form.INVERTED_FLAG),
            new Row(
                    "connect",
                    "authentication-method",
                    "--authentication-method",
                    AuthenticationOptions.class,
                    Form.AS_IT_IS),
            new Row("connect", "authentication-data", "--authentication-data", AuthenticationOptions.class, Form.TEXT),
            connect("user-property", "--connect-user-property", Form.PAIR),
            new Row("connect", "session-expiry-interval", "--session-expiry", ConnectionOptions.class, Form.AS_IT_IS),
            new Row("will", "will-delay-interval", "--will-delay-interval", WillOptions.class, Form.AS_IT_IS),
            will("payload-format-indicator", Form.FLAG),
            will("message-expiry-interval", Form.AS_IT_IS),
            will("content-type", Form.AS_IT_IS),
            will("response-topic", Form.AS_IT_IS),
            will("correlation-data", Form.TEXT),
            will("user-property", Form.PAIR),
            subscribe("subscription-identifier", Form.AS_IT_IS),
            subscribe("user-property", Form.PAIR),
            new Row("unsubscribe", "user-property", "--user-property", UnsubscribePropertyOptions.class, Form.PAIR),
            disconnect("session-expiry-interval", "--disconnect-session-expiry", Form.AS_IT_IS),
            disconnect("reason-string", "--disconnect-reason-string", Form.AS_IT_IS),
            disconnect("user-property", "--disconnect-user-property", Form.PAIR));

    private static Row message(String property, Form form) {
        return new Row("publish", property, "--" + property, MessagePropertyOptions.class, form);
    }

    private static Row will(String property, Form form) {
        return new Row("will", property, "--will-" + property, WillOptions.class, form);
    }

    private static Row subscribe(String property, Form form) {
        return new Row("subscribe", property, "--" + property, SubscriptionPropertyOptions.class, form);
    }

    private static Row connect(String property, String option, Form form) {
        return new Row("connect", property, option, ConnectPropertyOptions.class, form);
    }

    private static Row disconnect(String property, String option, Form form) {
        return new Row("disconnect", property, option, DisconnectOptions.class, form);
    }

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        String packet = next(words, command, "PACKET PROPERTY VALUE");
        String property = next(words, command, "PROPERTY VALUE after " + packet);
        Row row = row(packet, property, command);
        if (row.form == Form.PAIR) {
            String name = next(words, command, "NAME VALUE after " + packet + " " + property);
            String value = next(words, command, "VALUE after " + name);
            words.push(row.option + "=" + PropertyConverters.User.written(name, value));
            return;
        }
        String value = next(words, command, "VALUE after " + packet + " " + property);
        switch (row.form) {
            case FLAG, INVERTED_FLAG -> {
                if (!value.equals("0") && !value.equals("1")) {
                    throw wrong(command, packet + " " + property + " is 0 or 1, not '" + value + "'");
                }
                if (value.equals(row.form == Form.FLAG ? "1" : "0")) {
                    words.push(row.option);
                }
            }
            case TEXT -> words.push(row.option + "=text:" + value);
            case AS_IT_IS, PAIR -> words.push(row.option + "=" + value);
        }
    }

    private static Row row(String packet, String property, CommandSpec command) {
        boolean known = false;
        boolean sent = false;
        for (Row row : ROWS) {
            if (row.packet.equals(packet)) {
                known = true;
                if (has(command, row)) {
                    sent = true;
                    if (row.property.equals(property)) {
                        return row;
                    }
                }
            }
        }
        if (packet.equals("publish") && property.equals("topic-alias")) {
            throw wrong(command, "topic aliases are used by themselves when the server allows them");
        }
        throw wrong(
                command,
                !known
                        ? "'" + packet + "' is not connect, publish, subscribe, unsubscribe, disconnect or will"
                        : sent
                                ? "'" + property + "' is not a property that can be given for " + packet
                                : "this command sends no " + packet);
    }

    private static boolean has(CommandSpec command, Row row) {
        OptionSpec option = command.findOption(row.option);
        return option != null
                && option.userObject() instanceof Member member
                && member.getDeclaringClass() == row.owner;
    }

    private static String next(Stack<String> words, CommandSpec command, String missing) {
        @Nullable String word = words.isEmpty() ? null : words.pop();
        if (word == null) {
            throw wrong(command, "needs " + missing);
        }
        return word;
    }

    private static ParameterException wrong(CommandSpec command, String sentence) {
        return new ParameterException(command.commandLine(), "--property: " + sentence);
    }
}
