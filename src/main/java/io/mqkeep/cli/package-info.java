/**
 * What is typed and seen: the surroundings a command runs in, and how it ends.
 *
 * An {@link io.mqkeep.cli.App} is everything a command may touch: streams, environment, clock, folders, the way to the
 * network. It is passed in and nothing is static, so every command runs inside a test without a process. Options are in
 * {@code options}, printing in {@code output}, and each command in a class of its own in {@code command}, whose name is the
 * command line. {@link io.mqkeep.cli.Exit} is the one table of exit statuses and {@link io.mqkeep.cli.ErrorReport} the one
 * place that turns a failure into a sentence.
 */
@NullMarked
package io.mqkeep.cli;

import org.jspecify.annotations.NullMarked;
