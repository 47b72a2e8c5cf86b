/**
 * What was typed and what it means, two types each: a mixin that picocli fills in, and the value it becomes
 * when it was checked.
 */
@NullMarked
package io.mqkeep.cli.options;

import org.jspecify.annotations.NullMarked;
