/**
 * Printing. Nothing here knows an option: data goes to standard output as it is told to, all else to standard
 * error.
 */
@NullMarked
package io.mqkeep.cli.output;

import org.jspecify.annotations.NullMarked;
