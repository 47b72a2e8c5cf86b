package io.mqkeep.transport.tls;

import io.mqkeep.transport.Quoted;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** What is in a certificate, as people call it. */
final class Names {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private Names() {}

    static String of(X500Principal principal) {
        String name = principal.getName();
        return name.isEmpty() ? "without a name" : Quoted.escaped(name);
    }

    /** Returns the hosts a certificate is for, as one enumeration. */
    static String hosts(X509Certificate certificate) {
        Set<String> hosts = new LinkedHashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (alternative.get(0) instanceof Integer type && (type == DNS_NAME || type == IP_ADDRESS)) {
                        hosts.add(Quoted.escaped(String.valueOf(alternative.get(1))));
                    }
                }
            }
        } catch (CertificateParsingException broken) {
            // Then it is for nobody.
        }
        return hosts.isEmpty() ? of(certificate.getSubjectX500Principal()) : String.join(", ", hosts);
    }

    /** Returns the SHA-256 of a certificate as 64 small hexadecimal digits. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
