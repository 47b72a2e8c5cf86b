package io.mqkeep.cli.handler;

/**
 * What messages are handed to.
 *
 * @param command for the shell
 * @param retries how often a command that failed is run again for the same message
 * @param skip whether a message it still fails for is acknowledged and left behind
 */
public record HandlerRequest(String command, int retries, boolean skip) {}
