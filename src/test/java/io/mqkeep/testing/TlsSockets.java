package io.mqkeep.testing;

import io.mqkeep.testing.Authority.Holder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server's end of TLS for a {@link ScriptedBroker}. */
public final class TlsSockets {
    private TlsSockets() {}

    /**
     * Listens on loopback.
     *
     * @param clients who issues the certificates clients must show; null when they need none
     * @param versions of TLS, such as {@code TLSv1.2}; none for what Java has by default
     */
    public static SSLServerSocket listen(Holder server, @Nullable Authority clients, String... versions) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    "server", server.keys().getPrivate(), new char[0], new Certificate[] {server.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, new char[0]);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            if (clients != null) {
                trusted.setCertificateEntry("clients", clients.certificate());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), clients == null ? null : trust.getTrustManagers(), null);
            SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            socket.setNeedClientAuth(clients != null);
            if (versions.length > 0) {
                socket.setEnabledProtocols(versions);
            }
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
