package io.mqkeep.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemGenerationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** A certification authority of a test's own. */
public final class Authority {
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private Authority(X500Name name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** Someone with a certificate. */
    public record Holder(X509Certificate certificate, KeyPair keys) {
        /** Writes the certificate as PEM. */
        public Path certificate(Path file) {
            return write(file, pem(certificate));
        }

        /** Writes the private key as PKCS#8. */
        public Path key(Path file) {
            return write(file, pem(pkcs8(null, PKCS8Generator.AES_256_CBC)));
        }

        /** Writes the private key as PKCS#8, encrypted. */
        public Path encryptedKey(Path file, String password) {
            return write(file, pem(pkcs8(password, PKCS8Generator.AES_256_CBC)));
        }

        /** Writes the private key as PKCS#8, encrypted by Triple DES as {@code openssl req} does by itself. */
        public Path tripleDesKey(Path file, String password) {
            return write(file, pem(pkcs8(password, PKCS8Generator.DES3_CBC)));
        }

        /** Writes the private key as PKCS#1, or for an elliptic curve as in SEC 1. */
        public Path oldKey(Path file) {
            if (keys.getPrivate() instanceof ECPrivateKey key) {
                // With its curve in it, as OpenSSL writes it.
                byte[] sec1 = encoded(
                        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1));
                return write(file, pem(new PemObject("EC PRIVATE KEY", sec1)));
            }
            return write(file, pem(keys.getPrivate()));
        }

        /** Writes the private key as OpenSSL did before PKCS#8, encrypted. */
        public Path oldEncryptedKey(Path file, String cipher, String password) {
            try {
                return write(
                        file,
                        pem(new JcaMiscPEMGenerator(
                                keys.getPrivate(),
                                new JcePEMEncryptorBuilder(cipher)
                                        .setProvider(PROVIDER)
                                        .build(password.toCharArray()))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Writes certificate and key as a key store. */
        public Path keyStore(Path file, String type, String password) {
            return store(
                    file,
                    type,
                    password,
                    store -> store.setKeyEntry(
                            "me", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate}));
        }

        /** Returns the SHA-256 of the certificate as 64 digits. */
        public String fingerprint() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private JcaPKCS8Generator pkcs8(@Nullable String password, ASN1ObjectIdentifier cipher) {
            try {
                return new JcaPKCS8Generator(
                        keys.getPrivate(),
                        password == null
                                ? null
                                : new JceOpenSSLPKCS8EncryptorBuilder(cipher)
                                        .setProvider(PROVIDER)
                                        .setPassword(password.toCharArray())
                                        .build());
            } catch (OperatorCreationException | PemGenerationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What a certificate says. */
    public record Wish(String commonName, List<String> hosts, Instant from, Instant until, String algorithm) {
        /** Valid now, for these hosts, on an elliptic curve. */
        public static Wish of(String commonName, String... hosts) {
            Instant now = Instant.now();
            return new Wish(
                    commonName, List.of(hosts), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)), "EC");
        }

        public Wish valid(Instant since, Instant to) {
            return new Wish(commonName, hosts, since, to, algorithm);
        }

        public Wish rsa() {
            return new Wish(commonName, hosts, from, until, "RSA");
        }
    }

    /** Founds an authority. */
    public static Authority named(String commonName) {
        KeyPair keys = keys("EC");
        X500Name name = new X500Name("CN=" + commonName);
        Wish wish = Wish.of(commonName);
        return new Authority(name, keys, sign(name, keys, wish, name, keys, true));
    }

    /** Makes somebody with a certificate that nobody but he himself has signed. */
    public static Holder signedByItself(Wish wish) {
        KeyPair keys = keys(wish.algorithm());
        X500Name name = new X500Name("CN=" + wish.commonName());
        return new Holder(sign(name, keys, wish, name, keys, false), keys);
    }

    /** Makes somebody with a certificate of this authority. */
    public Holder issue(Wish wish) {
        KeyPair theirs = keys(wish.algorithm());
        return new Holder(sign(name, keys, wish, new X500Name("CN=" + wish.commonName()), theirs, false), theirs);
    }

    /** Writes the authority's certificate as PEM. */
    public Path certificate(Path file) {
        return write(file, pem(certificate));
    }

    /** Writes the authority's certificate as a store of what is trusted. */
    public Path trustStore(Path file, String type, String password) {
        return store(file, type, password, store -> store.setCertificateEntry("ca", certificate));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    private static X509Certificate sign(
            X500Name issuer, KeyPair issuerKeys, Wish wish, X500Name subject, KeyPair keys, boolean authority) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(120, RANDOM),
                    Date.from(wish.from()),
                    Date.from(wish.until()),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!wish.hosts().isEmpty()) {
                List<GeneralName> names = new ArrayList<>();
                for (String host : wish.hosts()) {
                    boolean address = host.indexOf(':') >= 0 || Character.isDigit(host.charAt(0));
                    names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
                }
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(
                                    issuerKeys.getPrivate().getAlgorithm().equals("RSA")
                                            ? "SHA256withRSA"
                                            : "SHA256withECDSA")
                            .build(issuerKeys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object thing) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(thing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static byte[] encoded(ASN1Object object) {
        try {
            return object.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private static Path store(Path file, String type, String password, Filling filling) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            filling.fill(store);
            store.store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
