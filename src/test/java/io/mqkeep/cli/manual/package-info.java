/** The manual's tests, and what writes the generated files of the repository. */
@NullMarked
package io.mqkeep.cli.manual;

import org.jspecify.annotations.NullMarked;
