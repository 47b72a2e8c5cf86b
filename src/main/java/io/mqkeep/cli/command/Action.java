package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import java.util.List;

/** What a command does once its options are known. */
public interface Action {
    /**
     * Does it.
     *
     * @throws Exception whatever went wrong; {@link io.mqkeep.cli.ErrorReport} finds the words
     */
    Exit run(App app) throws Exception;

    /**
     * Makes the objects with the options that are seldom given, and returns them. Called at most once, before the options
     * are read, and only when the line has an option that is not among the command's own, or when all have to be known:
     * every option costs at each start.
     */
    default List<Object> furtherOptions() {
        return List.of();
    }
}
