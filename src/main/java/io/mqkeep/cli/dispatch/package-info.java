/**
 * What a typed line means: {@link io.mqkeep.cli.dispatch.Subcommand} is the table of all commands, {@link
 * io.mqkeep.cli.dispatch.MqkeepCommand} runs a line, and the rest says what can be typed and what is wrong with what was.
 */
@NullMarked
package io.mqkeep.cli.dispatch;

import org.jspecify.annotations.NullMarked;
