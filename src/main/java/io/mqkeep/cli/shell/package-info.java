/**
 * The prompt: {@link io.mqkeep.cli.shell.Shell} reads lines and runs each with the very commands of the program, in
 * surroundings of its own, where a lease hands out the connection that is open already.
 *
 * <p>A command runs on a thread of its own. When it says that it is under way it goes on in the background, and the next line
 * may come. All that is read from one connection goes through one {@link io.mqkeep.cli.shell.SharedReading}, and all that is
 * shown through one {@link io.mqkeep.cli.shell.Screen}.
 */
@NullMarked
package io.mqkeep.cli.shell;

import org.jspecify.annotations.NullMarked;
