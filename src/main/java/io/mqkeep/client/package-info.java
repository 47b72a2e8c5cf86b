/**
 * The one driver that owns a session, its store and a connection, and keeps their order.
 *
 * <p>Everything happens on the transport's loop thread, in turns. A turn begins with whatever has arrived: packets, requests of
 * other threads, a timer, a report of the sink. The session answers with effects, and at the end of the turn they are
 * carried out in one order, always: <b>store</b> (one frame, one force), <b>send</b> (all packets, one flush), <b>settle</b>
 * (tell callers what is certain now), <b>deliver</b> (to the sink's queue), <b>close</b>. When a phase fails the turn stops
 * there, so a packet never leaves that a restart would not remember. The more arrives at once, the more messages
 * share the price of one force: group commit with nothing to tune.
 *
 * <p>A {@link io.mqkeep.client.Sink} may block for minutes and therefore runs on a thread of its own behind a bounded queue. A full
 * queue pauses reading from the network; what the sink has written comes back as an event of a later turn.
 *
 * <p>{@link io.mqkeep.client.Client} is what commands call from their own thread; they wait on the futures it returns. Behind it the
 * {@code Loop} has the turns, the {@code Link} the connection, {@code Reading} the sink, {@code Waits} those who wait.
 */
@NullMarked
package io.mqkeep.client;

import org.jspecify.annotations.NullMarked;
