/** Tests in the shells themselves. */
@NullMarked
package io.mqkeep.cli.completion;

import org.jspecify.annotations.NullMarked;
