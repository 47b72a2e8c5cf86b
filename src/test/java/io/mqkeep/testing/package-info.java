/**
 * Peers for tests, made of plain sockets and bytes.
 *
 * <p>{@link io.mqkeep.testing.ScriptedBroker} plays a server whose every byte the test chooses. {@link
 * io.mqkeep.testing.Relay} stands between a client and a server and breaks what passes. {@link
 * io.mqkeep.testing.RawPackets} and {@link io.mqkeep.testing.RawProperties} build packets, {@link
 * io.mqkeep.testing.RawPacket} reads them. None of it uses the codec that the program uses: a fault shared by both ends
 * would cancel out and no test would see it.
 */
@NullMarked
package io.mqkeep.testing;

import org.jspecify.annotations.NullMarked;
