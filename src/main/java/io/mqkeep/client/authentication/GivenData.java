package io.mqkeep.client.authentication;

import io.mqkeep.client.Authenticator;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.AuthenticationExchange;
import org.jspecify.annotations.Nullable;

/**
 * A method that is not known here: it says what it was given, such as a token, and has no answer to a question.
 *
 * @param first what to say, or null for nothing but the method
 */
public record GivenData(String method, @Nullable Binary first) implements Authenticator, AuthenticationExchange {
    @Override
    public AuthenticationExchange begin() {
        return this;
    }

    @Override
    public Answer answer(@Nullable Binary data) {
        return new GiveUp("the server asks for more than --authentication-data, and mqkeep can't answer for the method "
                + method + "; it can for " + ScramAuthenticator.METHODS);
    }

    @Override
    public @Nullable String end(@Nullable Binary data) {
        return null;
    }

    /** Leaves the data out: it may be a secret. */
    @Override
    public String toString() {
        return "GivenData[" + method + "]";
    }
}
