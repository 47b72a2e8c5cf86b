package io.mqkeep.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSafetyTest {
    @TempDir
    Path folder;

    private final Journals journals = new Journals(new SessionLocks("test"));

    @BeforeEach
    void needsPermissions() {
        assumeTrue(OwnerOnly.hasPermissions(folder), "this file system has no permissions");
    }

    @Test
    void files_and_folders_are_the_owners_alone() throws IOException {
        Path state = folder.resolve("state");
        Path home = state.resolve("mqkeep");
        try (JournalStore store = create(home)) {
            store.commit(new RandomChanges(2).next(1));
            assertOwnerOnly(home);
        }
        assertOwnerOnly(home);
        assertEquals("rwx------", permissions(state));
    }

    @Test
    void they_are_also_under_a_lax_umask() throws Exception {
        Path home = folder.resolve("home");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 000; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        Creator.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertOwnerOnly(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
    void aFolderThatOthersCanWriteIsRefused(String permissions) throws IOException {
        Path home = folder.resolve("home");
        create(home).close();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString(permissions));
        StoreException e = assertThrows(StoreException.UnsafeFile.class, () -> journals.open(file(home)));
        assertTrue(e.getMessage().contains("chmod go-w " + home), e.getMessage());
        assertThrows(StoreException.UnsafeFile.class, () -> create(home));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw-----w-"})
    void aSessionFileThatOthersCanWriteIsRefused(String permissions) throws IOException {
        create(folder).close();
        for (Path path : List.of(file(folder).journal(), file(folder).lock())) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            StoreException e = assertThrows(StoreException.UnsafeFile.class, () -> journals.open(file(folder)));
            assertTrue(e.getMessage().contains("chmod go-w " + path), e.getMessage());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
            journals.open(file(folder)).close();
        }
    }

    @Test
    void a_folder_for_all_will_do_when_nobody_can_touch_the_files_of_others() throws IOException {
        Path shared = sticky();
        create(shared).close();
        journals.open(file(shared)).close();
    }

    @Test
    void a_link_in_a_folder_for_all_is_not_followed() throws IOException {
        Path home = folder.resolve("home");
        create(home).close();
        Path shared = sticky();
        Files.createSymbolicLink(file(shared).journal(), file(home).journal());
        assertThrows(StoreException.UnsafeFile.class, () -> journals.open(file(shared)));
        assertThrows(StoreException.UnsafeFile.class, () -> create(shared));
    }

    @Test
    void a_link_in_a_folder_of_ones_own_leads_to_the_session() throws IOException {
        Path home = folder.resolve("home");
        create(home).close();
        Path link = Files.createSymbolicLink(folder.resolve("link"), file(home).journal());
        try (JournalStore store = journals.open(new SessionFile("link", link))) {
            assertEquals(file(home).journal().toRealPath(), store.file().journal());
            assertThrows(StoreException.SessionInUse.class, () -> journals.open(file(home)));
        }
        assertTrue(Files.isSymbolicLink(link), "writing the file anew must not take the place of the link");
    }

    @Test
    void a_link_in_the_place_of_a_file_beside_the_journal_is_not_followed() throws IOException {
        create(folder).close();
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        SessionFile file = file(folder);
        Files.createSymbolicLink(file.temporary(), victim);
        Files.createSymbolicLink(file.holder(), victim);
        journals.open(file).close();
        Files.deleteIfExists(file.lock());
        Files.createSymbolicLink(file.lock(), victim);
        assertThrows(StoreException.class, () -> journals.open(file));
        assertEquals("untouched", Files.readString(victim));
    }

    @Test
    void a_folder_in_the_place_of_a_session_is_refused() throws IOException {
        Files.createDirectories(file(folder).journal());
        assertThrows(StoreException.UnsafeFile.class, () -> journals.open(file(folder)));
    }

    @Test
    void a_file_of_another_user_is_refused() throws IOException {
        create(folder).close();
        Path journal = file(folder).journal();
        try {
            Files.setAttribute(journal, "unix:uid", 54_321);
        } catch (IOException onlyRootCan) {
            assumeTrue(false, "only root can give a file away");
        }
        StoreException e = assertThrows(StoreException.UnsafeFile.class, () -> journals.open(file(folder)));
        assertTrue(e.getMessage().contains("belongs to another user"), e.getMessage());
    }

    @Test
    void a_folder_or_file_that_can_not_be_written_any_more_is_a_sentence() throws IOException {
        create(folder).close();
        SessionFile file = file(folder);
        Files.setPosixFilePermissions(file.journal(), PosixFilePermissions.fromString("r--------"));
        assumeFalse(Files.isWritable(file.journal()), "root can write anything");
        StoreException e = assertThrows(StoreException.CannotStore.class, () -> journals.open(file));
        assertEquals("cannot open session file " + file.journal() + ": Permission denied", e.getMessage());
        assertEquals(1, journals.look(file).nextNumber(), "it can still be looked at");

        Files.delete(file.lock());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        try {
            e = assertThrows(StoreException.CannotStore.class, () -> journals.open(file));
            assertEquals("cannot lock session file " + file.lock() + ": permission denied", e.getMessage());
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Makes a session, under the umask it was started with. */
    static final class Creator {
        public static void main(String[] arguments) {
            new Journals(new SessionLocks("creator"))
                    .openOrCreate(new SessionHome(Path.of(arguments[0])).file("s"), new RandomChanges(1)::identity)
                    .close();
        }
    }

    private Path sticky() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        return shared;
    }

    private JournalStore create(Path home) {
        return journals.openOrCreate(file(home), new RandomChanges(1)::identity);
    }

    private static SessionFile file(Path home) {
        return new SessionHome(home).file("s");
    }

    private static void assertOwnerOnly(Path home) throws IOException {
        assertEquals("rwx------", permissions(home));
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.toList()) {
                assertEquals("rw-------", permissions(file), file::toString);
            }
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
