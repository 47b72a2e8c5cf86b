/**
 * Bytes to the server and back: the only room that knows Netty.
 *
 * <p>{@link io.mqkeep.transport.Transport} owns one event loop thread and opens connections on it. A {@link
 * io.mqkeep.transport.Connection} writes packets and is told to flush; a {@link io.mqkeep.transport.ConnectionListener}
 * is called, on that thread only, with every packet that came and once at the end of each burst.
 *
 * <p>What comes passes four checks, in this order, so that a packet that reaches the listener is one the standard allows
 * in itself: {@code FirstBytes} (does the server speak MQTT at all), {@code PacketGate} (fixed header and size; only whole
 * packets go on), {@code BodyRules} and {@code PropertyRules} (what only the bytes show), then Netty's decoder, then
 * {@code PacketReader} (values, order, topic aliases). What leaves is checked by {@code PacketWriter}, then encoded by
 * Netty. A violation is named in a {@link io.mqkeep.transport.Closing} and, in MQTT 5, told to the server.
 */
@NullMarked
package io.mqkeep.transport;

import org.jspecify.annotations.NullMarked;
