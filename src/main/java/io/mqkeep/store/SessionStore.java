package io.mqkeep.store;

import io.mqkeep.session.Change;
import io.mqkeep.session.Snapshot;
import java.util.List;

/**
 * Where the changes of one session go before anything happens because of them. Used by one thread at a time.
 *
 * <p>A failure to write is final: after the first {@link StoreException} every later commit fails at once. What reached
 * the disk is not known then, and asking the system to write again is no answer: Linux reports a lost page once and
 * calls it clean ever after.
 */
public interface SessionStore extends AutoCloseable {

    /** Returns the session as the store has it: what was found at the opening, and what commits have made of it. */
    Snapshot recovered();

    /**
     * Stores the changes of one turn: all of them or, if the process or the machine dies in the middle, none. When one of
     * them {@linkplain Change#mustBeForced must be forced}, they are on the disk when this returns, and so is everything
     * committed before. An empty list does nothing.
     *
     * @throws StoreException.CannotStore when they are not stored: nothing may be sent because of them
     * @throws IllegalStateException when a change does not fit the session; nothing is stored then or later
     */
    void commit(List<Change> changes);

    /**
     * Brings everything committed to the disk. Owed before a command says that it did what was asked.
     *
     * @throws StoreException.CannotStore when that failed
     */
    void force();

    /** Lets the session go. Never throws: what was committed is where it was, forced or not. */
    @Override
    void close();
}
