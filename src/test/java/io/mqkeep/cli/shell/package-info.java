/** Tests, all of them in this process. */
@NullMarked
package io.mqkeep.cli.shell;

import org.jspecify.annotations.NullMarked;
