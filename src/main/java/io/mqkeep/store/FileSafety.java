package io.mqkeep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether somebody else could have written a session file, or could have it written somewhere else.
 *
 * <p>Looked at are the folder, the journal and the lock file. A folder for all where everybody can only touch what is
 * their own ({@code /tmp}, the sticky bit) will do, as long as nothing there is a link. Where the file system knows no
 * owners and permissions, nothing can be found out and nothing is refused.
 */
final class FileSafety {
    private static final int STICKY = 01000;
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private FileSafety() {}

    /**
     * Checks a session's files and returns where they really are, so that one session has one lock whatever way leads to
     * it. A missing folder is not an error here.
     *
     * @throws StoreException.UnsafeFile when another user could have a hand in them
     */
    static SessionFile checked(SessionFile file) {
        if (!Files.isDirectory(file.folder())) {
            return file;
        }
        try {
            return checked(file, true);
        } catch (IOException e) {
            throw new StoreException.CannotStore("look at session file", file.journal(), e);
        }
    }

    private static SessionFile checked(SessionFile file, boolean mayBeLink) throws IOException {
        Path folder = file.folder().toRealPath();
        SessionFile real =
                new SessionFile(file.name(), folder.resolve(file.journal().getFileName()));
        Path journal = real.journal();
        boolean hasPermissions = OwnerOnly.hasPermissions(folder);
        UserPrincipal user = hasPermissions ? currentUser() : null;
        boolean shared = hasPermissions && isShared(folder, user);
        if (Files.isSymbolicLink(journal)) {
            if (shared || !mayBeLink) {
                throw new StoreException.UnsafeFile(
                        journal, "is a symbolic link in a folder that others can write to, and is not followed");
            }
            return checked(new SessionFile(file.name(), journal.toRealPath()), false);
        }
        if (hasPermissions) {
            checkFile(journal, user);
            checkFile(real.lock(), user);
        }
        return real;
    }

    /** Says whether others can make files in a folder, but not touch those of the user. */
    private static boolean isShared(Path folder, @Nullable UserPrincipal user) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
        refuseOtherOwner(folder, attributes, user);
        if (!othersCanWrite(attributes.permissions())) {
            return false;
        }
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if ((mode & STICKY) == 0) {
            throw new StoreException.UnsafeFile(
                    folder,
                    "can be written by other users, so no session is kept in it; change that with: chmod go-w "
                            + folder);
        }
        return true;
    }

    private static void checkFile(Path file, @Nullable UserPrincipal user) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new StoreException.UnsafeFile(file, "is not an ordinary file and can't be a session");
        }
        refuseOtherOwner(file, attributes, user);
        if (othersCanWrite(attributes.permissions())) {
            throw new StoreException.UnsafeFile(
                    file,
                    "can be written by other users, so what it says can't be trusted; if you do trust it: chmod go-w "
                            + file);
        }
    }

    private static void refuseOtherOwner(Path file, PosixFileAttributes attributes, @Nullable UserPrincipal user)
            throws IOException {
        boolean owned = user == null || attributes.owner().equals(user);
        if (!owned && (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) != 0) {
            throw new StoreException.UnsafeFile(
                    file,
                    "belongs to another user (" + attributes.owner().getName()
                            + "), who could change it; keep the session in a place of your own");
        }
    }

    private static boolean othersCanWrite(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Returns who runs this process, or null when the system does not say. */
    private static @Nullable UserPrincipal currentUser() {
        try {
            // Not the property user.name, where there is a choice: in a container the user often has no name.
            return Files.exists(THIS_PROCESS)
                    ? Files.getOwner(THIS_PROCESS)
                    : THIS_PROCESS
                            .getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name"));
        } catch (IOException unknown) {
            return null;
        }
    }
}
