package io.mqkeep.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.Brokers;
import io.mqkeep.testing.Ground;
import io.mqkeep.testing.Mqkeep;
import io.mqkeep.testing.Relay;
import io.mqkeep.testing.Relay.Direction;
import io.mqkeep.testing.TestBroker;
import io.mqkeep.testing.TmuxTerminal;
import io.mqkeep.testing.Witness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The screen in the README is what stands on a real one. {@code mvn verify -Dit.test=PromptScreenIT -Dmqkeep.readme=write}
 * writes it there.
 */
class PromptScreenIT {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- the screen of PromptScreenIT -->\n```screen\n";
    private static final String END = "\n```\n";
    private static final int COLUMNS = 140;
    private static final int ROWS = 60;

    @RegisterExtension
    static final Brokers BROKERS = new Brokers();

    @TempDir
    Path temporary;

    @Test
    void the_screen_in_the_readme_is_what_a_person_sees() throws Exception {
        TmuxTerminal.assumeTmux();
        String screen = screen();
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END, begin);
        if (System.getProperty("mqkeep.readme", "").equals("write")) {
            Files.writeString(README, readme.substring(0, begin) + screen + readme.substring(end));
        } else {
            assertEquals(readme.substring(begin, end), screen, "-Dmqkeep.readme=write writes the README anew");
        }
    }

    private String screen() throws Exception {
        Mqkeep mqkeep = new Mqkeep(temporary.resolve("home"));
        TestBroker broker = BROKERS.on(Ground.EMBEDDED_5);
        try (Relay relay = Relay.to(broker.address());
                Witness other = Witness.publishing(broker.address());
                Witness answers = Witness.of(broker.address(), "answers");
                TmuxTerminal terminal = TmuxTerminal.startCommandShell(mqkeep, COLUMNS, ROWS)) {
            String prompt = "till-7@localhost:" + relay.port() + ">";
            // The usual port may be in use; it is what the README shows.
            mqkeep.run("connect", "--session", "till-7", "--id", "till-7", "-p", "" + relay.port())
                    .withExit(0);
            terminal.awaitLastLine("$");
            terminal.enter("mqkeep");
            terminal.awaitLastLine("mqkeep>");
            terminal.enter("connect --session till-7");
            terminal.awaitLastLine(prompt);
            terminal.enter("sub -t 'orders/#' -v");
            terminal.awaitLastLine(prompt);

            terminal.type("pub -t answers -m 'half ty");
            terminal.awaitLastLine(prompt + " pub -t answers -m 'half ty");
            other.publish("orders/1", "two coffees");
            terminal.await("the message", lines -> lines.contains("orders/1 two coffees"));
            terminal.type("ped' --ret");
            terminal.press("Tab");
            terminal.awaitLastLine(prompt + " pub -t answers -m 'half typed' --retain");
            terminal.press("Enter");
            assertEquals(List.of("half typed"), answers.await(1));
            terminal.awaitLastLine(prompt);

            terminal.enter("pub -t answers -l -q 1");
            terminal.awaitLastLine("input>");
            terminal.enter("with milk?");
            assertEquals(List.of("half typed", "with milk?"), answers.await(2));
            terminal.press("C-c");
            terminal.awaitLastLine("[130] " + prompt);

            terminal.type("pub -t answers -m 'that will");
            terminal.awaitLastLine("[130] " + prompt + " pub -t answers -m 'that will");
            relay.cutNow();
            terminal.await("the connection again", lines -> lines.contains("mqkeep: connected again"));
            terminal.awaitLastLine("[130] " + prompt + " pub -t answers -m 'that will");

            relay.withhold(Direction.TO_CLIENT, PacketType.PUBREC);
            terminal.enter(" be 7.40' -q 2");
            terminal.await("PUBREC on its way", _ -> relay.withheld() > 0);
            terminal.kill();
            terminal.awaitLastLine("$");
            relay.passEverything();

            terminal.enter("mqkeep pub --session till-7 -t answers -m 'thank you' -q 2");
            terminal.await(
                    "the command's end",
                    lines -> lines.getLast().equals("$") && answers.messages().size() == 4);
            assertEquals(
                    List.of("that will be 7.40"),
                    answers.awaitUntil("thank you").subList(2, 3));
            return terminal.screen().stream()
                    .map(line -> line.replace(":" + relay.port(), ":1883").replaceAll("in 0\\.\\d+ s", "in 0.4 s"))
                    .collect(Collectors.joining("\n"));
        }
    }
}
