/**
 * One class a command, named as it is typed. {@link io.mqkeep.cli.command.Subcommand} is the table of all of
 * them, and {@link io.mqkeep.cli.command.MqkeepCommand} runs a line.
 */
@NullMarked
package io.mqkeep.cli.command;

import org.jspecify.annotations.NullMarked;
