package io.mqkeep.transport.tls;

import io.mqkeep.protocol.Binary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of PEM blocks (RFC 7468, and the headers of RFC 1421 that OpenSSL still writes).
 *
 * @param path for sentences
 */
record PemFile(String path, List<Block> blocks) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** What stands between BEGIN and END. */
    record Block(String label, Map<String, String> headers, Binary content) {}

    /**
     * Reads a file.
     *
     * @param option for sentences, such as {@code --cafile}
     * @throws UnusableException when it can't be read, or has a block that is broken
     */
    static PemFile read(String option, String path) {
        return parse(option, path, new String(bytes(option, path), StandardCharsets.ISO_8859_1));
    }

    /** Reads a whole file, with a sentence when that can't be done. */
    static byte[] bytes(String option, String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (NoSuchFileException e) {
            throw new UnusableException(option + ": there is no file " + path);
        } catch (AccessDeniedException e) {
            throw new UnusableException(option + ": " + path + " may not be read");
        } catch (IOException e) {
            throw new UnusableException(option + ": " + path + " can't be read: " + e.getMessage(), e);
        }
    }

    private static PemFile parse(String option, String path, String text) {
        List<Block> blocks = new ArrayList<>();
        int from = text.indexOf(BEGIN);
        while (from >= 0) {
            int labelEnd = text.indexOf(DASHES, from + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(from + BEGIN.length(), labelEnd);
            int end = labelEnd < 0 ? -1 : text.indexOf(END + label + DASHES, labelEnd);
            if (end < 0) {
                throw new UnusableException(option + ": " + path + " has a BEGIN without its END; was it cut?");
            }
            blocks.add(block(option, path, label, text.substring(labelEnd + DASHES.length(), end)));
            from = text.indexOf(BEGIN, end);
        }
        return new PemFile(path, blocks);
    }

    private static Block block(String option, String path, String label, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder base64 = new StringBuilder();
        for (String line : body.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            } else {
                base64.append(line.strip());
            }
        }
        try {
            return new Block(label, headers, Binary.wrap(Base64.getDecoder().decode(base64.toString())));
        } catch (IllegalArgumentException e) {
            throw new UnusableException(option + ": " + path + " has a " + label + " that is not base64", e);
        }
    }

    /**
     * Returns the certificates, in the order of the file.
     *
     * @throws UnusableException when one is broken
     */
    List<X509Certificate> certificates(String option) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks) {
                if (block.label().equals("CERTIFICATE")
                        || block.label().equals("X509 CERTIFICATE")
                        || block.label().equals("TRUSTED CERTIFICATE")) {
                    certificates.add((X509Certificate) factory.generateCertificate(
                            new ByteArrayInputStream(block.content().array())));
                }
            }
        } catch (CertificateException e) {
            throw new UnusableException(
                    option + ": " + path + " has a certificate that is broken: " + e.getMessage(), e);
        }
        return certificates;
    }
}
