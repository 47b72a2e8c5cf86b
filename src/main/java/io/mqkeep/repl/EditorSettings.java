package io.mqkeep.repl;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an editor needs to know.
 *
 * @param history the file that keeps what was typed, or null for none
 * @param remembered what is kept of a line: without what must not be written down
 * @param completion what the Tab key offers
 * @param colours whether prompts may have colours
 */
public record EditorSettings(
        @Nullable Path history, UnaryOperator<String> remembered, Completion completion, boolean colours) {}
