package io.mqkeep.client.authentication;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.StringPreparation;
import io.mqkeep.client.Authenticator;
import io.mqkeep.session.AuthenticationExchange;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding: each side shows the other that it knows the password, and neither
 * sends it.
 */
public final class ScramAuthenticator implements Authenticator {
    /** The methods, for sentences. */
    public static final String METHODS = "SCRAM-SHA-256, SCRAM-SHA-512 and SCRAM-SHA-1";

    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-256", "SCRAM-SHA-512", "SCRAM-SHA-1");

    private static final int NONCE_LENGTH = 24;

    private final String mechanism;
    private final String userName;
    private final String password;
    private final Supplier<String> nonces;

    /**
     * @param mechanism one that {@link #knows} says yes to
     * @param nonces each is new and not to be guessed: printable ASCII without commas
     * @throws IllegalArgumentException when user name or password are nothing SASLprep takes (RFC 4013)
     */
    public ScramAuthenticator(String mechanism, String userName, String password, Supplier<String> nonces) {
        this.mechanism = mechanism;
        this.userName = userName;
        this.password = password;
        this.nonces = nonces;
        check("user name", userName);
        check("password", password);
    }

    private static void check(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the " + what + " is empty");
        }
        try {
            StringPreparation.SASL_PREPARATION.normalize(text.toCharArray());
        } catch (IllegalArgumentException forbidden) {
            // Without its words: they may have the password in them.
            throw new IllegalArgumentException(
                    "the " + what + " has a character in it that SCRAM does not allow (RFC 4013)");
        }
    }

    /** Returns nonces that nobody can guess. */
    public static Supplier<String> nonces() {
        SecureRandom random = new SecureRandom();
        return () -> ScramFunctions.nonce(NONCE_LENGTH, random);
    }

    public static boolean knows(String method) {
        return MECHANISMS.contains(method);
    }

    @Override
    public String method() {
        return mechanism;
    }

    @Override
    public AuthenticationExchange begin() {
        return new ScramExchange(mechanism, client(nonces.get()));
    }

    private ScramClient client(String nonce) {
        return ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism))
                .username(userName)
                .password(password.toCharArray())
                .stringPreparation(StringPreparation.SASL_PREPARATION)
                .nonceSupplier(() -> nonce)
                .build();
    }
}
