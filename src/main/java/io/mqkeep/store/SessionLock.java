package io.mqkeep.store;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** The right to use one session, held until it is closed or the process ends, however it ends. */
final class SessionLock implements AutoCloseable {
    private final FileChannel channel;
    private final Runnable beforeRelease;
    private boolean released;

    SessionLock(FileChannel channel, Runnable beforeRelease) {
        this.channel = channel;
        this.beforeRelease = beforeRelease;
    }

    @Override
    public void close() {
        if (released) {
            return;
        }
        released = true;
        beforeRelease.run();
        try {
            channel.close();
        } catch (IOException endsWithTheProcess) {
            // A lock that could not be given back now is given back when the process ends.
        }
    }
}
