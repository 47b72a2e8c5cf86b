package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** TLS: whom we trust and who we are. */
@Heading("TLS options (any of them, port 8883 or an mqtts:// URL turns TLS on)")
public final class TlsOptions {
    @Option(
            names = {"--tls", "--tls-use-os-certs"},
            negatable = true,
            description = "Use TLS, and trust the authorities that the system trusts unless others are named.")
    private @Nullable Boolean tls;

    @Option(
            names = "--cafile",
            paramLabel = "FILE",
            description = "Trust the authorities whose certificates are in this file (PEM), and no others.")
    private @Nullable Path caFile;

    @Option(
            names = "--capath",
            paramLabel = "FOLDER",
            description = "Trust the authorities whose certificates are in the files of this folder.")
    private @Nullable Path caPath;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "Our certificate (PEM), for a server that asks for one, with what leads to its authority.")
    private @Nullable Path cert;

    @Option(
            names = {"--key", "--private-key"},
            paramLabel = "FILE",
            description = "The private key of --cert: PEM, PKCS#8 or PKCS#1, encrypted or not. Default: in --cert's"
                    + " file. (In 'mqkeep pub' without --cert, --key is --idempotency-key.)")
    private @Nullable String key;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description = "The password of the private key is the first line of this file. Default: it is asked for.")
    private @Nullable Path keyPasswordFile;

    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description = "Our certificate and its key in one file, PKCS#12 or JKS, instead of --cert and --key.")
    private @Nullable Path keyStore;

    @Option(
            names = "--keystore-password-file",
            paramLabel = "FILE",
            description = "The password of --keystore. Default: it is asked for.")
    private @Nullable Path keyStorePasswordFile;

    @Option(
            names = "--truststore",
            paramLabel = "FILE",
            description = "Trust the authorities in this PKCS#12 or JKS file.")
    private @Nullable Path trustStore;

    @Option(
            names = "--truststore-password-file",
            paramLabel = "FILE",
            description = "The password of --truststore. Default: none, or it is asked for.")
    private @Nullable Path trustStorePasswordFile;

    @Option(
            names = "--tls-version",
            paramLabel = "1.2|1.3",
            converter = Converters.TlsVersion.class,
            description = "Speak this version and no other. Default: 1.3, or 1.2 with a server that can't.")
    private @Nullable String tlsVersion;

    @Option(
            names = "--ciphers",
            paramLabel = "LIST",
            split = "[:,]",
            description =
                    "Use these cipher suites only, by the names of the standard or of OpenSSL, with : or , between.")
    private @Nullable List<String> ciphers;

    @Option(
            names = {"--alpn", "--tls-alpn"},
            paramLabel = "LIST",
            split = "[:,]",
            description = "Offer these application protocols (ALPN), the best first.")
    private @Nullable List<String> alpn;

    @Option(
            names = "--sni",
            paramLabel = "NAME",
            converter = Converters.Host.class,
            description = "Ask for this name, and find it in the certificate, instead of the host's.")
    private @Nullable String sni;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            converter = Converters.Fingerprint.class,
            description = "The server's certificate must be this one (or one of these, when given again); then it need"
                    + " not be signed by an authority, unless authorities are named too.")
    private @Nullable List<String> fingerprints;

    @Option(
            names = "--insecure",
            negatable = true,
            description = "Take whatever certificate the server shows: anybody in between can read and change all.")
    private @Nullable Boolean insecure;

    /** Returns what was typed after {@code --key}: the private key of a certificate, or, in pub, something else. */
    @Nullable
    String key() {
        return key;
    }

    /** Says whether {@code --key} is a private key's file. */
    boolean hasCertificate() {
        return cert != null;
    }

    /**
     * Adds what was said.
     *
     * @param directory what a relative path starts from
     * @param keyIsPrivate whether {@code --key} is for a certificate
     * @throws Failure when options don't go together
     */
    Route addTo(Route route, Path directory, boolean keyIsPrivate) {
        String privateKey = keyIsPrivate ? key : null;
        if (privateKey != null && cert == null) {
            throw Failure.usage("--key is the private key of a certificate, which is given with --cert");
        }
        if (keyStore != null && cert != null) {
            throw Failure.usage("--cert and --keystore both give our certificate");
        }
        Paths paths = new Paths(route, directory);
        paths.add(RouteOption.CAFILE, caFile);
        paths.add(RouteOption.CAPATH, caPath);
        paths.add(RouteOption.CERT, cert);
        paths.add(RouteOption.PRIVATE_KEY, privateKey == null ? null : Path.of(privateKey));
        paths.add(RouteOption.KEY_PASSWORD_FILE, keyPasswordFile);
        paths.add(RouteOption.KEYSTORE, keyStore);
        paths.add(RouteOption.KEYSTORE_PASSWORD_FILE, keyStorePasswordFile);
        paths.add(RouteOption.TRUSTSTORE, trustStore);
        paths.add(RouteOption.TRUSTSTORE_PASSWORD_FILE, trustStorePasswordFile);
        Route said = paths.route;
        said = said.with(RouteOption.TLS_VERSION, tlsVersion == null ? List.of() : List.of(tlsVersion));
        said = said.with(RouteOption.CIPHER, ciphers == null ? List.of() : ciphers);
        said = said.with(RouteOption.ALPN, alpn == null ? List.of() : alpn);
        said = said.with(RouteOption.SNI, sni == null ? List.of() : List.of(sni));
        said = said.with(RouteOption.FINGERPRINT, fingerprints == null ? List.of() : fingerprints);
        said = said.with(RouteOption.INSECURE, insecure);
        boolean anything = !said.equals(route);
        if (Boolean.FALSE.equals(tls) && (anything || route.tls())) {
            throw Failure.usage("--no-tls goes with none of the other TLS options and no mqtts:// or wss:// URL");
        }
        return tls != null ? said.with(RouteOption.TLS, tls) : anything ? said.with(RouteOption.TLS, true) : said;
    }

    /** Files by names that hold wherever a later command is started. */
    private static final class Paths {
        private Route route;
        private final Path directory;

        Paths(Route route, Path directory) {
            this.route = route;
            this.directory = directory;
        }

        void add(RouteOption option, @Nullable Path path) {
            if (path != null) {
                route = route.with(
                        option, List.of(directory.resolve(path).normalize().toString()));
            }
        }
    }
}
