/**
 * Both ends of a session as models, for tests that kill one of them at every step.
 *
 * <p>{@link io.mqkeep.session.model.ModelServer} is a server with one client's session, written from the standard and
 * not from the client; it holds the client to the standard and fails the test when the client breaks it. {@link
 * io.mqkeep.session.model.ModelClient} is a process with a real {@code Session}: it carries out effects in the order of
 * a turn, and dies where {@link io.mqkeep.session.model.Fate} says. What a death leaves is in {@link
 * io.mqkeep.session.model.ModelJournal} and {@link io.mqkeep.session.model.ModelFile}. Between the two ends is a {@link
 * io.mqkeep.session.model.Link}. Nothing here has bytes, threads or a clock.
 */
@NullMarked
package io.mqkeep.session.model;

import org.jspecify.annotations.NullMarked;
