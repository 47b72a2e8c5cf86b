package io.mqkeep.session;

/** Where a password comes from. The session remembers this, never the password. */
public sealed interface PasswordSource {
    /** The first line of a file, by its absolute path. */
    record InFile(String path) implements PasswordSource {}

    /** An environment variable, by its name. */
    record InVariable(String name) implements PasswordSource {}
}
