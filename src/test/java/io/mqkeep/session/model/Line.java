package io.mqkeep.session.model;

/**
 * A message that was written somewhere.
 *
 * @param moment orders all that one client ever wrote
 */
public record Line(String text, long moment) {}
