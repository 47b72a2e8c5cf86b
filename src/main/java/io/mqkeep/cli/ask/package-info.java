/** Questions to other clients and to the server, and the answers to them. */
@NullMarked
package io.mqkeep.cli.ask;

import org.jspecify.annotations.NullMarked;
