package io.mqkeep.repl;

/**
 * A word of a line, without its quotes.
 *
 * @param text what it says
 * @param start where it begins in what was typed, quotes included
 * @param end where it ends there, quotes included
 */
public record Word(String text, int start, int end) {}
