package io.mqkeep.cli.options;

import io.mqkeep.session.SessionSettings;

/** How much the inbox may hold: whichever limit is reached first counts. */
public record InboxLimit(int messages, long bytes) {
    public static final InboxLimit DEFAULT =
            new InboxLimit(SessionSettings.INBOX_MESSAGES, SessionSettings.INBOX_BYTES);

    /**
     * Reads {@code 500} (messages), {@code 8MiB} (bytes) or {@code 500,8MiB}; what is not said keeps its default.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none of these
     */
    public static InboxLimit parse(String text) {
        int comma = text.indexOf(',');
        InboxLimit first = DEFAULT.with(comma < 0 ? text : text.substring(0, comma), text);
        return comma < 0 ? first : first.with(text.substring(comma + 1), text);
    }

    private InboxLimit with(String part, String whole) {
        int unitStart = 0;
        while (unitStart < part.length() && part.charAt(unitStart) >= '0' && part.charAt(unitStart) <= '9') {
            unitStart++;
        }
        if (unitStart == 0 || unitStart > 9) {
            throw notALimit(whole);
        }
        int number = Integer.parseInt(part.substring(0, unitStart));
        return switch (part.substring(unitStart)) {
            case "" -> new InboxLimit(number, bytes);
            case "B" -> new InboxLimit(messages, number);
            case "KiB" -> new InboxLimit(messages, number * 1024L);
            case "MiB" -> new InboxLimit(messages, number * 1024L * 1024);
            case "GiB" -> new InboxLimit(messages, number * 1024L * 1024 * 1024);
            default -> throw notALimit(whole);
        };
    }

    private static IllegalArgumentException notALimit(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a number of messages (500), of bytes (8MiB) or both (500,8MiB)");
    }
}
