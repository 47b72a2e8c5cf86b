/**
 * Payloads as something else than they came: hex, base64, or what their format says as JSON. Nothing here is loaded
 * before a payload is to be shown so.
 */
@NullMarked
package io.mqkeep.cli.output.payload;

import org.jspecify.annotations.NullMarked;
