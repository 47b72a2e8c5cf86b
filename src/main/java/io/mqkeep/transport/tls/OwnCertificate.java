package io.mqkeep.transport.tls;

import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to a server that asks for a certificate.
 *
 * @param chain ours first
 */
record OwnCertificate(List<X509Certificate> chain, PrivateKey key) {

    /**
     * Reads what the route names, or returns null when it names nothing.
     *
     * @throws UnusableException when it can't be used
     */
    static @Nullable OwnCertificate of(Route route, TlsSecrets secrets) {
        String keystore = route.first(RouteOption.KEYSTORE);
        if (keystore != null) {
            return inKeyStore(keystore, secrets);
        }
        String cert = route.first(RouteOption.CERT);
        return cert == null ? null : inPem(cert, route.first(RouteOption.PRIVATE_KEY), secrets);
    }

    private static OwnCertificate inPem(String cert, @Nullable String keyPath, TlsSecrets secrets) {
        PemFile file = PemFile.read("--cert", cert);
        List<X509Certificate> chain = file.certificates("--cert");
        if (chain.isEmpty()) {
            throw new UnusableException("--cert: " + cert + " has no certificate (PEM) in it;"
                    + " a PKCS#12 or JKS file is given with --keystore");
        }
        PrivateKey key = PrivateKeys.of(keyPath == null ? file : PemFile.read("--key", keyPath), secrets);
        if (key == null) {
            throw new UnusableException(
                    keyPath == null
                            ? "--cert needs --key: " + cert + " has no private key in it"
                            : "--key: " + keyPath + " has no private key (PEM) in it");
        }
        if (!belongTogether(chain.getFirst().getPublicKey(), key)) {
            throw new UnusableException("--key: the private key in " + (keyPath == null ? cert : keyPath)
                    + " does not belong to the certificate in " + cert + " ("
                    + Names.of(chain.getFirst().getSubjectX500Principal()) + ")");
        }
        return new OwnCertificate(chain, key);
    }

    private static OwnCertificate inKeyStore(String path, TlsSecrets secrets) {
        char[] password = secrets.keyStorePassword(path);
        KeyStore store = KeyStores.open("--keystore", path, password);
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                    Certificate[] chain = store.getCertificateChain(alias);
                    List<X509Certificate> certificates = new ArrayList<>();
                    for (Certificate certificate : chain) {
                        certificates.add((X509Certificate) certificate);
                    }
                    return new OwnCertificate(certificates, key);
                }
            }
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new UnusableException(
                    "--keystore: the private key in " + path + " can't be read: " + e.getMessage(), e);
        }
        throw new UnusableException("--keystore: " + path + " has no private key in it");
    }

    /** Signs and verifies: it holds for every kind of key. What can't be tried is left to the handshake. */
    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
        if (algorithm == null) {
            return true;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }
}
