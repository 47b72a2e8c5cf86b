package io.mqkeep.cli.completion;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqkeep.cli.InProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Presses Tab in bash, zsh and fish. In bash and zsh Tab is bound to insert every candidate, and the program is a script
 * that prints its arguments: so what is compared is what the shell makes of them, quotes and all.
 */
class ShellCompletionTest {
    /** What is typed, a bar, and what Tab offers in every shell. */
    private static final List<String> CASES = List.of(
            "mqkeep unsu|unsub",
            "mqkeep comple|completion",
            "mqkeep session re|remove|repair|reset",
            "mqkeep help session lis|list",
            "mqkeep help unsu|unsub",
            "mqkeep completion |bash|fish|zsh",
            "mqkeep pub --connect-ti|--connect-timeout",
            "mqkeep session list --js|--json",
            "mqkeep pub --no-r|--no-reconnect|--no-request-problem-information",
            "mqkeep sub --retai|--retain-as-published|--retain-handling|--retained-only",
            "mqkeep sub --retain-handling |always|never|new",
            "mqkeep sub --format=js|--format=json",
            "mqkeep pub --authentication-method SCRAM-SHA-2|SCRAM-SHA-256",
            "mqkeep pub -q |0|1|2",
            "mqkeep pub -lq |0|1|2",
            "mqkeep pub --qos |0|1|2",
            "mqkeep pub --on-session-lost=re|--on-session-lost=republish",
            "mqkeep sub -V |3.1.1|5",
            "mqkeep session show till|till-7|till-8",
            "mqkeep session show it|it's here",
            "mqkeep pub --session a\\ b:|a b:c",
            "mqkeep pub -t a -m b --session oth|other",
            "mqkeep pub --session=oth|--session=other",
            "mqkeep pub --session folder/|folder/in it.mqs",
            "mqkeep pub --profile |prod|staging",
            "mqkeep profile show st|staging",
            "mqkeep sub --session other --profile st|staging",
            "mqkeep save-session til|till-7|till-8",
            "mqkeep unsub --session till-7 -t a --session till-8 --profile pr|prod",
            "mqkeep pub --cafile fil|file one|file2",
            "mqkeep sub -o folder/|folder/in it.mqs",
            "mqkeep restore-session till-7 -i fil|file one|file2",
            "mqkeep pub -f fil|file one|file2",
            "mqkeep broker --data f|folder/",
            "mqkeep pub --password-env MQKEEP_COMPLETION_T|MQKEEP_COMPLETION_TEST");

    @TempDir
    Path directory;

    @BeforeEach
    void makeFilesToComplete() throws IOException {
        Files.createDirectories(directory.resolve("folder"));
        for (String file : List.of("folder/in it.mqs", "file one", "file2")) {
            Files.writeString(directory.resolve(file), "");
        }
        Path program = Files.createDirectories(directory.resolve("bin")).resolve("mqkeep");
        Files.writeString(program, """
            #!/bin/sh
            if [ "$*" = "profile list" ]; then
                printf '%s\\n' 'prod (in use)' staging
            elif [ "$*" = "session list --names" ]; then
                printf '%s\\n' till-7 till-8 "it's here" 'a b:c' other
            else
                printf '<%s>' "$@"
                echo
            fi
            """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void tab_in_bash() throws Exception {
        Path start = write("start.bash", """
            PS1='$ '
            export MQKEEP_COMPLETION_TEST=1
            stty cols 500
            bind 'TAB: insert-completions'
            """ + script("bash"));

        try (ShellAtTerminal bash = terminal("bash", "bash --rcfile " + start + " -i")) {
            check(line -> words(bash.type(line + "\t"), line));
        }
    }

    @Test
    void tab_in_zsh() throws Exception {
        Path start = write("start.zsh", """
            PS1='$ '
            unsetopt prompt_cr prompt_sp beep
            export MQKEEP_COMPLETION_TEST=1
            stty cols 500
            autoload -Uz compinit && compinit -u -D
            zstyle ':completion:*' completer _all_matches _complete
            setopt menu_complete
            bindkey '^I' complete-word
            """ + script("zsh"));

        try (ShellAtTerminal zsh = terminal("zsh", "zsh -f -i")) {
            zsh.type(". " + start + " && mqkeep ready");
            check(line -> words(zsh.type(line + "\t"), line));
        }
    }

    @Test
    void tab_in_fish() throws Exception {
        Path start = write("start.fish", script("fish"));
        assumeTrue(isHere("fish"), "fish is not installed");
        check(line -> {
            // Fish itself has this for scripts: what Tab would offer, a line each, with a tab before what it means.
            List<String> offered = new ArrayList<>();
            for (String candidate : fish("source " + start + "; complete -C \"" + line.replace("\\", "\\\\") + "\"")) {
                offered.add(candidate.replaceFirst("\t.*", ""));
            }
            return offered;
        });
    }

    @Test
    void zsh_and_fish_say_what_an_option_is_for() throws Exception {
        assertTrue(script("zsh").contains("'(-q --qos)'{-q+,--qos=}'[The quality of service]:0|1|2:(0 1 2)'"));
        assertTrue(script("fish")
                .contains("complete -c mqkeep -n '__mqkeep_begins pub' -s q -l qos -x -a '0 1 2' -d 'The quality of"
                        + " service'\n"));
    }

    private interface Shell {
        List<String> offers(String line) throws Exception;
    }

    private static void check(Shell shell) {
        List<Executable> checks = new ArrayList<>();
        for (String row : CASES) {
            List<String> fields = Arrays.asList(row.split("\\|", -1));
            checks.add(() -> assertEquals(
                    fields.subList(1, fields.size()).stream()
                            .map(ShellCompletionTest::comparable)
                            .sorted()
                            .toList(),
                    shell.offers(fields.getFirst()).stream()
                            .map(ShellCompletionTest::comparable)
                            .sorted()
                            .toList(),
                    fields.getFirst()));
        }
        assertAll(checks);
    }

    /** Whether a folder has its slash at once, or after the next Tab, is a setting of each shell. */
    private static String comparable(String candidate) {
        return candidate.endsWith("/") ? candidate.substring(0, candidate.length() - 1) : candidate;
    }

    /** Returns what stands where the word was that Tab was pressed on. */
    private static List<String> words(List<String> called, String line) {
        int before = line.replace("\\ ", "_").split(" ", -1).length - 2;
        return called.subList(before, called.size());
    }

    private ShellAtTerminal terminal(String shell, String commandLine) throws Exception {
        assumeTrue(isHere(shell), shell + " is not installed");
        assumeTrue(isHere("script"), "script is not installed");
        return new ShellAtTerminal(commandLine, directory);
    }

    private List<String> fish(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("fish", "--no-config", "-c", command);
        builder.directory(directory.toFile());
        builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("MQKEEP_COMPLETION_TEST", "1");
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private String script(String shell) {
        return new InProcess(directory).mqkeep("completion", shell).out();
    }

    private static boolean isHere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
