/**
 * The demonstration: the main job, shown with a real broker and real processes that are really killed.
 *
 * <p>{@link io.mqkeep.cli.demo.Demo} tells the story, act by act. A {@link io.mqkeep.cli.demo.Tap} stands on the wire: it
 * names the packets as they pass and holds one back, so that a process can be killed at exactly that moment.
 */
@NullMarked
package io.mqkeep.cli.demo;

import org.jspecify.annotations.NullMarked;
