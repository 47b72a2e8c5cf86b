package io.mqkeep.cli.options;

import io.mqkeep.protocol.Binary;
import io.mqkeep.session.PasswordSource;

/** A password as it was typed: the thing itself, or where it is. */
public sealed interface PasswordChoice {
    /** Where it is: this a session may remember. */
    record From(PasswordSource source) implements PasswordChoice {}

    /**
     * What this command prints first. A session does not remember it: a document from elsewhere must not name commands.
     */
    record OfCommand(String command) implements PasswordChoice {}

    /** What somebody types when asked. */
    record Asked() implements PasswordChoice {}

    /**
     * The password itself, for this run only.
     *
     * @param option where it stood on the command line, which others can read
     */
    record Given(Binary password, String option) implements PasswordChoice {
        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Given[" + option + " hidden]";
        }
    }
}
