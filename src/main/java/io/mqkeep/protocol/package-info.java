/**
 * What MQTT says: control packets, their properties, reason codes and the rules for names, as values.
 *
 * <p>One vocabulary serves MQTT 5.0 and MQTT 3.1.1. A packet here is what it means, not how it is written: the
 * transport writes it in the version of the connection and leaves out what that version cannot say. Nothing in this
 * package does I/O or knows a time, and it needs only {@code java.base}.
 */
@NullMarked
package io.mqkeep.protocol;

import org.jspecify.annotations.NullMarked;
