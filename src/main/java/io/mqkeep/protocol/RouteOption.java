package io.mqkeep.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What can be said about the way to a server besides its address, and how to be let in. None of it is a secret: where a secret is needed, this
 * says in which file it is. The words are in journals and saved documents and never change.
 */
public enum RouteOption {
    /** {@code yes}: TLS (4.2). */
    TLS("tls"),
    /** A file of certificates, PEM, that are trusted. */
    CAFILE("cafile"),
    /** A folder of such files. */
    CAPATH("capath"),
    /** Our certificate and those that lead to its authority, PEM. */
    CERT("cert"),
    /** The private key to it, PEM. */
    PRIVATE_KEY("private-key"),
    /** A file with the password of the private key. */
    KEY_PASSWORD_FILE("key-password-file"),
    /** Certificate and private key, PKCS#12 or JKS. */
    KEYSTORE("keystore"),
    KEYSTORE_PASSWORD_FILE("keystore-password-file"),
    /** Trusted certificates, PKCS#12 or JKS. */
    TRUSTSTORE("truststore"),
    TRUSTSTORE_PASSWORD_FILE("truststore-password-file"),
    /** The one version of TLS to speak: {@code 1.2} or {@code 1.3}. */
    TLS_VERSION("tls-version"),
    /** A cipher suite that may be used; any number of them. */
    CIPHER("cipher"),
    /** An application protocol to offer; any number of them, the best first. */
    ALPN("alpn"),
    /** The name to ask the server for and to find in its certificate, instead of the host. */
    SNI("sni"),
    /** The SHA-256 of the server's certificate, 64 digits; any number of them. */
    FINGERPRINT("fingerprint"),
    /** {@code yes}: whatever certificate the server has is taken. */
    INSECURE("insecure"),
    /** {@code yes}: WebSocket (6). */
    WEBSOCKET("websocket"),
    WEBSOCKET_PATH("websocket-path"),
    /** A file of HTTP headers, a line each. */
    WEBSOCKET_HEADER_FILE("websocket-header-file"),
    /** {@code scheme://[user@]host:port}, or {@code none}. */
    PROXY("proxy"),
    PROXY_PASSWORD_FILE("proxy-password-file"),
    /** The local address to connect from. */
    BIND("bind"),
    /** A server to try after the first; any number of them, in order. */
    FURTHER_SERVER("further-server"),
    /** The method of enhanced authentication (5.0: 4.12). */
    AUTHENTICATION_METHOD("authentication-method"),
    /** A file with what to say by that method. */
    AUTHENTICATION_DATA_FILE("authentication-data-file");

    private final String word;

    RouteOption(String word) {
        this.word = word;
    }

    /** Returns the word it is written with. */
    public String word() {
        return word;
    }

    /** Returns the option this word stands for, or null when there is none. */
    public static @Nullable RouteOption of(String word) {
        for (RouteOption option : values()) {
            if (option.word.equals(word)) {
                return option;
            }
        }
        return null;
    }

    /**
     * Checks a value as far as it can be checked without the world outside.
     *
     * @throws IllegalArgumentException with the end of a sentence when it is none
     */
    public void check(String value) {
        switch (this) {
            case TLS, INSECURE, WEBSOCKET -> {
                if (!value.equals(Route.YES) && !value.equals(Route.NO)) {
                    throw new IllegalArgumentException("it is 'yes' or 'no'");
                }
            }
            case FURTHER_SERVER -> ServerAddress.parse(value);
            default -> {
                if (value.isEmpty()) {
                    throw new IllegalArgumentException("it is empty");
                }
            }
        }
    }
}
