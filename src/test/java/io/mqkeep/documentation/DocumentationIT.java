package io.mqkeep.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Mosquitto;
import io.mqkeep.testing.Mqkeep;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the command blocks of the README and of the pages in bash, with the image and a broker: all blocks of a page in one
 * folder, one after the other, each of which must end with 0.
 *
 * <p>The {@code mqkeep} they call stands before the real one. It adds the port, for the broker has not the usual one here;
 * lets a {@code sub} without an end read for half a second at most; and of commands that would stay, or go to {@code
 * broker.example}, it has only the words read, so that an option that does not exist fails.
 */
@Execution(ExecutionMode.CONCURRENT)
class DocumentationIT {
    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    Path directory;

    static Stream<DocumentPage> pages() throws IOException {
        return DocumentPage.all().stream().filter(page -> !page.blocks().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_command_block_runs(DocumentPage page) throws Exception {
        Brokers.assumeMosquitto();
        assumeTrue(File.separatorChar == '/', "the blocks are for a Unix shell");
        try (Mosquitto broker = Mosquitto.start(directory.resolve("broker"))) {
            writeStandIn(broker.port());
            Path work = Files.createDirectories(directory.resolve("work"));
            Path script = Files.writeString(directory.resolve("page.bash"), script(page));
            Path said = directory.resolve("said.txt");

            ProcessBuilder builder = new ProcessBuilder("bash", script.toString()).directory(work.toFile());
            builder.redirectErrorStream(true).redirectOutput(said.toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().put("HOME", directory.resolve("user").toString());
            builder.environment().put("MQKEEP_HOME", directory.resolve("home").toString());
            builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }

            assertEquals(0, process.exitValue(), () -> page + ":\n" + text(said));
        }
    }

    private static String script(DocumentPage page) {
        StringBuilder script = new StringBuilder();
        for (DocumentPage.Block block : page.blocks()) {
            if (block.notRun() == null) {
                String place = page.file() + ":" + block.line();
                script.append("echo '== ").append(place).append("'\n");
                script.append("( set -e\n")
                        .append(String.join("\n", block.commands()))
                        .append("\n)\nstatus=$?\n")
                        .append("[ $status = 0 ] || { echo \"== exit $status\"; exit 1; }\n");
            }
        }
        return script.toString();
    }

    private void writeStandIn(int port) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path standIn = Files.writeString(bin.resolve("mqkeep"), """
            #!/bin/bash
            real=%s
            port=%d
            for word; do
                case $word in
                    *.example* | --unix | --stay | broker | shell | demo) exec "$real" "$@" --help > /dev/null ;;
                esac
            done
            case ${1-} in
                sub)
                    case " $*" in
                        *' -C'* | *' --count'* | *' -W'* | *' --duration'*) ;;
                        *) set -- "$@" -W 500ms ;;
                    esac
                    ;;
            esac
            case ${1-} in
                pub | sub | unsub | connect | ping | request | respond | retained) exec "$real" "$@" -p $port ;;
                *) exec "$real" "$@" ;;
            esac
            """.formatted(
                        Mqkeep.image().resolve("bin").resolve("mqkeep"), port));
        // The password manager that a profile asks.
        Path pass = Files.writeString(bin.resolve("pass"), "#!/bin/sh\necho secret\n");
        for (Path program : List.of(standIn, pass)) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
