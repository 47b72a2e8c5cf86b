/**
 * The language of {@code sub -F}: that of mosquitto_sub, so that a script moves over unchanged. Where versions 2.0 and
 * 2.1 differ, what both understand is printed as 2.0 does, and what only 2.1 understands as 2.1 does. Fields are bytes:
 * width and precision count bytes, as they do in C.
 */
@NullMarked
package io.mqkeep.cli.output.format;

import org.jspecify.annotations.NullMarked;
