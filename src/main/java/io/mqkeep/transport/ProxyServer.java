package io.mqkeep.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy: {@code socks5h://[user[:password]@]host[:port]}, {@code socks5://} (names are looked up here and not there) or
 * {@code http://} (CONNECT).
 *
 * @param scheme one of these, in small letters
 * @param host without brackets
 * @param port 1 to 65,535
 */
public record ProxyServer(
        String scheme,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    private static final int SOCKS_PORT = 1080;
    private static final int HTTP_PORT = 8080;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with the end of a sentence, which does not name the text: it may hold a password
     */
    public static ProxyServer parse(String text) {
        int slashes = text.indexOf("://");
        String scheme = slashes < 0 ? "" : text.substring(0, slashes).toLowerCase(Locale.ROOT);
        if (!scheme.equals("socks5h") && !scheme.equals("socks5") && !scheme.equals("http")) {
            throw new IllegalArgumentException("the proxy does not start with socks5h://, socks5:// or http://");
        }
        String authority = text.substring(slashes + 3);
        if (authority.endsWith("/")) {
            authority = authority.substring(0, authority.length() - 1);
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
        String hostAndPort = authority.substring(at + 1);
        int port = scheme.equals("http") ? HTTP_PORT : SOCKS_PORT;
        int colon = hostAndPort.lastIndexOf(':');
        String host = hostAndPort;
        if (colon > hostAndPort.lastIndexOf(']')) {
            port = port(hostAndPort.substring(colon + 1));
            host = hostAndPort.substring(0, colon);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || host.indexOf('/') >= 0) {
            throw new IllegalArgumentException("the proxy has no host, or goes on after it");
        }
        return new ProxyServer(scheme, host, port, user, password);
    }

    private static int port(String text) {
        boolean number = !text.isEmpty() && text.length() <= 5;
        for (int i = 0; number && i < text.length(); i++) {
            number = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        int port = number ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the proxy has a port that is none (1 to 65535)");
        }
        return port;
    }

    /** Undoes percent-encoding. */
    public static String decoded(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(encoded[i + 2], 16);
                if (low < 0) {
                    throw new IllegalArgumentException(
                            "the proxy has a % that is not followed by two hexadecimal digits");
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else {
                bytes.put(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the proxy has percent-encoded bytes that are not UTF-8", e);
        }
    }

    /** Says whether the proxy is told the name, so that it is looked up there. */
    boolean looksUpNames() {
        return !scheme.equals("socks5");
    }

    ProxyServer withPassword(@Nullable String other) {
        return other == null ? this : new ProxyServer(scheme, host, port, user, other);
    }

    /** Returns what a session may remember: {@link #parse} reads it. */
    public String withoutPassword() {
        String userInfo = user == null ? "" : encoded(user) + "@";
        return scheme + "://" + userInfo + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            encoded.append(
                    plain
                            ? String.valueOf(c)
                            : "%" + Integer.toHexString(0x100 | c).substring(1));
        }
        return encoded.toString();
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return withoutPassword();
    }
}
