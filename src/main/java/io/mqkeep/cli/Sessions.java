package io.mqkeep.cli;

import io.mqkeep.session.Identity;
import io.mqkeep.session.Snapshot;
import io.mqkeep.store.JournalReport;
import io.mqkeep.store.JournalStore;
import io.mqkeep.store.Journals;
import io.mqkeep.store.RepairReport;
import io.mqkeep.store.Restoration;
import io.mqkeep.store.SessionFile;
import io.mqkeep.store.SessionHome;
import io.mqkeep.store.SessionLocks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this user: where they live and how they are opened. One object serves the process, because it knows
 * which sessions the process itself has open. It touches the disk only when asked.
 */
public final class Sessions {
    private final Map<String, String> environment;
    private final Path directory;
    private @Nullable Journals journals;
    private volatile @Nullable Holder holder;

    /** Somebody in this process who has sessions open for longer than one command. */
    public interface Holder {
        /** Says whether the session is open there. */
        boolean holds(SessionFile file);

        /** Lets the session go, if it is open there: a command needs it for itself. */
        void release(SessionFile file);
    }

    /** @param directory what relative paths start from */
    public Sessions(Map<String, String> environment, Path directory) {
        this(environment, directory, null);
    }

    /**
     * @param directory what relative paths start from
     * @param journals how session files are opened, or null for the usual way
     */
    public Sessions(Map<String, String> environment, Path directory, @Nullable Journals journals) {
        this.environment = environment;
        this.directory = directory;
        this.journals = journals;
    }

    /**
     * Returns the folder of sessions with a name; it need not exist.
     *
     * @throws Failure when nothing says where a user's files are
     */
    public Path folder() {
        String own = environment.getOrDefault("MQKEEP_HOME", "");
        if (!own.isEmpty()) {
            return directory.resolve(own);
        }
        Path states = BaseFolders.state(environment);
        if (states == null) {
            throw Failure.usage("there is no place for sessions: none of MQKEEP_HOME, XDG_STATE_HOME and HOME is set");
        }
        return states;
    }

    /** Returns the files of a session by its name, or by its path when what was typed has a slash. */
    public SessionFile file(String typed) {
        boolean relativePath = typed.indexOf('/') > 0;
        if (!relativePath) {
            return home().file(typed);
        }
        SessionFile file = home().file(typed);
        return new SessionFile(file.name(), directory.resolve(typed));
    }

    /** Returns the sessions that live in the folder, by name. */
    public List<SessionFile> list() {
        return home().list();
    }

    /** Names who has sessions open, or null for nobody. */
    public void heldBy(@Nullable Holder other) {
        holder = other;
    }

    /** Says whether this process has the session open already, for longer than this command. */
    public boolean isHeld(SessionFile file) {
        Holder own = holder;
        return own != null && own.holds(file);
    }

    private void release(SessionFile file) {
        Holder own = holder;
        if (own != null) {
            own.release(file);
        }
    }

    /** Opens a session that is there. */
    public JournalStore open(SessionFile file) {
        release(file);
        return journals().open(file);
    }

    /** Opens a session, made with this identity when it isn't there. */
    public JournalStore openOrCreate(SessionFile file, Supplier<Identity> identity) {
        return journals().openOrCreate(file, identity);
    }

    /** Looks through a whole session file and changes nothing. */
    public JournalReport verify(SessionFile file) {
        release(file);
        return journals().verify(file);
    }

    /**
     * Keeps what is whole of a damaged session file.
     *
     * @param now milliseconds since the epoch
     * @return null when there is no damage
     */
    public @Nullable RepairReport repair(SessionFile file, long now) {
        release(file);
        return journals().repair(file, now);
    }

    /** Returns a session as it is now, also while another command has it. */
    public Snapshot look(SessionFile file) {
        return journals().look(file);
    }

    /**
     * Prepares to make a session here what a document says.
     *
     * @param force whether to replace a session that has moved on since, or that is damaged
     */
    public Restoration restoration(SessionFile file, Snapshot document, boolean force) {
        release(file);
        return journals().restoration(file, document, force);
    }

    /** Removes a session with all its files. */
    public void remove(SessionFile file) {
        release(file);
        journals().remove(file);
    }

    private SessionHome home() {
        return new SessionHome(folder());
    }

    private synchronized Journals journals() {
        Journals all = journals;
        if (all == null) {
            all = new Journals(new SessionLocks("mqkeep"));
            journals = all;
        }
        return all;
    }
}
