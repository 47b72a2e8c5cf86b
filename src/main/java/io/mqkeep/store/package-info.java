/**
 * Makes a session's changes durable, and carries a session from place to place.
 *
 * <p>The client commits the changes of one turn to a {@link io.mqkeep.store.SessionStore} before any packet of that turn
 * leaves. {@link io.mqkeep.store.JournalStore} keeps them in one append-only file per session;
 * {@link io.mqkeep.store.EphemeralStore} keeps nothing, for commands without a session.
 */
@NullMarked
package io.mqkeep.store;

import org.jspecify.annotations.NullMarked;
