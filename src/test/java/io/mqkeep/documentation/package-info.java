/** The README and the pages in {@code docs/} say what is true: their commands are run, their links and messages looked up. */
@NullMarked
package io.mqkeep.documentation;

import org.jspecify.annotations.NullMarked;
