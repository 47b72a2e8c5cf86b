package io.mqkeep.protocol;

import org.jspecify.annotations.Nullable;

/** The rules for what one subscribes to, and which topics a filter matches (section 4.7, shared: 5.0 section 4.8.2). */
public final class TopicFilter {
    private static final String SHARED = "$share/";

    private TopicFilter() {}

    /**
     * Says what keeps a text from being a Topic Filter.
     *
     * @return the rest of a sentence, or null when it can be subscribed to ([MQTT-4.7.1-1] to [MQTT-4.7.1-3],
     *     [MQTT-4.7.3-1] to [MQTT-4.7.3-3], [MQTT-4.8.2-1], [MQTT-4.8.2-2])
     */
    public static @Nullable String problem(String filter) {
        if (filter.isEmpty()) {
            return "is empty";
        }
        if (isShared(filter)) {
            int end = filter.indexOf('/', SHARED.length());
            if (end < 0 || end == filter.length() - 1) {
                return "is a shared subscription without a filter after the share name ($share/NAME/FILTER)";
            }
            String shareName = filter.substring(SHARED.length(), end);
            if (shareName.isEmpty() || shareName.indexOf('+') >= 0 || shareName.indexOf('#') >= 0) {
                return "has a share name that is empty or has a wildcard ($share/NAME/FILTER)";
            }
        }
        for (int i = 0; i < filter.length(); i++) {
            char c = filter.charAt(i);
            boolean startsLevel = i == 0 || filter.charAt(i - 1) == '/';
            boolean endsLevel = i == filter.length() - 1 || filter.charAt(i + 1) == '/';
            if (c == '#' && !(startsLevel && i == filter.length() - 1)) {
                return "has a # that is not the last level by itself";
            }
            if (c == '+' && !(startsLevel && endsLevel)) {
                return "has a + that does not fill its level";
            }
        }
        return Utf8.problem(filter);
    }

    /** Says whether the filter is a shared subscription ({@code $share/NAME/FILTER}). */
    public static boolean isShared(String filter) {
        return filter.startsWith(SHARED);
    }

    /**
     * Says whether a valid filter matches a valid topic. The share name of a shared subscription is left out of the
     * comparison. A wildcard in the first level does not match a topic that starts with {@code $} ([MQTT-4.7.2-1]).
     */
    public static boolean matches(String filter, String topic) {
        int f = isShared(filter) ? filter.indexOf('/', SHARED.length()) + 1 : 0;
        int t = 0;
        if (topic.startsWith("$") && (filter.startsWith("#", f) || filter.startsWith("+", f))) {
            return false;
        }
        while (true) {
            int filterEnd = endOfLevel(filter, f);
            int topicEnd = endOfLevel(topic, t);
            boolean lastOfFilter = filterEnd == filter.length();
            boolean lastOfTopic = topicEnd == topic.length();
            if (lastOfFilter && filterEnd - f == 1 && filter.charAt(f) == '#') {
                return true;
            }
            boolean any = filterEnd - f == 1 && filter.charAt(f) == '+';
            boolean same = filterEnd - f == topicEnd - t && filter.regionMatches(f, topic, t, topicEnd - t);
            if (!any && !same) {
                return false;
            }
            if (lastOfTopic) {
                // "sport/#" also matches "sport", the parent level (4.7.1.2).
                return lastOfFilter || (filter.length() == filterEnd + 2 && filter.endsWith("/#"));
            }
            if (lastOfFilter) {
                return false;
            }
            f = filterEnd + 1;
            t = topicEnd + 1;
        }
    }

    private static int endOfLevel(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }
}
