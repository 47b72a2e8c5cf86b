package io.mqkeep.cli.options;

import io.mqkeep.session.Reader;
import java.util.List;

/**
 * Which of the messages that come are meant.
 *
 * @param filterOut filters of topics to pass over
 * @param removeRetained whether retained messages are deleted on the server when they are printed
 * @param unsubscribe what to unsubscribe from before anything is subscribed to
 */
public record Selection(
        List<String> filterOut, Reader.Retained retained, boolean removeRetained, List<String> unsubscribe) {

    public Selection {
        filterOut = List.copyOf(filterOut);
        unsubscribe = List.copyOf(unsubscribe);
    }
}
