package io.mqkeep.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.testing.ScriptedBroker;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does not take is not read either. */
class SlowServerTest {
    private static final long LINES = 96L * 1024 * 1024;
    /** What the client may hold, and what fits into the sockets of a loopback connection. */
    private static final long BETWEEN = 40L * 1024 * 1024;

    private static final int LINE = 8 * 1024;

    @TempDir
    Path directory;

    private final AtomicLong read = new AtomicLong();
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicLong most = new AtomicLong();
    private final AtomicReference<Thread> reader = new AtomicReference<>(Thread.currentThread());

    /** Lines without an end in sight, of which it counts what was taken. */
    private final class Endless extends InputStream {
        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            reader.set(Thread.currentThread());
            if (read.get() >= LINES) {
                return -1;
            }
            for (int i = from; i < from + length; i++) {
                into[i] = (byte) (i % LINE == 0 ? '\n' : 'x');
            }
            long between = read.addAndGet(length) - arrived.get();
            most.accumulateAndGet(between, Math::max);
            return length;
        }
    }

    @Test
    void a_server_that_does_not_read_has_the_input_wait_and_not_the_memory_grow() throws Exception {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            // Set, it does not grow with what comes.
            peer.socket().setReceiveBufferSize(1024 * 1024);
            InputStream bytes = peer.socket().getInputStream();
            byte[] some = new byte[1024 * 1024];
            int count = 0;
            while (count >= 0) {
                while (read.get() < LINES && reader.get().getState() != Thread.State.WAITING) {
                    // It reads only when whoever reads the lines waits.
                    Thread.onSpinWait();
                }
                arrived.addAndGet(count);
                count = bytes.read(some);
            }
        })) {
            InProcess.Ran ran = new InProcess(directory)
                    .stdin(new Endless())
                    .mqkeep("pub", "-p", "" + broker.port(), "-t", "a", "-l", "-q", "0");
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            broker.await();
        }
        assertTrue(most.get() <= BETWEEN, () -> "between the lines and the server were " + most.get() + " bytes");
        assertTrue(arrived.get() >= LINES, () -> "arrived " + arrived.get());
    }
}
