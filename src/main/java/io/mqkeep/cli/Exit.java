package io.mqkeep.cli;

/**
 * The one table of exit statuses. The help and the manual page print it, and nothing else in the program knows a
 * number.
 */
public enum Exit {
    DONE(0, "done"),
    REFUSED(1, "refused by the server; the reason's name and code are printed"),
    USAGE(2, "wrong usage: nothing was done"),
    NOT_CONNECTED(3, "not connected, or the connection was lost; nothing was kept"),
    TIMED_OUT(4, "timed out; nothing was kept"),
    SESSION_IN_USE(5, "the session is in use by another process"),
    SESSION_UNUSABLE(6, "the session is damaged, from a newer version, or a stale copy"),
    SESSION_LOST(7, "the server has lost the session"),
    CANNOT_WRITE(8, "cannot write state or output"),
    KEPT(9, "kept in the session, not yet confirmed: do not publish it again"),
    HANDLER_FAILED(10, "a handler command failed"),
    BUG(70, "a bug in mqkeep"),
    INTERRUPTED(130, "interrupted by SIGINT"),
    TERMINATED(143, "terminated by SIGTERM");

    private final int status;
    private final String meaning;

    Exit(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** Returns the number the process ends with. */
    public int status() {
        return status;
    }

    /** Returns what the number means, for the help and the manual page. */
    public String meaning() {
        return meaning;
    }
}
