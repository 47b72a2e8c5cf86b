/**
 * The broker that comes with the image, for trials, for CI jobs and for the demo.
 *
 * <p>It is HiveMQ CE in a process of its own: it brings Netty 4.1 where {@code transport} is built on 4.2, and commands
 * that need no broker must not pay for one. {@link io.mqkeep.cli.broker.EmbeddedBroker} starts and ends that process;
 * {@code BrokerMain} is what runs in it, the only class that knows HiveMQ. The two talk over the child's standard
 * streams: it says one line when it is ready, and ends when its input does.
 */
@NullMarked
package io.mqkeep.cli.broker;

import org.jspecify.annotations.NullMarked;
