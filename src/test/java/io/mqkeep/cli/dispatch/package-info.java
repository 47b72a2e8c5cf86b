/** Tests, all of them in this process. */
@NullMarked
package io.mqkeep.cli.dispatch;

import org.jspecify.annotations.NullMarked;
