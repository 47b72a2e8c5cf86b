package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.broker.EmbeddedBroker;
import io.mqkeep.cli.broker.InstalledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqkeep broker}. */
@Command(
        description = {
            BrokerCommand.SUMMARY,
            "Runs HiveMQ CE on 127.0.0.1 until a signal comes, for trying things out and for CI jobs. The line that it"
                    + " is ready comes on standard output when the port accepts connections. Without --data it forgets"
                    + " everything when it ends."
        },
        customSynopsis = "mqkeep broker [-p PORT] [--data DIR]",
        footer = {"mqkeep broker", "mqkeep broker -p 0 --data ./broker-data"})
public final class BrokerCommand implements Action {
    public static final String SUMMARY = "runs a broker on this machine, to try things with";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "1883",
            description = "The port to listen on; 0 takes a free one.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep sessions and messages in this folder, so that they survive a restart.")
    private @Nullable Path data;

    @Override
    public Exit run(App app) throws Exception {
        if (port < 0 || port > 65_535) {
            throw Failure.usage("--port is " + port + ": it has to be 0 to 65535");
        }
        Path image = InstalledImage.withBroker(app, "broker");
        Path kept = data == null ? null : app.directory().resolve(data);
        try (EmbeddedBroker broker = start(image, kept)) {
            app.out().println("ready on 127.0.0.1:" + broker.port());
            app.out().flush();
            app.interruption().await(end(broker));
        }
        throw new Failure(Exit.NOT_CONNECTED, "the broker ended by itself");
    }

    private EmbeddedBroker start(Path image, @Nullable Path kept) {
        try {
            return EmbeddedBroker.start(image, port, kept);
        } catch (IOException e) {
            throw new Failure(Exit.NOT_CONNECTED, "the broker can't start on port " + port + ": " + e.getMessage(), e);
        }
    }

    private static CompletableFuture<Boolean> end(EmbeddedBroker broker) {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        Thread watching = new Thread(
                () -> {
                    try {
                        broker.awaitEnd();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    end.complete(true);
                },
                "mqkeep-broker-end");
        watching.setDaemon(true);
        watching.start();
        return end;
    }
}
