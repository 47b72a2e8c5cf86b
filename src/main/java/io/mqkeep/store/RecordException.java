package io.mqkeep.store;

/** A frame whose checksums are right holds a record that can't be read: a newer version wrote it, or there is a bug. */
final class RecordException extends RuntimeException {
    private final boolean newer;

    private RecordException(String message, boolean newer) {
        super(message);
        this.newer = newer;
    }

    static RecordException malformed(String what) {
        return new RecordException(what, false);
    }

    static RecordException newer(String what) {
        return new RecordException(what, true);
    }

    boolean isFromNewerVersion() {
        return newer;
    }
}
