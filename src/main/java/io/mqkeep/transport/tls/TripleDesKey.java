package io.mqkeep.transport.tls;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A PKCS#8 key encrypted by PBES2 with Triple DES (RFC 8018), which is what {@code openssl req} makes unless told
 * otherwise, and the JDK knows PBES2 with AES alone.
 */
final class TripleDesKey {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final String PBES2 = "2a864886f70d01050d";
    private static final String PBKDF2 = "2a864886f70d01050c";
    private static final String DES_EDE3_CBC = "2a864886f70d0307";
    private static final int KEY_LENGTH = 24;

    private TripleDesKey() {}

    /**
     * Returns PKCS#8 that is not encrypted.
     *
     * @throws IllegalArgumentException when the key is encrypted in another way
     */
    static byte[] decrypted(byte[] content, char[] password) throws GeneralSecurityException {
        Der.Element info = Der.read(content);
        Der.Element algorithm = info.at(0);
        require(algorithm.at(0), PBES2);
        Der.Element derivation = algorithm.at(1).at(0);
        Der.Element scheme = algorithm.at(1).at(1);
        require(derivation.at(0), PBKDF2);
        require(scheme.at(0), DES_EDE3_CBC);
        List<Der.Element> parameters = new ArrayList<>(derivation.at(1).children());
        byte[] salt = parameters.removeFirst().content();
        int iterations = parameters.removeFirst().number();
        if (!parameters.isEmpty() && parameters.getFirst().tag() == INTEGER) {
            // The length of the key, which is known.
            parameters.removeFirst();
        }
        String hash = parameters.isEmpty() || parameters.getFirst().tag() != SEQUENCE
                ? "SHA1"
                : hash(hex(parameters.getFirst().at(0)));
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                .generateSecret(new PBEKeySpec(password, salt, iterations, KEY_LENGTH * 8))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("DESede/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "DESede"),
                new IvParameterSpec(scheme.at(1).content()));
        byte[] opened = cipher.doFinal(info.at(1).content());
        Arrays.fill(key, (byte) 0);
        return opened;
    }

    private static String hash(String function) {
        return switch (function) {
            case "2a864886f70d0207" -> "SHA1";
            case "2a864886f70d0208" -> "SHA224";
            case "2a864886f70d0209" -> "SHA256";
            case "2a864886f70d020a" -> "SHA384";
            case "2a864886f70d020b" -> "SHA512";
            default -> throw new IllegalArgumentException("its key is derived in a way that is not known here");
        };
    }

    private static void require(Der.Element identifier, String expected) {
        if (!hex(identifier).equals(expected)) {
            throw new IllegalArgumentException("it is encrypted in a way that is not known here");
        }
    }

    private static String hex(Der.Element element) {
        return HexFormat.of().formatHex(element.content());
    }
}
