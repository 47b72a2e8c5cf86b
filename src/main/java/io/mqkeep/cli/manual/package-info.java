/**
 * The manual: a page for each command and one for the program, made of the commands' model and of prose written by hand
 * (the {@code .txt} beside these classes, one for each page and {@code common.txt} for all). A page is a value; {@link
 * io.mqkeep.cli.manual.PlainPage} writes it for {@code mqkeep help} and {@link io.mqkeep.cli.manual.RoffPage} for man.
 */
@NullMarked
package io.mqkeep.cli.manual;

import org.jspecify.annotations.NullMarked;
