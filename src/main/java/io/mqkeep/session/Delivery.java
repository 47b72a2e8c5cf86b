package io.mqkeep.session;

import io.mqkeep.protocol.Message;

/**
 * A message for the reader.
 *
 * @param dup whether its PUBLISH had the DUP flag
 * @param packetId of its PUBLISH, or 0 with QoS 0 or from the inbox
 * @param fromInbox whether it was held in the inbox
 * @param at when it came, milliseconds since the epoch
 */
public record Delivery(Message message, boolean dup, int packetId, boolean fromInbox, long at) {}
