package io.mqkeep;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.Sessions;
import io.mqkeep.cli.StandardStreams;
import io.mqkeep.cli.connection.OneShotLeases;
import io.mqkeep.cli.connection.TcpNetwork;
import io.mqkeep.cli.dispatch.MqkeepCommand;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.StandardOutput;
import io.mqkeep.cli.shell.ProcessTerminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process: wires the real application, runs it, exits with its number. */
public final class Main {
    private static final int SECONDS_TO_LEAVE = 3;

    private Main() {}

    /** Runs {@code mqkeep} with what was typed. */
    public static void main(String[] args) {
        Interruption interruption = new Interruption();
        Exit exit = run(List.of(args), System.getenv(), interruption);
        if (!interruption.isRaised()) {
            Runtime.getRuntime().halt(exit.status());
        }
    }

    /** Runs one command line in this process, which a signal then asks to end. */
    static Exit run(List<String> words, Map<String, String> environment, Interruption interruption) {
        CountDownLatch left = new CountDownLatch(1);
        // A signal starts the JVM's shutdown, which ends with the signal's own status (130, 143) when this hook is
        // done: the command has until then to leave in good order.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(interruption, left)));
        Exit exit = new MqkeepCommand(app(interruption, environment)).run(words);
        left.countDown();
        return exit;
    }

    private static void leave(Interruption interruption, CountDownLatch left) {
        interruption.raise(Exit.INTERRUPTED);
        try {
            boolean inTime = left.await(SECONDS_TO_LEAVE, TimeUnit.SECONDS);
            assert inTime || interruption.isRaised();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static App app(Interruption interruption, Map<String, String> environment) {
        String image = System.getProperty("mqkeep.image");
        Path directory = Path.of("").toAbsolutePath();
        return new App(
                StandardStreams.in(),
                new StandardOutput(StandardStreams.out(), StandardStreams::outIsPipe),
                new Notes(StandardStreams.err(), StandardStreams::errIsTerminal),
                StandardStreams::outIsTerminal,
                environment,
                directory,
                new Sessions(environment, directory),
                new TcpNetwork(),
                new OneShotLeases(),
                InstantSource.system(),
                image == null ? null : Path.of(image),
                version(),
                interruption,
                new ProcessTerminal());
    }

    /** Returns the version the jar's manifest has; classes in a folder have none. */
    private static String version() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
