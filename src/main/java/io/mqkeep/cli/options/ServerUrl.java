package io.mqkeep.cli.options;

import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A server and who we are there, in one word: {@code mqtt://[user[:password]@]host[:port]}, {@code mqtts://} for TLS,
 * {@code ws://} and {@code wss://} for WebSocket, these with a path. User name and password may be percent-encoded. No error names the text: it may hold a password.
 *
 * @param scheme what is before the colon, in small letters
 * @param host without brackets
 * @param port null when not said
 * @param path of WebSocket, with its slash; null when not said
 */
public record ServerUrl(
        String scheme,
        String host,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String password,
        @Nullable String path) {

    private static final List<String> SCHEMES = List.of("mqtt", "mqtts", "ws", "wss");
    private static final String FORM = "[USER[:PASSWORD]@]HOST[:PORT]";

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none
     */
    public static ServerUrl parse(String text) {
        int colonSlashes = text.indexOf("://");
        String scheme = colonSlashes < 0 ? "" : text.substring(0, colonSlashes).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException("the URL does not start with mqtt://, mqtts://, ws:// or wss://");
        }
        String authority = text.substring(colonSlashes + 3);
        int pathAt = firstOf(authority, "/?#");
        String path = null;
        if (pathAt >= 0) {
            boolean webSocket = scheme.startsWith("ws");
            boolean empty = pathAt == authority.length() - 1 && authority.charAt(pathAt) == '/';
            if (!empty && (!webSocket || authority.charAt(pathAt) != '/' || authority.indexOf('#') >= 0)) {
                throw new IllegalArgumentException(
                        "the URL goes on after the server (" + scheme + "://" + FORM + (webSocket ? "[/PATH]" : "")
                                + "); a topic goes to --topic, and in a user name or password / is %2F");
            }
            path = webSocket ? authority.substring(pathAt) : null;
            authority = authority.substring(0, pathAt);
        }
        int at = authority.lastIndexOf('@');
        String user = null;
        String password = null;
        if (at >= 0) {
            String userInfo = authority.substring(0, at);
            int colon = userInfo.indexOf(':');
            user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
            password = colon < 0 ? null : decoded(userInfo.substring(colon + 1));
        }
        return withHostAndPort(scheme, authority.substring(at + 1), user, password, path);
    }

    private static ServerUrl withHostAndPort(
            String scheme, String text, @Nullable String user, @Nullable String password, @Nullable String path) {
        int hostEnd;
        String host;
        if (text.startsWith("[")) {
            int bracket = text.indexOf(']');
            if (bracket < 0) {
                throw new IllegalArgumentException("the URL has a [ without a ]");
            }
            host = text.substring(1, bracket);
            hostEnd = bracket + 1;
        } else {
            int colon = text.indexOf(':');
            hostEnd = colon < 0 ? text.length() : colon;
            host = text.substring(0, hostEnd);
            if (text.indexOf(':', hostEnd + 1) >= 0) {
                throw new IllegalArgumentException("the URL has an IPv6 address without brackets ([::1])");
            }
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the URL has no host");
        }
        if (hostEnd == text.length()) {
            return new ServerUrl(scheme, host, null, user, password, path);
        }
        if (text.charAt(hostEnd) != ':') {
            throw new IllegalArgumentException("the URL goes on after the ]");
        }
        return new ServerUrl(scheme, host, portAfterHost(text.substring(hostEnd + 1)), user, password, path);
    }

    /** Without an @ this may be a password that was meant to have a host after it, so only digits are shown. */
    private static int portAfterHost(String text) {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < '0' || c > '9')) {
            throw new IllegalArgumentException("what follows the host in the URL is not a port (1 to 65535)");
        }
        return port(text);
    }

    static int port(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5;
        for (int i = 0; number && i < text.length(); i++) {
            number = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        int port = number ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is not a port (1 to 65535)");
        }
        return port;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.put(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
            if (low < 0) {
                throw new IllegalArgumentException("the URL has a % that is not followed by two hexadecimal digits");
            }
            bytes.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the URL has percent-encoded bytes that are not UTF-8", e);
        }
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns what the scheme says about the way. */
    Route addTo(Route route) {
        boolean webSocket = scheme.startsWith("ws");
        Route said = route.with(RouteOption.WEBSOCKET, webSocket);
        if (scheme.equals("mqtts") || scheme.equals("wss")) {
            said = said.with(RouteOption.TLS, true);
        }
        return path == null ? said : said.with(RouteOption.WEBSOCKET_PATH, List.of(path));
    }

    /** Returns the port that is said, or else the one of the scheme. */
    int portOrDefault() {
        return port == null ? addTo(Route.DIRECT).defaultPort() : port;
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "ServerUrl[scheme=" + scheme + ", host=" + host + ", port=" + port + ", user=" + user + ", password="
                + (password == null ? "none" : "hidden") + "]";
    }
}
