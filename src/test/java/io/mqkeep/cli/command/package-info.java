/** Tests, all of them in this process. */
@NullMarked
package io.mqkeep.cli.command;

import org.jspecify.annotations.NullMarked;
