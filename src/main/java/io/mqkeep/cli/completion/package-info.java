/**
 * Completion scripts for the shells, written from the model of the commands: {@link
 * io.mqkeep.cli.completion.CompletedCommand} says what can stand on a command line, and there is one writer for each
 * shell, because each has its own way to say it.
 *
 * <p>What a value is follows from its label in the help: {@link io.mqkeep.cli.completion.Candidates} has the table.
 */
@NullMarked
package io.mqkeep.cli.completion;

import org.jspecify.annotations.NullMarked;
