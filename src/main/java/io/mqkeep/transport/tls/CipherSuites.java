package io.mqkeep.transport.tls;

import java.util.List;

/** Cipher suites by the names of the standard (IANA) and by those OpenSSL has for them. */
final class CipherSuites {
    private CipherSuites() {}

    /**
     * Returns the names that Java knows for these.
     *
     * @throws UnusableException when one is unknown
     */
    static String[] of(List<String> wanted, String[] supported) {
        String[] suites = new String[wanted.size()];
        for (int i = 0; i < suites.length; i++) {
            suites[i] = one(wanted.get(i), supported);
        }
        return suites;
    }

    private static String one(String wanted, String[] supported) {
        for (String suite : supported) {
            if (suite.equalsIgnoreCase(wanted) || openSslName(suite).equalsIgnoreCase(wanted)) {
                return suite;
            }
        }
        throw new UnusableException("--ciphers: the cipher suite '" + wanted + "' is unknown; the strong ones are "
                + "TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256 and TLS_CHACHA20_POLY1305_SHA256 in TLS 1.3, and in"
                + " TLS 1.2 such as ECDHE-ECDSA-AES256-GCM-SHA384 or ECDHE-RSA-AES128-GCM-SHA256");
    }

    /** TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 is ECDHE-RSA-AES128-GCM-SHA256 to OpenSSL. */
    private static String openSslName(String suite) {
        int with = suite.indexOf("_WITH_");
        if (with < 0) {
            return suite;
        }
        String exchange = suite.substring("TLS_".length(), with).replace('_', '-');
        String cipher = suite.substring(with + "_WITH_".length())
                .replace("AES_", "AES")
                .replace("CHACHA20_POLY1305_SHA256", "CHACHA20-POLY1305")
                .replace("_CBC_", "_")
                .replace('_', '-');
        return exchange.equals("RSA") ? cipher : exchange + "-" + cipher;
    }
}
