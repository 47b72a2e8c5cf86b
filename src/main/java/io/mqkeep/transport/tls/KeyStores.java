package io.mqkeep.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import org.jspecify.annotations.Nullable;

/** Key stores as files: PKCS#12 and JKS, told apart by their first bytes. */
final class KeyStores {
    private static final int JKS_MAGIC = 0xFEEDFEED;

    private KeyStores() {}

    /**
     * Opens a key store.
     *
     * @param option for sentences
     * @param password null for none: what needs no password can be read then
     * @throws UnusableException when it can't be read or the password is wrong
     */
    static KeyStore open(String option, String path, char @Nullable [] password) {
        byte[] content = PemFile.bytes(option, path);
        try {
            KeyStore store = KeyStore.getInstance(isJks(content) ? "JKS" : "PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new UnusableException(option + ": the password does not open " + path, e);
            }
            throw new UnusableException(option + ": " + path + " is neither a PKCS#12 nor a JKS key store", e);
        } catch (GeneralSecurityException e) {
            throw new UnusableException(option + ": " + path + " can't be read: " + e.getMessage(), e);
        }
    }

    private static boolean isJks(byte[] content) {
        return content.length > Integer.BYTES && ByteBuffer.wrap(content).getInt() == JKS_MAGIC;
    }
}
