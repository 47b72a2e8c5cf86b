package io.mqkeep.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z][a-z0-9-]*)");

    private static final String FROM_THE_SYSTEM = ": connection refused";

    /** Of version 1.13. */
    private static final List<String> MQTTX =
            List.of(("-V -h -p -i --no-clean -k -u -P -l --path -wh --key --cert --ca --insecure --alpn -rp"
                + " --maximum-reconnect-times -am --debug -se --rcv-max --maximum-packet-size --topic-alias-maximum"
                + " --req-response-info --no-req-problem-info -up -Cup -Wt -Wm -Wq -Wr -Wd -Wpf -We -Wct -Wrt -Wcd"
                + " -Wup -t -m -q -r -d -s -M -lm --file-read -f -S -Pp -Pmn -Ap -pf -e -ta -rt -cd -si -ct -nl -rap"
                + " -rh -v --output-mode --file-write --file-save --delimiter -so -lo")
                    .split(" ", -1));

    /** As its help and its manual have them, with the names that are hidden by now. */
    private static final List<String> HIVEMQ = List.of(
            ("-V -h -p -i -ip -k --no-cleanStart -se -Cup -ws -ws:path -Wt -Wm -Wq -Wr -We -Wd -Wpf -Wct -Wrt -Wcd"
                + " -Wup --rcvMax --sendMax --maxPacketSize --sendMaxPacketSize --topicAliasMax --sendTopicAliasMax"
                + " --no-reqProblemInfo --reqResponseInfo -u -pw -pw:env -pw:file -s --secure --cafile --capath --cert"
                + " --key --keypw --ks --kspw --kspkpw --ts --tspw --ciphers --tls-version -t -q -m -m:file -m:empty"
                + " -r -e -pf -ct -rt -cd -up -l -d -v --output-to-file -of -b64 -J -T --no-outputToConsole")
                    .split(" ", -1));

    @TempDir
    Path directory;

    @Test
    void every_link_leads_somewhere() throws IOException {
        for (DocumentPage page : DocumentPage.all()) {
            Matcher link = LINK.matcher(page.text());
            while (link.find()) {
                Path target = Path.of("").resolve(page.file()).resolveSibling(link.group(1));
                assertTrue(Files.exists(target), page + ": " + link.group(1));
            }
        }
    }

    @Test
    void the_tables_of_moving_name_options_that_exist() throws IOException {
        String help = everyHelp();
        for (String row : Files.readString(Path.of("docs/moving.md")).lines().toList()) {
            if (row.startsWith("| `")) {
                Matcher option = OPTION.matcher(row.split("\\|", -1)[2]);
                while (option.find()) {
                    assertTrue(help.contains(" " + option.group(1)), row);
                }
            }
        }
    }

    @Test
    void a_block_that_is_not_run_says_why() throws IOException {
        for (DocumentPage page : DocumentPage.all()) {
            for (DocumentPage.Block block : page.blocks()) {
                assertTrue(block.notRun() == null || block.notRun().length() > 10, page + ":" + block.line());
            }
        }
    }

    @Test
    void no_block_of_shell_commands_hides_behind_a_fence() throws IOException {
        for (DocumentPage page : DocumentPage.all()) {
            assertEquals(List.of(), page.fencedCommands(), page + ": indent them by four spaces, so that they are run");
        }
    }

    @Test
    void every_message_of_troubleshooting_is_one_that_is_printed() throws IOException {
        String sources = sources();
        for (String line :
                Files.readString(Path.of("docs/troubleshooting.md")).lines().toList()) {
            if (line.startsWith("### `")) {
                for (String part :
                        line.substring("### `".length(), line.length() - 1).split("…", -1)) {
                    assertTrue(sources.contains(part.strip()) || part.equals(FROM_THE_SYSTEM), part + " of: " + line);
                }
            }
        }
    }

    @Test
    void the_message_that_comes_from_the_system_is_as_troubleshooting_has_it() {
        Ran ran = new InProcess(directory).mqkeep("connect", "-h", "127.0.0.1", "-p", "1");

        assertTrue(ran.err().contains(FROM_THE_SYSTEM), ran.err());
    }

    /** Returns the sources as if no literal went over a line's end. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private String everyHelp() {
        StringBuilder all = new StringBuilder();
        InProcess here = new InProcess(directory);
        for (String command : List.of("pub", "sub", "unsub", "connect", "request", "respond", "ping", "shell")) {
            Ran ran = here.mqkeep(command, "--help-all");
            assertEquals("", ran.err());
            all.append(ran.out());
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mosquitto_pub", "mosquitto_sub", "mosquitto_rr"})
    void moving_has_every_option_that_mosquitto_explains(String program) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(program, "--help")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notInstalled) {
            abort(program + " is not installed");
            return;
        }
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher option = Pattern.compile("(?m)^ (-[A-Za-z]|--[a-z-]+[0-9]?) :").matcher(help);
        List<String> explained = new ArrayList<>();
        while (option.find()) {
            explained.add(option.group(1));
        }

        assertTrue(explained.size() > 30, help);
        assertEquals(List.of(), missing(explained, "## mosquitto_pub"));
    }

    @Test
    void moving_has_every_option_of_the_other_tools() throws IOException {
        assertEquals(List.of(), missing(MQTTX, "## MQTTX"));
        assertEquals(List.of(), missing(HIVEMQ, "## HiveMQ"));
    }

    private static List<String> missing(List<String> options, String heading) throws IOException {
        String page = Files.readString(Path.of("docs/moving.md"));
        String table = page.substring(page.indexOf(heading)).split("\n\n## ", -1)[0];
        StringBuilder theirs = new StringBuilder();
        for (String row : table.lines().toList()) {
            if (row.startsWith("| `")) {
                theirs.append(row.split(" \\| ", -1)[0]).append(' ');
            }
        }
        return options.stream()
                .filter(option -> !Pattern.compile("`" + Pattern.quote(option) + "[` ]")
                        .matcher(theirs)
                        .find())
                .toList();
    }

    @Test
    void the_release_has_the_version_of_the_pom() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+?)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(Path.of("pom.xml")));

        assertTrue(version.find());
        assertTrue(Files.readString(Path.of("jreleaser.yml")).contains("\n  version: " + version.group(1) + "\n"));
    }

    /** Keeps the list of pages from being empty by mistake. */
    @Test
    void there_are_pages_with_commands() throws IOException {
        List<String> pages = new ArrayList<>();
        for (DocumentPage page : DocumentPage.all()) {
            if (!page.blocks().isEmpty()) {
                pages.add(page.toString());
            }
        }
        assertTrue(
                pages.containsAll(List.of("README.md", "docs/sessions.md", "docs/moving.md", "docs/ci-recipes.md")),
                pages.toString());
    }
}
