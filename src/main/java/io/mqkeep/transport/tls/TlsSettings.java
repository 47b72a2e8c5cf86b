package io.mqkeep.transport.tls;

import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** All that the connections of one route need for TLS, read and checked once. */
public final class TlsSettings {
    private final Route route;
    private final @Nullable OwnCertificate own;
    private final @Nullable X509ExtendedTrustManager authorities;
    private final String where;
    private final List<String> pins;
    private final String @Nullable [] cipherSuites;

    private TlsSettings(
            Route route,
            @Nullable OwnCertificate own,
            @Nullable X509ExtendedTrustManager authorities,
            String where,
            String @Nullable [] cipherSuites) {
        this.route = route;
        this.own = own;
        this.authorities = authorities;
        this.where = where;
        pins = route.all(RouteOption.FINGERPRINT);
        this.cipherSuites = cipherSuites;
    }

    /**
     * Reads the files that a route names.
     *
     * @throws UnusableException when something can't be used
     */
    public static TlsSettings of(Route route, TlsSecrets secrets, Map<String, String> environment) {
        OwnCertificate own = OwnCertificate.of(route, secrets);
        X509ExtendedTrustManager authorities = null;
        String where = "";
        if (asksAuthorities(route)) {
            TrustAnchors anchors = TrustAnchors.of(route, secrets, environment);
            authorities = anchors.trustManager();
            where = anchors.where();
        }
        List<String> ciphers = route.all(RouteOption.CIPHER);
        return new TlsSettings(
                route, own, authorities, where, ciphers.isEmpty() ? null : CipherSuites.of(ciphers, supportedSuites()));
    }

    private static boolean asksAuthorities(Route route) {
        if (route.isYes(RouteOption.INSECURE)) {
            return false;
        }
        return !route.has(RouteOption.FINGERPRINT)
                || route.has(RouteOption.CAFILE)
                || route.has(RouteOption.CAPATH)
                || route.has(RouteOption.TRUSTSTORE);
    }

    private static String[] supportedSuites() {
        try {
            return SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites();
        } catch (GeneralSecurityException e) {
            throw new UnusableException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    /** Makes the client's end of TLS for one connection. */
    public TlsClient client(String host, int port) {
        String sni = route.first(RouteOption.SNI);
        String name = sni == null ? host : sni;
        ClientAuthentication keys = new ClientAuthentication(own);
        CertificateJudge judge = new CertificateJudge(authorities, where, pins, name);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {judge}, null);
            SSLEngine engine = context.createSSLEngine(name, port);
            engine.setUseClientMode(true);
            engine.setSSLParameters(parameters(engine, sni));
            return new TlsClient(engine, keys, own);
        } catch (GeneralSecurityException e) {
            throw new UnusableException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    private SSLParameters parameters(SSLEngine engine, @Nullable String sni) {
        SSLParameters parameters = engine.getSSLParameters();
        String version = route.first(RouteOption.TLS_VERSION);
        parameters.setProtocols(
                version == null ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {"TLSv" + version});
        if (cipherSuites != null) {
            parameters.setCipherSuites(cipherSuites);
        }
        List<String> alpn = route.all(RouteOption.ALPN);
        if (!alpn.isEmpty()) {
            parameters.setApplicationProtocols(alpn.toArray(String[]::new));
        }
        if (sni != null) {
            parameters.setServerNames(List.of(new SNIHostName(sni)));
        }
        if (authorities != null) {
            // RFC 2818: the rules for names that MQTT has taken over too.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }
}
