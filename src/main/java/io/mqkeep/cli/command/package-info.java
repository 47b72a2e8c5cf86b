/**
 * One class a command, named as it is typed, a few lines each: options to a value, a client borrowed, a word printed, an
 * exit status.
 */
@NullMarked
package io.mqkeep.cli.command;

import org.jspecify.annotations.NullMarked;
