package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;

/** What a command does once its options are known. */
public interface Action {
    /**
     * Does it.
     *
     * @throws Exception whatever went wrong; {@link io.mqkeep.cli.ErrorReport} finds the words
     */
    Exit run(App app) throws Exception;
}
