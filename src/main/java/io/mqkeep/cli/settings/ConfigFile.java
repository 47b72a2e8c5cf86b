package io.mqkeep.cli.settings;

import io.mqkeep.cli.App;
import io.mqkeep.cli.BaseFolders;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the config file is, and how it is read and written. */
public final class ConfigFile {
    /** Names another file, or with an empty value none. */
    public static final String VARIABLE = "MQKEEP_CONFIG";

    private static final long LARGEST = 1024 * 1024;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private ConfigFile() {}

    /** Returns where the file is to be, or null when nobody can know. */
    public static @Nullable Path path(Map<String, String> environment, Path directory) {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return named.isEmpty() ? null : directory.resolve(named);
        }
        Path configs = BaseFolders.config(environment);
        return configs == null ? null : configs.resolve("config.toml");
    }

    /**
     * Reads it.
     *
     * @return null when there is none
     * @throws Failure when it can't be read, is not as it must be, or others may write to it
     */
    public static @Nullable Configuration read(App app) {
        Path file = path(app.environment(), app.directory());
        return file == null || !Files.exists(file) ? null : read(file);
    }

    private static Configuration read(Path file) {
        try {
            if (POSIX
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE)
                    && Files.isRegularFile(file)) {
                throw Failure.usage(file + ": anybody on this machine may write to it, and it can name commands to run;"
                        + " 'chmod o-w' it");
            }
            byte[] bytes;
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes((int) LARGEST + 1);
            }
            if (bytes.length > LARGEST) {
                throw Failure.usage(file + " is larger than " + LARGEST + " bytes: is it the config file?");
            }
            return Configuration.parse(
                    file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new Failure(Exit.USAGE, file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, "the config file " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads it to change it.
     *
     * @return without any profile when there is no file yet
     */
    public static Configuration readOrBegin(App app) {
        Path file = path(app.environment(), app.directory());
        if (file == null) {
            throw Failure.usage("there is no place for a config file: neither HOME nor XDG_CONFIG_HOME is set, or "
                    + VARIABLE + " is empty");
        }
        return Files.exists(file) ? read(file) : Configuration.parse(file, "");
    }

    /** Writes it, all or nothing: a new file takes the place of the old one. */
    public static void write(Configuration changed) throws IOException {
        Path named = changed.file();
        // A link stays a link.
        Path file;
        try {
            file = named.toRealPath();
        } catch (NoSuchFileException e) {
            file = named;
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            if (POSIX) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
        // Only its owner can read the new file, unless the old one was more open.
        Path fresh = Files.createTempFile(folder, ".config", ".toml");
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(changed.text().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            if (POSIX && Files.exists(file)) {
                Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
                Files.setPosixFilePermissions(fresh, before);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
