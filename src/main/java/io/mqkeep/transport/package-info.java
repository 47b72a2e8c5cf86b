/**
 * Bytes to the server and back: the only room that knows Netty.
 *
 * <p>{@link io.mqkeep.transport.Transport} owns one event loop thread and opens connections on it. A {@link
 * io.mqkeep.transport.Connection} writes packets and is told to flush; a {@link
 * io.mqkeep.transport.ConnectionListener} is called, on that thread only, with every packet that came and once at the end of each
 * burst. What the codec below gets wrong is put right here (guards), so that a packet that reaches the listener is one
 * the standard allows.
 */
@NullMarked
package io.mqkeep.transport;

import org.jspecify.annotations.NullMarked;
