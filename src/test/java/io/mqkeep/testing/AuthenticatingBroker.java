package io.mqkeep.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The broker that the image brings, with an extension that authenticates: by SCRAM with one password, or by a token. */
public final class AuthenticatingBroker implements TestBroker {
    public static final String PASSWORD = "hunter2-s3cret";
    public static final String TOKEN_METHOD = "TOKEN";
    public static final String TOKEN = "let me in";

    /** A user who may not authenticate again. */
    public static final String ONLY_ONCE = "once";

    static final String READY = "ready ";

    private final Process process;
    private final int port;

    private AuthenticatingBroker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one and returns when its port accepts connections.
     *
     * @param work a folder of its own
     */
    public static AuthenticatingBroker start(Path work) throws IOException {
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        Path lib = Mqkeep.image().resolve("lib");
        String classPath = String.join(
                File.pathSeparator,
                lib.resolve("mqkeep.jar").toString(),
                System.getProperty("mqkeep.test.classes"),
                lib.resolve("broker") + "/*");
        Process process = new ProcessBuilder(List.of(
                        Mqkeep.image().resolve("runtime/bin/java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dlogback.configurationFile=io/mqkeep/cli/broker/logback.xml",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-classpath",
                        classPath,
                        AuthenticatingBrokerMain.class.getName(),
                        work.toString()))
                .redirectError(work.resolve("broker.log").toFile())
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String answer = said.readLine();
        if (answer == null || !answer.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("the broker did not start: " + Files.readString(work.resolve("broker.log")));
        }
        return new AuthenticatingBroker(process, Integer.parseInt(answer.substring(READY.length())));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
