/**
 * Messages handed to a command of the user: its payload on standard input, what else it says in the environment, and the
 * command's exit status for an answer.
 */
@NullMarked
package io.mqkeep.cli.handler;

import org.jspecify.annotations.NullMarked;
