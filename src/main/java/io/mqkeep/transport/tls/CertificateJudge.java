package io.mqkeep.transport.tls;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges a server's certificate and gives its reasons. Java's own judge decides on chain, dates and name; this one adds
 * the pins and finds out what the matter was.
 *
 * <p>Whoever pins the certificate itself knows more than any authority can tell, so a pin is enough, unless authorities
 * were named too.
 */
final class CertificateJudge extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager authorities;
    private final String where;
    private final List<String> pins;
    private final String host;

    /**
     * @param authorities null when whatever the pins allow is good
     * @param where the authorities are from, for a sentence
     * @param pins SHA-256 as 64 small digits; empty for none
     * @param host what the certificate must be for
     */
    CertificateJudge(@Nullable X509ExtendedTrustManager authorities, String where, List<String> pins, String host) {
        this.authorities = authorities;
        this.where = where;
        this.pins = pins;
        this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        X509Certificate certificate = chain[0];
        if (!pins.isEmpty()) {
            checkPinned(certificate);
        }
        if (authorities != null) {
            try {
                authorities.checkServerTrusted(chain, authType, engine);
            } catch (CertificateException refused) {
                throw new Verdict(reason(authorities, chain, authType, refused));
            }
        }
    }

    private void checkPinned(X509Certificate certificate) throws Verdict {
        String found = Names.fingerprint(certificate);
        if (!pins.contains(found)) {
            throw new Verdict("the server's certificate (" + Names.of(certificate.getSubjectX500Principal())
                    + ") is not the pinned one: its SHA-256 is " + found + ", --fingerprint says "
                    + String.join(" or ", pins)
                    + "; if its owner confirms that it was renewed, pin the new one");
        }
    }

    private String reason(
            X509ExtendedTrustManager judge, X509Certificate[] chain, String authType, CertificateException refused) {
        Instant now = Instant.now();
        for (int i = 0; i < chain.length; i++) {
            X509Certificate certificate = chain[i];
            String whose = "the " + (i == 0 ? "server's certificate" : "certificate of its authority") + " ("
                    + Names.of(certificate.getSubjectX500Principal()) + ")";
            if (now.isAfter(certificate.getNotAfter().toInstant())) {
                return whose + " expired on " + day(certificate.getNotAfter()) + "; its owner must renew it";
            }
            if (now.isBefore(certificate.getNotBefore().toInstant())) {
                return whose + " is not valid before " + day(certificate.getNotBefore())
                        + "; is the clock of this machine right?";
            }
        }
        String subject = "the server's certificate (" + Names.of(chain[0].getSubjectX500Principal()) + ")";
        if (isGoodForAnotherName(judge, chain, authType)) {
            return subject + " is for " + Names.hosts(chain[0]) + ", not for " + host
                    + "; connect by a name it is for, or say with --sni which of them is meant";
        }
        if (hasCause(refused, CertPathBuilderException.class)) {
            String fingerprint = Names.fingerprint(chain[0]);
            if (chain[0].getSubjectX500Principal().equals(chain[0].getIssuerX500Principal())) {
                return subject + " is signed by itself and not among the trusted ones (" + where
                        + "); if it is the right one, trust it with --fingerprint " + fingerprint;
            }
            X509Certificate last = chain[chain.length - 1];
            return subject + " was issued by " + Names.of(last.getIssuerX500Principal())
                    + ", which is not among the trusted authorities (" + where
                    + "); give its certificate with --cafile";
        }
        return subject + " is not accepted: " + innermost(refused);
    }

    /** Says whether all but the name is in order: without the engine Java's judge doesn't look at the name. */
    private static boolean isGoodForAnotherName(
            X509ExtendedTrustManager judge, X509Certificate[] chain, String authType) {
        try {
            judge.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException notEvenThat) {
            return false;
        }
    }

    private static String day(Date date) {
        return date.toInstant().toString().substring(0, 10);
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    // Of no use here: this is a client, and it has an engine.

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("without an engine the name can't be checked");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("without an engine the name can't be checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }
}
