package io.mqkeep.client.authentication;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import com.ongres.scram.common.exception.ScramParseException;
import com.ongres.scram.common.exception.ScramServerErrorException;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.AuthenticationExchange;
import org.jspecify.annotations.Nullable;

/** One exchange of SCRAM: our first message, the server's, our proof, its signature. */
final class ScramExchange implements AuthenticationExchange {
    /** RFC 7677: fewer would make the password too easy to guess for who has the messages. */
    private static final int LEAST_ITERATIONS = 4096;

    /** A server may not have us compute for minutes. */
    private static final int MOST_ITERATIONS = 2_000_000;

    private final String mechanism;
    private final ScramClient client;
    private Stage stage = Stage.FIRST;

    private enum Stage {
        FIRST,
        PROVEN,
        VERIFIED
    }

    ScramExchange(String mechanism, ScramClient client) {
        this.mechanism = mechanism;
        this.client = client;
    }

    @Override
    public String method() {
        return mechanism;
    }

    @Override
    public Binary first() {
        return Binary.ofText(client.clientFirstMessage().toString());
    }

    @Override
    public Answer answer(@Nullable Binary data) {
        String text = data == null ? null : data.text();
        if (text == null) {
            return new GiveUp("the server's " + mechanism + " message is " + (data == null ? "empty" : "not text"));
        }
        return switch (stage) {
            case FIRST -> proof(text);
            case PROVEN -> {
                // Its signature may come with AUTH too, before CONNACK.
                String wrong = verify(text);
                yield wrong == null ? new Continue(null) : new GiveUp(wrong);
            }
            case VERIFIED -> new GiveUp("the server goes on with " + mechanism + " after its end");
        };
    }

    private Answer proof(String serverFirst) {
        try {
            // Looked at before the library does: it takes any number, and begins to compute.
            long iterations = iterations(serverFirst);
            if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
                return new GiveUp("the server asks for " + iterations + " iterations, and " + mechanism
                        + " is done here with " + LEAST_ITERATIONS + " to " + MOST_ITERATIONS);
            }
            client.serverFirstMessage(serverFirst);
            stage = Stage.PROVEN;
            return new Continue(Binary.ofText(client.clientFinalMessage().toString()));
        } catch (ScramParseException | IllegalArgumentException malformed) {
            return new GiveUp(
                    "the server's first " + mechanism + " message is not as it must be: " + malformed.getMessage());
        }
    }

    private static long iterations(String serverFirst) {
        for (String attribute : serverFirst.split(",", -1)) {
            if (attribute.startsWith("i=")) {
                try {
                    return Long.parseLong(attribute.substring(2));
                } catch (NumberFormatException none) {
                    throw new IllegalArgumentException("its iteration count is not a number", none);
                }
            }
        }
        throw new IllegalArgumentException("it has no iteration count");
    }

    @Override
    public @Nullable String end(@Nullable Binary data) {
        if (stage == Stage.VERIFIED && data == null) {
            return null;
        }
        String text = data == null ? null : data.text();
        if (stage != Stage.PROVEN || text == null) {
            return "the server accepted us without showing that it knows the password";
        }
        return verify(text);
    }

    private @Nullable String verify(String serverFinal) {
        try {
            client.serverFinalMessage(serverFinal);
            stage = Stage.VERIFIED;
            return null;
        } catch (ScramInvalidServerSignatureException wrong) {
            return "the server does not know the password: its signature is wrong";
        } catch (ScramServerErrorException refused) {
            return "the server says " + refused.getMessage();
        } catch (ScramParseException | IllegalArgumentException malformed) {
            return "the server's last " + mechanism + " message is not as it must be: " + malformed.getMessage();
        }
    }
}
