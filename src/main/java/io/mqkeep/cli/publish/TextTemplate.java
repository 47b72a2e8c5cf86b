package io.mqkeep.cli.publish;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;

/** Text with places to fill in, read once and filled for each message. */
final class TextTemplate {
    private final List<LongFunction<String>> pieces = new ArrayList<>();

    private TextTemplate() {}

    /** Where the fillings come from. */
    record Sources(Map<String, String> environment, InstantSource clock) {}

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with a sentence when it is not understood
     */
    static TextTemplate parse(String text, Sources sources) {
        TextTemplate template = new TextTemplate();
        int from = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw new IllegalArgumentException("a {{ has no }} after it");
            }
            String before = text.substring(from, open);
            template.pieces.add(_ -> before);
            template.pieces.add(place(text.substring(open + 2, close).strip(), sources));
            from = close + 2;
        }
        String rest = text.substring(from);
        template.pieces.add(_ -> rest);
        return template;
    }

    private static LongFunction<String> place(String place, Sources sources) {
        int colon = place.indexOf(':');
        String name = colon < 0 ? place : place.substring(0, colon);
        String argument = colon < 0 ? "" : place.substring(colon + 1);
        return switch (name) {
            case "counter" -> {
                long first = argument.isEmpty() ? 1 : number(argument, place);
                yield count -> Long.toString(first + count - 1);
            }
            case "time" -> time(argument, place, sources.clock());
            case "random" -> random(argument, place);
            case "uuid" -> {
                refuse(!argument.isEmpty(), place);
                yield _ -> UUID.randomUUID().toString();
            }
            case "env" -> {
                String value = sources.environment().get(argument);
                if (value == null) {
                    throw new IllegalArgumentException("there is no environment variable '" + argument + "'");
                }
                yield _ -> value;
            }
            default -> throw notKnown(place);
        };
    }

    private static LongFunction<String> time(String argument, String place, InstantSource clock) {
        return switch (argument) {
            case "" -> _ -> clock.instant().toString();
            case "ms" -> _ -> Long.toString(clock.millis());
            case "s" -> _ -> Long.toString(clock.millis() / 1000);
            default -> throw notKnown(place);
        };
    }

    private static LongFunction<String> random(String argument, String place) {
        int colon = argument.indexOf(':');
        refuse(colon < 0, place);
        long least = number(argument.substring(0, colon), place);
        long most = number(argument.substring(colon + 1), place);
        refuse(most < least || most == Long.MAX_VALUE, place);
        return _ -> Long.toString(ThreadLocalRandom.current().nextLong(least, most + 1));
    }

    private static long number(String text, String place) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw notKnown(place);
        }
    }

    private static void refuse(boolean wrong, String place) {
        if (wrong) {
            throw notKnown(place);
        }
    }

    private static IllegalArgumentException notKnown(String place) {
        return new IllegalArgumentException("{{" + place + "}} is none of {{counter}}, {{counter:FIRST}}, {{time}},"
                + " {{time:ms}}, {{time:s}}, {{random:LEAST:MOST}}, {{uuid}} and {{env:NAME}}");
    }

    /** Returns the text for a message, counted from 1. */
    String fill(long count) {
        StringBuilder text = new StringBuilder();
        for (LongFunction<String> piece : pieces) {
            text.append(piece.apply(count));
        }
        return text.toString();
    }
}
