/**
 * Compares the image with other command lines, side by side on one machine: {@code mvn -Pbench verify}. {@link Bench} runs the parts and
 * reports; a part takes its turns with all commands it compares within a round, so that what else the machine does falls on all of them.
 */
@NullMarked
package io.mqkeep.bench;

import org.jspecify.annotations.NullMarked;
