package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.broker.EmbeddedBroker;
import io.mqkeep.cli.broker.Folders;
import io.mqkeep.cli.broker.InstalledImage;
import io.mqkeep.cli.demo.Demo;
import io.mqkeep.cli.output.StandardOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqkeep demo}. */
@Command(
        description = {
            DemoCommand.SUMMARY,
            "Starts the embedded broker on a free port and shows the main job with real processes: a publish killed in"
                    + " the middle and finished by the next command, a subscriber killed and resumed without a"
                    + " message twice, a session moved to another home. Exit status 0 means that all of it went as"
                    + " promised. Nothing outside a temporary folder is touched."
        },
        customSynopsis = "mqkeep demo",
        footer = "mqkeep demo")
public final class DemoCommand implements Action {
    public static final String SUMMARY = "shows the main job with a real broker, in ten seconds";

    @Override
    public Exit run(App app) throws IOException, InterruptedException {
        Path image = InstalledImage.withBroker(app, "demo");
        Path scratch = Files.createTempDirectory("mqkeep-demo-");
        try (EmbeddedBroker broker = EmbeddedBroker.start(image, 0, null)) {
            List<String> wrong = new Demo(image, broker.port(), scratch, line -> tell(app.out(), line)).play();
            if (wrong.isEmpty()) {
                tell(app.out(), "Everything went as promised: nothing lost, nothing twice.");
                return Exit.DONE;
            }
            tell(app.out(), "This did not go as promised: " + String.join("; ", wrong) + ".");
            return Exit.BUG;
        } catch (UncheckedIOException unheard) {
            throw unheard.getCause();
        } finally {
            Folders.remove(scratch);
        }
    }

    /** One line at a time, at once: the story is told while it happens, from more than one thread. */
    private static void tell(StandardOutput out, String line) {
        synchronized (out) {
            try {
                out.println(line);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
