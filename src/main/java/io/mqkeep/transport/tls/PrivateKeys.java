package io.mqkeep.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Private keys from PEM: PKCS#8, PKCS#1 and SEC 1, each encrypted or not. */
final class PrivateKeys {
    private static final String OPTION = "--key";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /**
     * Returns the first private key of a file, or null when it has none.
     *
     * @throws UnusableException when it can't be read or decrypted
     */
    static @Nullable PrivateKey of(PemFile file, TlsSecrets secrets) {
        for (PemFile.Block block : file.blocks()) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return read(file.path(), block, secrets);
            }
        }
        return null;
    }

    private static PrivateKey read(String path, PemFile.Block block, TlsSecrets secrets) {
        try {
            byte[] content = block.content().array();
            if (block.headers().containsKey("DEK-Info")) {
                content = decryptedOpenSsl(block, secrets.keyPassword(path));
            }
            return switch (block.label()) {
                case "PRIVATE KEY" -> ofPkcs8(path, content);
                case "ENCRYPTED PRIVATE KEY" -> ofPkcs8(path, decryptedPkcs8(content, secrets.keyPassword(path)));
                case "RSA PRIVATE KEY" -> ofPkcs8(path, Der.pkcs8OfRsa(content));
                case "EC PRIVATE KEY" -> ofPkcs8(path, Der.pkcs8OfEc(content));
                default ->
                    throw new UnusableException(OPTION + ": " + path + " has a " + block.label()
                            + ", which is not known here; 'openssl pkcs8 -topk8' makes a PRIVATE KEY of it");
            };
        } catch (BadPaddingException | InvalidKeySpecException wrong) {
            throw new UnusableException(
                    !encrypted(block)
                            ? OPTION + ": the private key in " + path + " is broken"
                            : OPTION + ": the password does not open the private key in " + path,
                    wrong);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new UnusableException(
                    OPTION + ": the private key in " + path + " can't be read: " + e.getMessage()
                            + "; 'openssl pkcs8 -topk8 -v2 aes-256-cbc' makes one that can",
                    e);
        }
    }

    private static boolean encrypted(PemFile.Block block) {
        return block.headers().containsKey("DEK-Info") || block.label().startsWith("ENCRYPTED");
    }

    private static PrivateKey ofPkcs8(String path, byte[] pkcs8) throws GeneralSecurityException {
        InvalidKeySpecException last = null;
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException other) {
                last = other;
            }
        }
        throw new InvalidKeySpecException("no algorithm knows the key in " + path, last);
    }

    private static byte[] decryptedPkcs8(byte[] content, char[] password) throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info;
        try {
            info = new EncryptedPrivateKeyInfo(content);
        } catch (IOException unknown) {
            return TripleDesKey.decrypted(content, password);
        }
        AlgorithmParameters parameters = info.getAlgParameters();
        // PBES2 names no more than itself; its parameters print the real algorithm.
        String algorithm =
                info.getAlgName().startsWith("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                        ? String.valueOf(parameters)
                        : info.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
                parameters);
        return cipher.doFinal(info.getEncryptedData());
    }

    /** What OpenSSL did before PKCS#8: the key is drawn from the password with MD5, once (EVP_BytesToKey). */
    private static byte[] decryptedOpenSsl(PemFile.Block block, char[] password) throws GeneralSecurityException {
        String[] said = block.headers().getOrDefault("DEK-Info", "").split(",", 2);
        String name = said[0];
        String transformation;
        int keyLength;
        switch (name) {
            case "AES-128-CBC", "AES-192-CBC", "AES-256-CBC" -> {
                transformation = "AES/CBC/PKCS5Padding";
                keyLength = Integer.parseInt(name, 4, 7, 10) / 8;
            }
            case "DES-EDE3-CBC" -> {
                transformation = "DESede/CBC/PKCS5Padding";
                keyLength = 24;
            }
            default -> throw new GeneralSecurityException("it is encrypted with " + name);
        }
        byte[] iv = HexFormat.of().parseHex(said.length > 1 ? said[1] : "");
        byte[] secret = new String(password).getBytes(StandardCharsets.UTF_8);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[0];
        byte[] before = new byte[0];
        while (key.length < keyLength) {
            md5.update(before);
            md5.update(secret);
            md5.update(iv, 0, 8);
            before = md5.digest();
            int old = key.length;
            key = Arrays.copyOf(key, old + before.length);
            System.arraycopy(before, 0, key, old, before.length);
        }
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(
                        Arrays.copyOf(key, keyLength), transformation.substring(0, transformation.indexOf('/'))),
                new IvParameterSpec(iv));
        return cipher.doFinal(block.content().array());
    }
}
