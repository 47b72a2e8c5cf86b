package io.mqkeep.transport.tls;

/** Where the passwords of keys and key stores come from. Asked only when one is needed. */
public interface TlsSecrets {
    /**
     * Returns the password of a private key.
     *
     * @param file whose key it is
     * @throws UnusableException when there is none
     */
    char[] keyPassword(String file);

    /** Returns the password of the key store that has our certificate. */
    char[] keyStorePassword(String file);

    /** Returns the password of the key store with what is trusted. */
    char[] trustStorePassword(String file);
}
