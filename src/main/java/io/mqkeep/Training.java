package io.mqkeep;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Interruption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rehearsal: runs the commands that are used most against a real broker, all in this process. The build of the
 * image has the Java virtual machine keep what they load and link, in the cache from which every later start reads it.
 * Nobody else calls it.
 */
final class Training {
    private static final String SESSION = "trained";

    private Training() {}

    /**
     * Its arguments are the port of a broker on loopback and an empty folder, where sessions go too.
     *
     * @throws IllegalStateException when a command ends otherwise than it should
     */
    public static void main(String[] args) {
        String port = args[0];
        Path folder = Path.of(args[1]);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("MQKEEP_HOME", folder.resolve("sessions").toString());
        String file = folder.resolve("file").toString();
        String document = folder.resolve("document").toString();
        List<List<String>> lines = List.of(
                List.of("--version"),
                List.of("--help"),
                List.of("help", "pub"),
                List.of("connect", "-p", port),
                List.of("pub", "-p", port, "-t", "a/b", "-m", "retained", "-r"),
                List.of("pub", "-p", port, "-t", "a/b", "-m", "retained", "-r", "-q", "1"),
                List.of("sub", "-p", port, "-t", "a/#", "-q", "1", "-C", "1", "-v"),
                List.of("sub", "-p", port, "-t", "a/#", "-C", "1", "--json"),
                List.of("sub", "-p", port, "-t", "a/#", "-C", "1", "-F", "%I %t %p"),
                List.of("retained", "list", "-p", port, "a/#"),
                List.of("ping", "-p", port, "-q", "1", "-C", "1"),
                List.of("shell", "-c", "connect -p " + port + "; pub -t a/b -m typed; status"),
                List.of("session", "list"),
                List.of("connect", "-p", port, "--session", SESSION),
                List.of("sub", "--session", SESSION, "-t", "a/+", "-q", "2", "-C", "1"),
                List.of("pub", "--session", SESSION, "-t", "a/c", "-m", "kept", "-q", "2"),
                List.of("pub", "--session", SESSION, "-t", "a/c", "-m", "kept", "-q", "1"),
                List.of("sub", "--session", SESSION, "-C", "1", "-W", "10"),
                List.of("sub", "--session", SESSION, "-C", "1", "-W", "10", "-o", file),
                List.of("pub", "--session", SESSION, "-t", "a/d", "-l", "-f", file),
                List.of("pub", "-p", port, "-t", "b", "-l", "-f", file, "-q", "1"),
                List.of("session", "list"),
                List.of("session", "show", SESSION),
                List.of("unsub", "--session", SESSION, "-t", "a/+"),
                List.of("save-session", SESSION, "-o", document),
                List.of("restore-session", "copy", "-i", document));
        for (List<String> line : lines) {
            Exit exit = Main.run(line, environment, new Interruption());
            if (exit != Exit.DONE) {
                throw new IllegalStateException("mqkeep " + String.join(" ", line) + ": " + exit);
            }
        }
    }
}
