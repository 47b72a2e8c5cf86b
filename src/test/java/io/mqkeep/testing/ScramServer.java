package io.mqkeep.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The server's side of SCRAM (RFC 5802), written from the RFC and not with the library that the client uses. One exchange. */
public final class ScramServer {
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

    private final String hash;
    private final String userName;
    private final byte[] salted;
    private final int iterations;
    private final String ownNonce;
    private String clientFirstBare = "";
    private String serverFirst = "";

    /** @param mechanism SCRAM-SHA-256, SCRAM-SHA-512 or SCRAM-SHA-1 */
    public ScramServer(String mechanism, String userName, String password, int iterations, String ownNonce) {
        hash = mechanism.substring("SCRAM-".length()).replace("SHA-", "SHA");
        this.userName = userName;
        this.iterations = iterations;
        this.ownNonce = ownNonce;
        salted = hi(
                password.getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(SALT), iterations);
    }

    public ScramServer(String mechanism, String userName, String password) {
        this(mechanism, userName, password, 4096, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    }

    /** Returns the answer to the client's first message. */
    public byte[] first(byte[] clientFirst) {
        String text = new String(clientFirst, StandardCharsets.UTF_8);
        if (!text.startsWith("n,,n=" + userName + ",r=")) {
            throw new AssertionError("not a first message of " + userName + " without channel binding: " + text);
        }
        clientFirstBare = text.substring("n,,".length());
        String nonce = clientFirstBare.substring(clientFirstBare.indexOf(",r=") + 3);
        serverFirst = "r=" + nonce + ownNonce + ",s=" + SALT + ",i=" + iterations;
        return serverFirst.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the answer to the client's last message, or null when its proof is wrong. */
    public byte @Nullable [] last(byte[] clientFinal) {
        String text = new String(clientFinal, StandardCharsets.UTF_8);
        int proofAt = text.lastIndexOf(",p=");
        String withoutProof = text.substring(0, proofAt);
        String nonce = serverFirst.substring(0, serverFirst.indexOf(",s="));
        if (!withoutProof.equals("c=biws," + nonce)) {
            throw new AssertionError("not the nonce of this exchange: " + withoutProof);
        }
        String message = clientFirstBare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = mac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
        byte[] signature = mac(digest(clientKey), message.getBytes(StandardCharsets.UTF_8));
        byte[] proof = Base64.getDecoder().decode(text.substring(proofAt + 3));
        byte[] key = new byte[proof.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (proof[i] ^ signature[i]);
        }
        if (!MessageDigest.isEqual(key, clientKey)) {
            return null;
        }
        byte[] serverKey = mac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
        byte[] serverSignature = mac(serverKey, message.getBytes(StandardCharsets.UTF_8));
        return ("v=" + Base64.getEncoder().encodeToString(serverSignature)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] hi(byte[] password, byte[] salt, int count) {
        byte[] u = mac(password, Bytes.concat(salt, Bytes.number(1, 4)));
        byte[] result = u.clone();
        for (int i = 1; i < count; i++) {
            u = mac(password, u);
            for (int j = 0; j < u.length; j++) {
                result[j] ^= u[j];
            }
        }
        return result;
    }

    private byte[] mac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("Hmac" + hash);
            mac.init(new SecretKeySpec(key, "Hmac" + hash));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] digest(byte[] data) {
        try {
            return MessageDigest.getInstance(hash.replace("SHA", "SHA-")).digest(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
