package io.mqkeep.client;

import io.mqkeep.session.AuthenticationExchange;

/** Enhanced authentication by one method (5.0: 4.12): each connection, and each time again on one, is an exchange of its own. */
public interface Authenticator {
    /** Returns the Authentication Method. */
    String method();

    AuthenticationExchange begin();
}
