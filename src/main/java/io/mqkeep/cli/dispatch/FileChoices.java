package io.mqkeep.cli.dispatch;

import io.mqkeep.repl.Choice;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files a word could be the beginning of. */
final class FileChoices {
    private static final int MOST = 500;

    private FileChoices() {}

    static List<Choice> beginningWith(Path directory, String word) {
        int slash = word.lastIndexOf('/');
        String folder = word.substring(0, slash + 1);
        String start = word.substring(slash + 1);
        List<Choice> choices = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(folder))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (choices.size() < MOST && name.startsWith(start) && (!start.isEmpty() || !name.startsWith("."))) {
                    boolean isFolder = Files.isDirectory(file);
                    choices.add(new Choice(folder + name + (isFolder ? "/" : ""), null, !isFolder));
                }
            }
        } catch (IOException | InvalidPathException noFolder) {
            return List.of();
        }
        choices.sort(Comparator.comparing(Choice::value));
        return choices;
    }
}
