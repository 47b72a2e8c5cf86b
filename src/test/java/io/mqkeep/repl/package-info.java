/** Tests, all of them in this process. */
@NullMarked
package io.mqkeep.repl;

import org.jspecify.annotations.NullMarked;
