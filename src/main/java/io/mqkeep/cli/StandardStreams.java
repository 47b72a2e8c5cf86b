package io.mqkeep.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The three streams of the process, as they are: {@code System.in} decodes nothing but buffers, and {@code System.out}
 * keeps failures to itself.
 */
public final class StandardStreams {
    private static final Path IN = Path.of("/proc/self/fd/0");
    private static final Path OUT = Path.of("/proc/self/fd/1");
    private static final Path ERR = Path.of("/proc/self/fd/2");

    private StandardStreams() {}

    /** Returns standard input, unbuffered. */
    public static InputStream in() {
        return new FileInputStream(FileDescriptor.in);
    }

    /** Returns standard output, unbuffered, as bytes, with its failures. */
    public static OutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }

    /** Returns standard error in UTF-8. */
    public static PrintStream err() {
        return new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    }

    /** Says whether standard output ends in a pipe or a socket. */
    public static boolean outIsPipe() {
        String file = file(OUT);
        return file.startsWith("pipe:") || file.startsWith("socket:");
    }

    /** Says whether somebody looks at standard output. */
    public static boolean outIsTerminal() {
        return ownIsTerminal(OUT);
    }

    /** Says whether standard input comes from a keyboard. */
    public static boolean inIsTerminal() {
        return ownIsTerminal(IN);
    }

    @SuppressWarnings("SystemConsoleNull") // A JVM set to use the plain console still answers null.
    private static boolean ownIsTerminal(Path stream) {
        String file = file(stream);
        if (file.isEmpty()) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
        return isTerminal(file);
    }

    /** Says whether somebody looks at standard error. */
    public static boolean errIsTerminal() {
        return isTerminal(ERR);
    }

    /** Says whether somebody looks at what is written to a file. */
    public static boolean isTerminal(Path file) {
        try {
            return isTerminal(file.toRealPath().toString());
        } catch (IOException notThere) {
            return false;
        }
    }

    private static boolean isTerminal(String file) {
        return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
    }

    /** Java can't ask about one stream alone, Linux can. Elsewhere the answer is empty. */
    private static String file(Path stream) {
        try {
            return Files.readSymbolicLink(stream).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
