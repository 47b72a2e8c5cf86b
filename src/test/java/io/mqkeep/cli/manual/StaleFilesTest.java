package io.mqkeep.cli.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StaleFilesTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath();

    @Test
    void completions_and_manual_are_those_of_the_commands() throws IOException {
        Map<String, String> files = GeneratedFiles.all(REPOSITORY);
        List<String> stale = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = REPOSITORY.resolve(file.getKey());
            if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                stale.add(file.getKey());
            }
        }

        assertEquals(List.of(), stale, "stale: mvn -Pgenerate process-test-classes writes them anew");
        assertEquals(new TreeSet<>(files.keySet()), new TreeSet<>(GeneratedFiles.present(REPOSITORY)));
    }
}
