package io.mqkeep.session;

import io.mqkeep.protocol.Message;

/**
 * A message that came while nobody read, held for the next reader.
 *
 * @param number its place in the inbox, from the same count as outgoing messages, never used twice
 * @param dup whether the PUBLISH had the DUP flag
 * @param at when it came, milliseconds since the epoch
 */
public record InboxMessage(long number, Message message, boolean dup, long at) {}
