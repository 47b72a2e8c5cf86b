import io.mqkeep.cli.broker.EmbeddedBroker;
import io.mqkeep.cli.broker.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A step of the build, run with JDK 25 on the image's {@code mqkeep.jar}: makes the image start quickly. It lifts the jars that
 * are too old for the AOT cache and has {@code io.mqkeep.Training} fill that cache. Does nothing when the image has not
 * changed since.
 *
 * <p>Its arguments are the folder of the image, a folder for what it leaves behind when it fails, and the options of the
 * launcher's Java virtual machine: a cache fits the same options alone.
 */
final class PrepareStart {
    private static final String CACHE = "lib/mqkeep.aot";

    private PrepareStart() {}

    public static void main(String[] args) throws Exception {
        Path image = Path.of(args[0]);
        Path work = Path.of(args[1]);
        List<String> options = List.of(args).subList(2, args.length);
        Path cache = image.resolve(CACHE);
        if (isCurrent(cache, image)) {
            return;
        }
        Files.deleteIfExists(cache);
        Folders.remove(work);
        Files.createDirectories(work);
        for (Path jar : jars(image)) {
            if (jar.getFileName().toString().startsWith("picocli")) {
                LiftedJar.modernizePicocli(jar, work.resolve("lifted.jar"));
            }
        }
        LiftedJar.makeSwitchesPlain(image.resolve("lib/mqkeep.jar"), work.resolve("lifted.jar"));
        // The archive that jlink makes for heaps of more than 32 GB.
        Files.deleteIfExists(image.resolve("runtime/lib/server/classes_nocoops.jsa"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(image, 0, null)) {
            train(image, work, options, broker.port());
        }
        Folders.remove(work);
    }

    private static boolean isCurrent(Path cache, Path image) throws IOException {
        if (!Files.exists(cache)) {
            return false;
        }
        List<Path> madeFrom = new ArrayList<>(jars(image));
        madeFrom.add(image.resolve("bin/mqkeep"));
        madeFrom.add(image.resolve("runtime/release"));
        for (Path file : madeFrom) {
            if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(cache)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void train(Path image, Path work, List<String> options, int port)
            throws IOException, InterruptedException {
        // Beside its place first: a build that is interrupted must not leave half a cache there.
        Path cache = work.resolve("mqkeep.aot");
        Path said = work.resolve("training.log");
        List<String> command = new ArrayList<>();
        command.add(image.resolve("runtime/bin/java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + cache,
                "-Dmqkeep.image=" + image,
                "-classpath",
                jars(image).stream().map(Path::toString).collect(Collectors.joining(":")),
                "io.mqkeep.Training",
                Integer.toString(port),
                Files.createDirectory(work.resolve("training")).toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.endsWith("JAVA_TOOL_OPTIONS"));
        int exit = builder.start().waitFor();
        if (exit != 0 || !Files.exists(cache)) {
            throw new IOException("the training ended with status " + exit + ", see " + said);
        }
        Files.move(cache, image.resolve(CACHE));
    }

    /** Returns the jars in the order of the launcher's class path. */
    private static List<Path> jars(Path image) throws IOException {
        try (Stream<Path> files = Files.list(image.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
