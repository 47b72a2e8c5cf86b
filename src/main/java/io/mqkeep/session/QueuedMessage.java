package io.mqkeep.session;

import io.mqkeep.protocol.Message;

/**
 * A message that was accepted and has never been sent: it has no packet identifier yet, so it survives the loss of the
 * session and goes out as new.
 *
 * @param number its place among all messages of the session, from 1, never used twice
 * @param at milliseconds since the epoch
 */
public record QueuedMessage(long number, Message message, long at) {}
