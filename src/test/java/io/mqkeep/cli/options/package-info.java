/** Tests, all of them in this process. */
@NullMarked
package io.mqkeep.cli.options;

import org.jspecify.annotations.NullMarked;
