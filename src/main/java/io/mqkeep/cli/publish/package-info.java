/**
 * From payloads to acknowledged messages: one, or a line each.
 */
@NullMarked
package io.mqkeep.cli.publish;

import org.jspecify.annotations.NullMarked;
