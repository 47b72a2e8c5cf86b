/**
 * What is set once and not typed each time: profiles in the config file and MQKEEP_* in the environment. {@link
 * io.mqkeep.cli.settings.OptionSettings} makes words of the command line of them, so that every option there is, and every
 * one that comes later, can be set, and means the same as when it is typed.
 */
@NullMarked
package io.mqkeep.cli.settings;

import org.jspecify.annotations.NullMarked;
