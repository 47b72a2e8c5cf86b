package io.mqkeep.transport.tls;

import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates we trust.
 *
 * @param where they are from, for the middle of a sentence
 * @param store null for those that Java brings
 */
record TrustAnchors(String where, @Nullable KeyStore store) {
    /** Where Linux distributions and BSDs keep the authorities that the system trusts. */
    private static final List<String> SYSTEM_FILES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    /**
     * Reads what the route names, or what the system trusts.
     *
     * @param environment SSL_CERT_FILE and SSL_CERT_DIR count, as for OpenSSL
     * @throws UnusableException when it can't be used
     */
    static TrustAnchors of(Route route, TlsSecrets secrets, Map<String, String> environment) {
        List<X509Certificate> certificates = new ArrayList<>();
        List<String> where = new ArrayList<>();
        String cafile = route.first(RouteOption.CAFILE);
        if (cafile != null) {
            certificates.addAll(inFile("--cafile", cafile));
            where.add(cafile);
        }
        String capath = route.first(RouteOption.CAPATH);
        if (capath != null) {
            certificates.addAll(inFolder("--capath", capath));
            where.add(capath);
        }
        String truststore = route.first(RouteOption.TRUSTSTORE);
        if (truststore != null) {
            certificates.addAll(inTrustStore(truststore, route, secrets));
            where.add(truststore);
        }
        if (where.isEmpty()) {
            return ofSystem(environment);
        }
        return new TrustAnchors("those in " + String.join(" and ", where), store(certificates));
    }

    private static TrustAnchors ofSystem(Map<String, String> environment) {
        String file = environment.get("SSL_CERT_FILE");
        if (file != null && !file.isEmpty()) {
            return new TrustAnchors("those in " + file + " (SSL_CERT_FILE)", store(inFile("SSL_CERT_FILE", file)));
        }
        String folder = environment.get("SSL_CERT_DIR");
        if (folder != null && !folder.isEmpty()) {
            return new TrustAnchors("those in " + folder + " (SSL_CERT_DIR)", store(inFolder("SSL_CERT_DIR", folder)));
        }
        for (String system : SYSTEM_FILES) {
            if (Files.isReadable(Path.of(system))) {
                return new TrustAnchors("the system's, " + system, store(inFile("the system's trust", system)));
            }
        }
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return ofPlatform("KeychainStore-ROOT");
        }
        return os.startsWith("windows") ? ofPlatform("Windows-ROOT") : new TrustAnchors("those of Java", null);
    }

    private static TrustAnchors ofPlatform(String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return new TrustAnchors("the system's", store);
        } catch (GeneralSecurityException | IOException notThere) {
            return new TrustAnchors("those of Java", null);
        }
    }

    private static List<X509Certificate> inFile(String option, String path) {
        List<X509Certificate> certificates = PemFile.read(option, path).certificates(option);
        if (certificates.isEmpty()) {
            throw new UnusableException(option + ": " + path + " has no certificate (PEM) in it");
        }
        return certificates;
    }

    /** Takes every file of a folder that has certificates: whether it is called by its hash is OpenSSL's business. */
    private static List<X509Certificate> inFolder(String option, String path) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String folder : path.split(File.pathSeparator, -1)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder))) {
                for (Path file : files) {
                    if (Files.isRegularFile(file) && Files.isReadable(file)) {
                        certificates.addAll(inFileOfFolder(option, file.toString()));
                    }
                }
            } catch (IOException e) {
                throw new UnusableException(option + ": the folder " + folder + " can't be read", e);
            }
        }
        if (certificates.isEmpty()) {
            throw new UnusableException(option + ": no file in " + path + " has a certificate (PEM) in it");
        }
        return certificates;
    }

    private static List<X509Certificate> inFileOfFolder(String option, String file) {
        try {
            return PemFile.read(option, file).certificates(option);
        } catch (UnusableException somethingElse) {
            return List.of();
        }
    }

    private static List<X509Certificate> inTrustStore(String path, Route route, TlsSecrets secrets) {
        List<X509Certificate> certificates = List.of();
        if (!route.has(RouteOption.TRUSTSTORE_PASSWORD_FILE)) {
            try {
                certificates = in(KeyStores.open("--truststore", path, null));
            } catch (UnusableException | GeneralSecurityException needsPassword) {
                // It is asked for below.
            }
        }
        try {
            if (certificates.isEmpty()) {
                certificates = in(KeyStores.open("--truststore", path, secrets.trustStorePassword(path)));
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableException("--truststore: " + path + " can't be read: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new UnusableException("--truststore: " + path + " has no trusted certificate in it");
        }
        return certificates;
    }

    private static List<X509Certificate> in(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (var aliases = store.aliases(); aliases.hasMoreElements(); ) {
            if (store.getCertificate(aliases.nextElement()) instanceof X509Certificate certificate) {
                certificates.add(certificate);
            }
        }
        return certificates;
    }

    private static KeyStore store(List<X509Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry(Integer.toString(number++), certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableException("the trusted certificates can't be used: " + e.getMessage(), e);
        }
    }

    /** Returns Java's own judge of certificates (RFC 5280) over these. */
    X509ExtendedTrustManager trustManager() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager judge) {
                    return judge;
                }
            }
            throw new UnusableException("this Java can't check certificates");
        } catch (GeneralSecurityException e) {
            throw new UnusableException("the trusted certificates can't be used: " + e.getMessage(), e);
        }
    }
}
