/**
 * From what was asked to an open connection: whose session it is, which password, and the client a command borrows.
 *
 * <p>A command asks {@link io.mqkeep.cli.connection.Leases} for a {@link io.mqkeep.cli.connection.Lease} and gives it back.
 * Whether that opens a connection or hands out one that is open already is not the command's business.
 */
@NullMarked
package io.mqkeep.cli.connection;

import org.jspecify.annotations.NullMarked;
