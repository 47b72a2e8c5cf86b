/**
 * What is promised, tried with real processes: the image is started, killed with kill -9 and started again, against a
 * server whose every byte is scripted and against real brokers.
 *
 * <p>The tests run beside each other, since most of their time is the start of a process. Nothing in them is timed: they
 * wait until something has happened.
 */
@NullMarked
package io.mqkeep.process;

import org.jspecify.annotations.NullMarked;
