package io.mqkeep.cli.manual;

import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.dispatch.CommandPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of the repository that follow from the command model: {@code completions/} and {@code man/}. {@code mvn
 * -Pgenerate process-test-classes} writes them.
 */
public final class GeneratedFiles {
    private static final List<String> FOLDERS = List.of("completions", "man");

    private GeneratedFiles() {}

    /** Writes all of them, and removes what no longer belongs there. */
    public static void main(String[] arguments) throws IOException {
        Path repository = Path.of(arguments.length == 0 ? "" : arguments[0]).toAbsolutePath();
        Map<String, String> files = all(repository);
        for (String old : present(repository)) {
            if (!files.containsKey(old)) {
                Files.delete(repository.resolve(old));
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = repository.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /** Returns what each of them has to contain, by its path. */
    static Map<String, String> all(Path repository) throws IOException {
        Map<String, String> files = new TreeMap<>();
        InProcess here = new InProcess(repository.resolve("target"));
        files.put("completions/mqkeep.bash", here.mqkeep("completion", "bash").out());
        files.put("completions/_mqkeep", here.mqkeep("completion", "zsh").out());
        files.put("completions/mqkeep.fish", here.mqkeep("completion", "fish").out());

        String pom = Files.readString(repository.resolve("pom.xml"));
        String date = field(pom, "project.build.outputTimestamp").substring(0, "2026-11-22".length());
        String version = field(pom, "version").replace("-SNAPSHOT", "");
        List<ManualPage> pages = new ArrayList<>(CommandPages.all());
        pages.add(SessionFilePage.page());
        for (ManualPage page : pages) {
            files.put("man/" + page.name() + "." + page.number(), RoffPage.text(page, date, version));
        }
        return files;
    }

    /** Returns the paths of the generated files that are there. */
    static List<String> present(Path repository) throws IOException {
        List<String> present = new ArrayList<>();
        for (String folder : FOLDERS) {
            if (Files.isDirectory(repository.resolve(folder))) {
                try (Stream<Path> files = Files.list(repository.resolve(folder))) {
                    files.forEach(file -> present.add(folder + "/" + file.getFileName()));
                }
            }
        }
        return present;
    }

    private static String field(String pom, String name) {
        Matcher field = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(pom);
        if (!field.find()) {
            throw new IllegalStateException("pom.xml has no " + name);
        }
        return field.group(1);
    }
}
