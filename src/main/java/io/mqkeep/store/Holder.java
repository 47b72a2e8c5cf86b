package io.mqkeep.store;

/**
 * Who has a session.
 *
 * @param pid the process
 * @param command what it runs, as it is to be shown: a name, never arguments that may hold a secret
 */
public record Holder(long pid, String command) {}
