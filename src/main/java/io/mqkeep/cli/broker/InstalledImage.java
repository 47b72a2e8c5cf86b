package io.mqkeep.cli.broker;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The image this program runs from; the broker's jars and the launcher are only there. */
public final class InstalledImage {
    private InstalledImage() {}

    /**
     * Returns its folder.
     *
     * @throws Failure when the program runs from bare class files, or the image was installed without the broker
     */
    public static Path withBroker(App app, String command) {
        Path image = app.image();
        if (image == null) {
            throw new Failure(
                    Exit.USAGE, command + " needs the installed image: run it as target/mqkeep/bin/mqkeep " + command);
        }
        if (!Files.isDirectory(image.resolve("lib").resolve("broker"))) {
            throw new Failure(
                    Exit.USAGE, "this installation has no embedded broker: there is no folder lib/broker in " + image);
        }
        return image;
    }
}
