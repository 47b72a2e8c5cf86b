package io.mqkeep.transport.tls;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The client's end of TLS on one connection, and why it failed in words. */
public final class TlsClient {
    private static final String ALERT = "Received fatal alert: ";

    private final SSLEngine engine;
    private final ClientAuthentication keys;
    private final @Nullable OwnCertificate own;

    TlsClient(SSLEngine engine, ClientAuthentication keys, @Nullable OwnCertificate own) {
        this.engine = engine;
        this.keys = keys;
        this.own = own;
    }

    public SSLEngine engine() {
        return engine;
    }

    /** Says whether it was us who refused the server. */
    public boolean isVerdict(Throwable thrown) {
        return verdict(thrown) != null;
    }

    /** Returns what to think of a server that leaves without a word, after the handshake or in it; empty for nothing. */
    public String hint() {
        return keys.wasAsked() && own == null
                ? "; it had asked for a client certificate: give one with --cert and --key"
                : "";
    }

    /**
     * Returns why TLS did not come to be or has ended, for the middle of a sentence; null when this has nothing to do
     * with TLS.
     */
    public @Nullable String words(Throwable thrown) {
        Verdict verdict = verdict(thrown);
        if (verdict != null) {
            return verdict.getMessage();
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SSLException) {
                int alert = message.indexOf(ALERT);
                return alert >= 0 ? ofAlert(message.substring(alert + ALERT.length())) : ofFailure(message);
            }
        }
        if (thrown instanceof ClosedChannelException || (thrown instanceof IOException && !begun())) {
            return "the server closed the connection while TLS began; does it speak TLS on this port?" + hint();
        }
        return null;
    }

    private boolean begun() {
        return engine.getSession().isValid()
                && !engine.getSession().getProtocol().equals("NONE");
    }

    private static @Nullable Verdict verdict(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Verdict verdict) {
                return verdict;
            }
        }
        return null;
    }

    private String ofAlert(String alert) {
        String said = "the server ended TLS with the alert " + alert;
        return switch (alert) {
            case "certificate_required" -> askedForCertificate();
            case "handshake_failure", "bad_certificate", "certificate_unknown", "internal_error" -> {
                if (keys.wasAsked()) {
                    yield own == null ? askedForCertificate() : refusedOurs(alert, "");
                }
                yield said + ": " + nothingInCommon();
            }
            case "unknown_ca" -> refusedOurs(alert, ": it does not know the authority that issued it");
            case "certificate_expired" -> refusedOurs(alert, ": it has expired");
            case "certificate_revoked" -> refusedOurs(alert, ": it was revoked");
            case "unsupported_certificate", "access_denied", "decrypt_error" -> refusedOurs(alert, "");
            case "protocol_version", "insufficient_security" -> said + ": " + nothingInCommon();
            case "unrecognized_name" ->
                said + ": it has no certificate for the name asked for; give another with --sni";
            case "no_application_protocol" ->
                said + ": it speaks none of the protocols offered; is the name after --alpn right?";
            default -> said;
        };
    }

    private static String askedForCertificate() {
        return "the server asks for a client certificate: give one with --cert and --key, or --keystore";
    }

    private static String nothingInCommon() {
        return "there is no version of TLS (--tls-version) or no cipher suite (--ciphers) that both sides accept";
    }

    private String refusedOurs(String alert, String why) {
        OwnCertificate certificate = own;
        if (certificate == null) {
            return "the server ended TLS with the alert " + alert;
        }
        return "the server refused our certificate ("
                + Names.of(certificate.chain().getFirst().getSubjectX500Principal()) + ") with the alert " + alert
                + why;
    }

    private String ofFailure(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("not an ssl/tls record")) {
            return "the server does not speak TLS on this port; a port for TLS is often 8883, and --no-tls goes"
                    + " without";
        }
        if (lower.contains("closed while ssl")
                || lower.contains("closed before")
                || lower.contains("connection closed")) {
            return "the server closed the connection while TLS began; does it speak TLS on this port?" + hint();
        }
        if (lower.contains("no appropriate protocol") || lower.contains("protocol version")) {
            return "TLS was not agreed on: " + nothingInCommon();
        }
        return "TLS failed: " + message;
    }
}
