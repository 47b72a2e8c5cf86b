/**
 * From filters to printed messages.
 */
@NullMarked
package io.mqkeep.cli.subscribe;

import org.jspecify.annotations.NullMarked;
