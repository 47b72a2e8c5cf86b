package io.mqkeep.transport.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows our certificate to a server that asks for one, and remembers that it was asked. Whether the server's list of
 * authorities has ours is for the server to say: its refusal has a better reason than our silence.
 */
final class ClientAuthentication extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final @Nullable OwnCertificate own;
    private volatile boolean asked;

    ClientAuthentication(@Nullable OwnCertificate own) {
        this.own = own;
    }

    /** Says whether the server asked for a certificate. */
    boolean wasAsked() {
        return asked;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        asked = true;
        OwnCertificate certificate = own;
        if (certificate == null) {
            return null;
        }
        String algorithm = certificate.key().getAlgorithm();
        for (String keyType : keyTypes) {
            if (keyType.equals(algorithm) || algorithm.equals("EdDSA") || keyType.startsWith(algorithm)) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return own == null ? null : own.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return own == null ? null : own.key();
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }
}
