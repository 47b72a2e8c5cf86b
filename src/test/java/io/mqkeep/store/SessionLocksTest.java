package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SessionLocksTest {
    @TempDir
    Path folder;

    @Test
    void a_second_command_of_one_process_is_refused_at_once() {
        SessionLocks locks = new SessionLocks("mqkeep repl");
        SessionFile file = file();
        try (SessionLock held = locks.acquire(file)) {
            StoreException.SessionInUse e = assertThrows(StoreException.SessionInUse.class, () -> locks.acquire(file));
            assertEquals(
                    "session 'till-7' is in use by process "
                            + ProcessHandle.current().pid() + " (mqkeep repl); wait for it or end it",
                    e.getMessage());
        }
        locks.acquire(file).close();
    }

    @Test
    void one_session_has_one_lock_whatever_way_leads_to_it() throws IOException {
        Journals journals = new Journals(new SessionLocks("test"));
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        RandomChanges changes = new RandomChanges(1);
        try (JournalStore held = journals.openOrCreate(new SessionFile("a", real.resolve("s")), changes::identity)) {
            assertThrows(
                    StoreException.SessionInUse.class, () -> journals.open(new SessionFile("b", link.resolve("s"))));
            assertThrows(
                    StoreException.SessionInUse.class,
                    () -> journals.open(new SessionFile("c", real.resolve("../real/./s"))));
        }
    }

    @Test
    void a_refused_command_does_not_end_the_lock_of_the_one_that_has_it() throws Exception {
        SessionFile file = file();
        try (SessionLock held = new SessionLocks("one").acquire(file)) {
            // Another object in the same process: the system itself would let it have the lock.
            assertThrows(StoreException.SessionInUse.class, () -> new SessionLocks("two").acquire(file));
            try (OtherProcess other = OtherProcess.start(folder)) {
                assertEquals(
                        "session 'till-7' is in use by process "
                                + ProcessHandle.current().pid() + " (one); wait for it or end it",
                        other.line());
            }
        }
    }

    @Test
    void a_command_in_another_process_is_named() throws Exception {
        try (OtherProcess other = OtherProcess.start(folder)) {
            assertEquals("held", other.line());
            long start = System.nanoTime();
            StoreException.SessionInUse e =
                    assertThrows(StoreException.SessionInUse.class, () -> new SessionLocks("test").acquire(file()));
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 1_000);
            assertEquals(
                    "session 'till-7' is in use by process " + other.process.pid()
                            + " (the other one); wait for it or end it",
                    e.getMessage());
        }
    }

    @Test
    void a_killed_process_leaves_no_lock() throws Exception {
        try (OtherProcess other = OtherProcess.start(folder)) {
            assertEquals("held", other.line());
            other.process.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(file().holder()), "it could not clean up");
        new SessionLocks("test").acquire(file()).close();
    }

    @Test
    void the_file_that_names_a_dead_holder_is_not_believed() throws Exception {
        Files.writeString(file().holder(), "999999999\nlong dead\n");
        try (OtherProcess other = OtherProcess.start(folder)) {
            assertEquals("held", other.line());
            Files.writeString(file().holder(), "999999999\nlong dead\n");
            StoreException.SessionInUse e =
                    assertThrows(StoreException.SessionInUse.class, () -> new SessionLocks("test").acquire(file()));
            assertEquals("session 'till-7' is in use by another process; wait for it or end it", e.getMessage());
        }
    }

    @Test
    void the_lock_file_stays_and_the_holder_goes() {
        new SessionLocks("test").acquire(file()).close();
        assertTrue(Files.exists(file().lock()));
        assertFalse(Files.exists(file().holder()));
    }

    private SessionFile file() {
        return new SessionHome(folder).file("till-7");
    }

    /** Takes the lock, says so, and holds it until its standard input ends. */
    static final class Other {
        public static void main(String[] arguments) throws IOException {
            SessionFile file = new SessionHome(Path.of(arguments[0])).file("till-7");
            try (SessionLock held = new SessionLocks("the other one").acquire(file)) {
                System.out.println("held");
                System.in.read();
            } catch (StoreException.SessionInUse e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private record OtherProcess(Process process, BufferedReader out) implements AutoCloseable {
        static OtherProcess start(Path folder) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Other.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            return new OtherProcess(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        String line() throws IOException {
            String line = out.readLine();
            return line == null ? "" : line;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
