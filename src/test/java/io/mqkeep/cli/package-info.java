/** Tests of what is typed and seen, all of them in this process. */
@NullMarked
package io.mqkeep.cli;

import org.jspecify.annotations.NullMarked;
