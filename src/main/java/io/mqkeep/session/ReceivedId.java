package io.mqkeep.session;

/**
 * The packet identifier of a QoS 2 message that was taken and whose PUBREL has not come: a PUBLISH with it is the same
 * message again ([MQTT-4.3.3-10]).
 *
 * @param at milliseconds since the epoch
 */
public record ReceivedId(int packetId, long at) {}
