/**
 * What must happen next: the client's session as the standard means it (section 4.1 of both versions), pure.
 *
 * <p>A {@link io.mqkeep.session.Session} is built from a {@link io.mqkeep.session.Snapshot}. It is asked things and told things, and
 * answers each time with a list of {@link io.mqkeep.session.Effect}s, which are values: store this, send that, tell
 * the caller, deliver to the reader. Whoever carries them out keeps one order: <b>store, then send</b>. Nothing here
 * does I/O, reads a clock, starts a thread or logs; the time is an argument, in milliseconds since the epoch.
 *
 * <p>All that must outlive the process changes through {@link io.mqkeep.session.Change}s only, in {@link
 * io.mqkeep.session.SessionState}. The journal holds those same changes, so recovery is a fold over the journal and
 * cannot drift from what the live session did.
 *
 * <p>Where to find what: the conversation in {@code Session}; messages going out in {@code Outgoing}, coming in in
 * {@code Incoming}; subscriptions in {@code SubscriptionRequests}; PINGREQ in {@code KeepAlive}. A new record type
 * starts in {@code Change} and {@code SessionState}; the compiler then names every other place.
 */
@NullMarked
package io.mqkeep.session;

import org.jspecify.annotations.NullMarked;
