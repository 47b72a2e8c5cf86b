/** Tests, all of them in this process. */
@NullMarked
package io.mqkeep.cli.output;

import org.jspecify.annotations.NullMarked;
