/**
 * Lines typed at a prompt: how a line is taken apart into words, and the editor that reads it. The only room that knows
 * JLine, and it knows no command: what a line means is the business of {@code cli}.
 *
 * <p>{@link io.mqkeep.repl.CommandLines} takes a text apart as a POSIX shell would and needs no terminal; scripts use it too.
 * {@link io.mqkeep.repl.LineEditor} reads from a terminal, and is loaded only when there is one.
 */
@NullMarked
package io.mqkeep.repl;

import org.jspecify.annotations.NullMarked;
