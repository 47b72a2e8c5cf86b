package io.mqkeep.session;

import io.mqkeep.protocol.Message;
import io.mqkeep.protocol.TopicFilter;
import java.util.List;

/**
 * Who reads messages now.
 *
 * @param filters the messages wanted; none means all
 * @param passedOver filters of wanted messages that are read and acknowledged but not counted
 * @param retained which messages are counted, by their RETAIN flag
 * @param limit the most messages to count, or {@link Long#MAX_VALUE}
 */
public record Reader(List<String> filters, List<String> passedOver, Retained retained, long limit) {
    public static final Reader EVERYTHING = new Reader(List.of(), Long.MAX_VALUE);

    /** What the RETAIN flag of a message means to a reader. */
    public enum Retained {
        COUNTED,
        PASSED_OVER,
        ONLY
    }

    public Reader {
        filters = List.copyOf(filters);
        passedOver = List.copyOf(passedOver);
    }

    /** Makes a reader that counts every message it wants. */
    public Reader(List<String> filters, long limit) {
        this(filters, List.of(), Retained.COUNTED, limit);
    }

    boolean wants(String topic) {
        return filters.isEmpty() || matchesAny(filters, topic);
    }

    /** Says whether a message that is read counts: the others are read, acknowledged and passed over. */
    public boolean counts(Message message) {
        boolean byFlag = switch (retained) {
            case COUNTED -> true;
            case PASSED_OVER -> !message.retain();
            case ONLY -> message.retain();
        };
        return byFlag && !matchesAny(passedOver, message.topic());
    }

    private static boolean matchesAny(List<String> filters, String topic) {
        for (String filter : filters) {
            if (TopicFilter.matches(filter, topic)) {
                return true;
            }
        }
        return false;
    }
}
