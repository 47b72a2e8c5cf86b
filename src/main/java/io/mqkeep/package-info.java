/**
 * MQTT on the command line whose session outlives the process.
 *
 * <p>This package holds only {@link io.mqkeep.Main}, which wires the real application, runs it and exits. The rest of
 * the house is one package per concern; an architecture test keeps the arrows between them.
 */
@NullMarked
package io.mqkeep;

import org.jspecify.annotations.NullMarked;
