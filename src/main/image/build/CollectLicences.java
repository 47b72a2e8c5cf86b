import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A step of the build: puts the licences and notices of the image's jars into its folder {@code licences}, with a table of which
 * jar is under which licence, and the same for the broker's jars into {@code licences/broker}. The Java runtime has its own
 * in {@code runtime/legal}.
 *
 * <p>Fails when nobody says which licence a jar is under, and when the text of that licence would not be in the image.
 *
 * <p>Its arguments are the image, the folder of the texts that jars leave out, and a file with the jars of the local Maven
 * repository that the image was made of, a line each.
 */
final class CollectLicences {
    private static final Pattern TEXT =
            Pattern.compile("(META-INF/)?([^/]*/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*", Pattern.CASE_INSENSITIVE);
    private static final String TABLE = "%-64s %s%n".replace("%n", "\n");

    private final Path image;
    private final Path texts;
    private final Map<String, List<String>> textsOfJars = new TreeMap<>();
    private final Map<String, String> licences = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    private CollectLicences(Path image, Path texts) {
        this.image = image;
        this.texts = texts;
    }

    public static void main(String[] arguments) throws Exception {
        Path image = Path.of(arguments[0]);
        CollectLicences collection = new CollectLicences(image, Path.of(arguments[1]));
        collection.readIndex();
        for (String jar : Files.readAllLines(Path.of(arguments[2]))) {
            collection.readLicence(Path.of(jar));
        }
        collection.collect(List.of("lib", "lib/prompt"), image.resolve("licences"));
        collection.collect(List.of("lib/broker"), image.resolve("licences/broker"));
        if (!collection.failures.isEmpty()) {
            throw new IllegalStateException(String.join("\n", collection.failures));
        }
    }

    private void readIndex() throws IOException {
        for (String line : Files.readAllLines(texts.resolve("index"))) {
            if (!line.startsWith("#")) {
                List<String> words = List.of(line.split(" +", -1));
                textsOfJars.put(words.getFirst(), words.subList(1, words.size()));
            }
        }
    }

    /** Learns from the POM beside a jar, or from its parents, which licence the jar is under. */
    private void readLicence(Path jar) throws Exception {
        String name = withoutEnd(jar);
        if (jar.toString().endsWith(".jar") && Files.exists(jar.resolveSibling(name + ".pom"))) {
            Path repository = RepositoryPom.repositoryOf(jar);
            licences.put(withoutVersion(name), RepositoryPom.licence(jar.resolveSibling(name + ".pom"), repository));
        }
    }

    private void collect(List<String> folders, Path to) throws IOException {
        StringBuilder table = new StringBuilder("""
            Which jar is under which licence, as its publisher says. What a jar itself has of licences and notices is in the folder
            of its name; the Apache License, Version 2.0, is the file LICENSE of this program.

            """);
        Files.createDirectories(to);
        for (String folder : folders) {
            for (Path jar : jars(image.resolve(folder))) {
                String name = withoutEnd(jar);
                if (name.equals("mqkeep")) {
                    continue;
                }
                String artifact = withoutVersion(name);
                String licence = licences.getOrDefault(artifact, "");
                List<String> files = textsOfJars.getOrDefault(artifact, List.of());
                boolean known = copyTexts(jar, to.resolve(name)) || textsOfJars.containsKey(artifact);
                for (String file : files) {
                    Files.copy(texts.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                if (licence.isEmpty()) {
                    failures.add("nobody says which licence this is under: " + folder + "/" + jar.getFileName());
                } else if (!known && !licence.toLowerCase(Locale.ROOT).contains("apache")) {
                    failures.add(
                            "the text of its licence (" + licence + ") is missing in " + texts + "/index: " + artifact);
                }
                String where = files.isEmpty() ? "" : "; see " + String.join(", ", files);
                table.append(TABLE.formatted(folder + "/" + jar.getFileName(), licence + where));
            }
        }
        Files.writeString(to.resolve("README"), table);
    }

    private static boolean copyTexts(Path file, Path folder) throws IOException {
        boolean any = false;
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && TEXT.matcher(entry.getName()).matches()) {
                    String name = entry.getName().replaceFirst("^META-INF/", "").replace('/', '-');
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(
                                in, Files.createDirectories(folder).resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                    any = true;
                }
            }
        }
        return any;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static String withoutEnd(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static String withoutVersion(String name) {
        return name.replaceFirst("-[0-9].*", "");
    }
}
