package io.mqkeep.session;

import io.mqkeep.protocol.TopicFilter;
import java.util.List;

/**
 * Who reads messages now.
 *
 * @param filters the messages wanted; none means all
 * @param limit the most messages to take, or {@link Long#MAX_VALUE}
 */
public record Reader(List<String> filters, long limit) {
    public static final Reader EVERYTHING = new Reader(List.of(), Long.MAX_VALUE);

    public Reader {
        filters = List.copyOf(filters);
    }

    boolean wants(String topic) {
        if (filters.isEmpty()) {
            return true;
        }
        for (String filter : filters) {
            if (TopicFilter.matches(filter, topic)) {
                return true;
            }
        }
        return false;
    }
}
