package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A proxy as it was typed, taken apart as far as a secret goes: what it means is for the transport to say.
 *
 * @param remembered all but the password
 * @param password still percent-encoded; null for none
 */
record ProxyUrl(String remembered, @Nullable String password) {

    static ProxyUrl read(String text) {
        if (text.isEmpty()) {
            throw Failure.usage("--proxy: the proxy is empty; 'none' is the straight way");
        }
        int from = text.indexOf("://");
        int at = text.lastIndexOf('@');
        int colon = from < 0 || at < 0 ? -1 : text.indexOf(':', from + 3);
        if (colon < 0 || colon > at) {
            return new ProxyUrl(text, null);
        }
        return new ProxyUrl(text.substring(0, colon) + text.substring(at), text.substring(colon + 1, at));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return remembered;
    }
}
