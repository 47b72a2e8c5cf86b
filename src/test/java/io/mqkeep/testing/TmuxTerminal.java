package io.mqkeep.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The image at a real terminal, which tmux emulates: what is typed goes through the kernel's pseudo-terminal, and what is
 * looked at is the screen as a person sees it. Each has a tmux server of its own, which ends with it.
 *
 * <pre>{@code
 * try (TmuxTerminal terminal = TmuxTerminal.start(mqkeep, "shell")) {
 *     terminal.awaitLastLine("mqkeep>");
 *     terminal.type("status");
 *     terminal.press("Enter");
 * }
 * }</pre>
 */
public final class TmuxTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final long LOOK_MILLIS = 30;
    private static final int COLUMNS = 100;
    private static final int ROWS = 24;

    private final String server = "mqkeep-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    private final Path folder;

    private TmuxTerminal(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says why, when there is no tmux. */
    public static void assumeTmux() {
        String path = System.getenv().getOrDefault("PATH", "");
        Assumptions.assumeTrue(
                Stream.of(path.split(":", -1))
                        .filter(folder -> folder.startsWith("/"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tmux"))),
                "tmux is not installed: it is not on the PATH");
    }

    /** Starts a command at a terminal of 100 columns and 24 rows. */
    public static TmuxTerminal start(Mqkeep mqkeep, String... arguments) throws IOException, InterruptedException {
        List<String> program = new ArrayList<>();
        program.add(Mqkeep.image().resolve("bin/mqkeep").toString());
        program.addAll(List.of(arguments));
        return start(mqkeep, COLUMNS, ROWS, program);
    }

    /** Starts a command shell, which prompts with a dollar, and in which {@code mqkeep} is the image. */
    public static TmuxTerminal startCommandShell(Mqkeep mqkeep, int columns, int rows)
            throws IOException, InterruptedException {
        return start(mqkeep.with("PS1", "$ "), columns, rows, List.of("/bin/sh", "-i"));
    }

    private static TmuxTerminal start(Mqkeep mqkeep, int columns, int rows, List<String> program)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("mqkeep-tmux-");
        TmuxTerminal terminal = new TmuxTerminal(folder);
        // The last screen of a program that has ended can still be looked at, and no row is tmux's own.
        Files.write(
                terminal.settings(),
                List.of("set -g remain-on-exit on", "set -g remain-on-exit-format ''", "set -g status off"));
        List<String> command = new ArrayList<>(List.of("new-session", "-d", "-x", "" + columns, "-y", "" + rows));
        // What tmux knows of the exit status comes and goes. A shell that no signal of the terminal ends writes it
        // down.
        command.addAll(
                List.of("/bin/sh", "-c", "trap : INT QUIT; \"$@\"; echo $? > '" + terminal.status() + "'", "sh"));
        command.addAll(List.of("env", "-i", "TERM=screen", "LANG=C.UTF-8"));
        mqkeep.surroundings().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(program);
        terminal.tmux(command);
        return terminal;
    }

    /** Types a text as it is. */
    public void type(String text) throws IOException, InterruptedException {
        tmux(List.of("send-keys", "-l", "--", text));
    }

    /** Presses keys, as tmux calls them: {@code Enter}, {@code Tab}, {@code C-c}. */
    public void press(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command);
    }

    /** Types a line and Enter. */
    public void enter(String line) throws IOException, InterruptedException {
        type(line);
        press("Enter");
    }

    /** Makes the terminal another size. */
    public void resize(int columns, int rows) throws IOException, InterruptedException {
        tmux(List.of("resize-window", "-x", "" + columns, "-y", "" + rows));
    }

    /** Returns the lines of the screen without the empty ones below the last. */
    public List<String> screen() throws IOException, InterruptedException {
        return Arrays.asList(tmux(List.of("capture-pane", "-p")).stripTrailing().split("\n", -1));
    }

    /** Waits until the screen is as it should be, and returns it. */
    public List<String> await(String what, Predicate<List<String>> condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> screen = screen();
        while (!condition.test(screen)) {
            if (System.nanoTime() > deadline) {
                fail("never seen: " + what + "; on the screen:\n" + String.join("\n", screen));
            }
            Thread.sleep(LOOK_MILLIS);
            screen = screen();
        }
        return screen;
    }

    /** Waits until the lowest line that is not empty is this one. */
    public List<String> awaitLastLine(String line) throws IOException, InterruptedException {
        return await(
                "'" + line + "' as the last line", screen -> screen.getLast().equals(line));
    }

    /** Sends the program SIGKILL and waits until it is gone. */
    public void killNine() throws IOException, InterruptedException {
        kill();
        awaitExit(128 + 9);
    }

    /** Sends the program SIGKILL, also when it was started from a command shell. */
    public void kill() throws IOException, InterruptedException {
        // env and the launcher become the program by exec.
        ProcessHandle.of(Long.parseLong(pane("#{pane_pid}"))).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits for the end of the program and fails when its exit status is another. */
    public void awaitExit(int status) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String ended = said(status());
        while (!ended.endsWith("\n")) {
            if (System.nanoTime() > deadline) {
                fail("did not end; on the screen:\n" + String.join("\n", screen()));
            }
            Thread.sleep(LOOK_MILLIS);
            ended = said(status());
        }
        assertEquals("" + status, ended.strip(), "exit status");
    }

    private static String said(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private Path settings() {
        return folder.resolve("settings");
    }

    private Path status() {
        return folder.resolve("status");
    }

    private String pane(String format) throws IOException, InterruptedException {
        return tmux(List.of("display-message", "-p", format)).strip();
    }

    private String tmux(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("tmux", "-u", "-L", server, "-f", settings().toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    /** Ends the program and the tmux around it. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            tmux(List.of("kill-server"));
        } finally {
            Files.deleteIfExists(settings());
            Files.deleteIfExists(status());
            Files.deleteIfExists(folder);
        }
    }
}
