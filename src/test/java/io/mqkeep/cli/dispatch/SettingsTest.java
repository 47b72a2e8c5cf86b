package io.mqkeep.cli.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.InProcess;
import io.mqkeep.cli.InProcess.Ran;
import io.mqkeep.cli.settings.OptionCatalogue;
import io.mqkeep.cli.settings.OptionSettings;
import io.mqkeep.protocol.PacketType;
import io.mqkeep.testing.RawPacket;
import io.mqkeep.testing.RawProperties;
import io.mqkeep.testing.ScriptedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

/** Profiles, the environment, and which of them counts. */
class SettingsTest {
    @TempDir
    Path directory;

    private InProcess here = new InProcess(Path.of(""));
    private Path file = Path.of("");

    @BeforeEach
    void makeSurroundings() throws IOException {
        here = new InProcess(directory).environment("XDG_CONFIG_HOME", directory.toString());
        file = directory.resolve("mqkeep").resolve("config.toml");
        Files.createDirectories(directory.resolve("mqkeep"));
    }

    @Test
    void a_typed_option_comes_before_the_environment_and_that_before_the_profile() throws IOException {
        config("profile = 'a'\n[profiles.a]\nkeep-alive = 11\n[profiles.b]\nkeep-alive = '12'\n");
        assertEquals(11, connect().keepAlive());
        assertEquals(12, connect("--profile", "b").keepAlive());
        assertEquals(60, connect("--profile", "").keepAlive());
        here.environment("MQKEEP_PROFILE", "b");
        assertEquals(12, connect().keepAlive());
        assertEquals(11, connect("--profile=a").keepAlive());
        here.environment("MQKEEP_KEEP_ALIVE", "13");
        assertEquals(13, connect().keepAlive());
        assertEquals(13, connect("--profile", "a").keepAlive());
        assertEquals(14, connect("-k", "14").keepAlive());
        here.environment("MQKEEP_KEEP_ALIVE", "");
        assertEquals(60, connect().keepAlive());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        pub -t a -m x                  | true  | x
        pub -t a -m x --no-retain      | false | x
        pub -t a --no-retain -m x      | false | x
        pub -t a -m x --retain=false   | false | x
        pub -t a -m x --retain         | true  | x
        pub -t a -m --no-retain        | true  | --no-retain
        """)
    void a_flag_that_is_set_is_turned_off_by_typing(String line, boolean retained, String payload) throws IOException {
        config("profile = 'a'\n[profiles.a]\nretain = true\n");
        RawPacket publish = published(line);
        assertEquals(retained, publish.retain());
        assertEquals(payload, publish.payloadText());
    }

    @Test
    void a_flag_that_is_not_set_may_be_turned_off_too_and_a_value_may_not() {
        assertFalse(published("pub -t a -m x --no-retain").retain());
        Ran ran = here.mqkeep("pub", "-t", "a", "-m", "x", "--no-topic");
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("unknown option --no-topic"), ran.err());
    }

    private RawPacket published(String line) {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            List<String> words = new ArrayList<>(List.of(line.split(" ")));
            words.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
            Ran ran = here.mqkeep(words.toArray(String[]::new));
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            return broker.seen(PacketType.PUBLISH).getFirst();
        }
    }

    @Test
    void flags_and_lists_are_set_too() throws IOException {
        config("""
            profile = 'a'
            [profiles.a]
            request-response-information = true
            no-request-problem-information = false
            connect-user-property = ['k=1', 'k=2']
            """);
        RawPacket connect = connect();
        assertTrue(connect.property(RawProperties.REQUEST_RESPONSE_INFORMATION) != null);
        assertTrue(connect.property(RawProperties.REQUEST_PROBLEM_INFORMATION) == null);
        assertEquals(List.of("k=1", "k=2"), user(connect));
        assertEquals(List.of("k=3"), user(connect("--connect-user-property", "k=3")));
        assertTrue(
                connect("--request-response-information").property(RawProperties.REQUEST_RESPONSE_INFORMATION) != null);
        here.environment("MQKEEP_CONNECT_USER_PROPERTY", "e=1\ne=2\n")
                .environment("MQKEEP_REQUEST_RESPONSE_INFORMATION", "false");
        connect = connect();
        assertEquals(List.of("e=1", "e=2"), user(connect));
        assertTrue(connect.property(RawProperties.REQUEST_RESPONSE_INFORMATION) == null);
    }

    @Test
    void every_option_of_every_command_that_connects_can_be_set_by_a_variable_of_its_own() {
        OptionCatalogue catalogue = new KnownOptions();
        Map<String, String> names = new HashMap<>();
        for (OptionSpec option : catalogue.all()) {
            String variable = OptionSettings.variable(option.longestName());
            assertNull(names.put(variable, option.longestName()), variable);
            assertFalse(List.of("MQKEEP_HOME", "MQKEEP_JAVA_OPTS", "MQKEEP_CONFIG", "MQKEEP_PROFILE")
                    .contains(variable));
            assertEquals(option, catalogue.named(option.longestName().substring(2)));
        }
        assertTrue(names.size() > 60, names.toString());
    }

    @Test
    void one_way_to_give_a_password_takes_the_place_of_another_that_is_farther_off() throws IOException {
        Files.writeString(directory.resolve("typed"), "from the file");
        config("profile = 'a'\n[profiles.a]\nuser = 'ann'\npassword-command = 'echo from a command'\n");
        assertEquals("from a command", password());
        here.environment("MQKEEP_PASSWORD", "from outside");
        assertEquals("from outside", password());
        assertEquals("from the file", password("--password-file", "typed"));
    }

    @Test
    void a_password_in_the_environment_brings_no_warning() {
        here.environment("MQKEEP_PASSWORD", "secret").environment("MQKEEP_USER", "ann");
        assertEquals("", err());
    }

    @Test
    void a_variable_that_no_option_has_is_told_with_the_nearest_that_one_has() {
        here.environment("MQKEEP_KEEPALIVE", "5")
                .environment("MQKEEP_RETAIN", "true")
                .environment("MQKEEP_PROFILE", "");
        String warning = "mqkeep: warning: no option is set by MQKEEP_KEEPALIVE, did you mean MQKEEP_KEEP_ALIVE?\n";
        assertEquals(warning, err());
        assertEquals(warning, here.mqkeep("completion", "bash").err());
        assertEquals("", here.mqkeep("completion", "bash", "--quiet").err());
    }

    @Test
    void a_typed_url_takes_the_place_of_host_and_port() throws IOException {
        config("profile = 'a'\n[profiles.a]\nhost = 'nowhere.invalid'\nport = 1\n");
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = here.mqkeep("connect", "-L", "mqtt://127.0.0.1:" + broker.port());
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        exit 3            | --password-command: the command ended with status 3
        true              | --password-command: the command printed no password
        echo secret; exit 1 | --password-command: the command ended with status 1
        """)
    void a_password_command_that_fails_is_told_without_what_it_printed(String command, String sentence) {
        Ran ran = here.mqkeep("connect", "-u", "ann", "--password-command", command);
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains(sentence), ran.err());
        assertFalse(ran.err().contains("secret"), ran.err());
    }

    @Test
    void nobody_is_asked_where_there_is_no_terminal() {
        assumeTrue(!hasTerminal());
        Ran ran = here.mqkeep("connect", "-u", "ann", "--password-prompt");
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("there is nobody to ask on a terminal"), ran.err());
    }

    @Test
    void a_session_does_not_remember_a_password_command() throws IOException {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = here.mqkeep(
                    at(broker, "connect", "--session", "s", "-u", "ann", "--password-command", "echo hush"));
            assertEquals(Exit.DONE, ran.exit(), ran.err());
        }
        try (var files = Files.walk(directory.resolve("home"))) {
            for (Path stored : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(stored, StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains("hush"), stored.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        hots = 'x'                 | 2 | there is no option 'hots' to set, did you mean 'host'?
        password = 'x'             | 2 | 'password' would keep a password in the config file
        url = 'mqtt://a:b@c'       | 2 | 'url' would keep a password in the config file
        retain = 'maybe'           | 2 | 'maybe' is neither true nor false
        user = ['a', 'b']          | 2 | 'user' has 2 values, and the option takes one
        host = 1.5                 | 2 | 'host' is neither a text, a number
        host = { a = 1 }           | 2 | 'host' is neither a text, a number
        host = = 3                 | 2 | this is not TOML
        host                       | 2 | this is not TOML
        host = 'a' port = 1        | 2 | this is not TOML
        x = 1\\nx = 2             | 3 | this is not TOML
        x = "a                     | 2 | this is not TOML
        [other]                    | 2 | 'other' is not known here
        help = true                | 2 | there is no option 'help' to set
        """)
    void what_is_wrong_in_the_file_is_told_with_its_line(String line, int number, String sentence) throws IOException {
        config("[profiles.a]\n" + line.replace("\\n", "\n") + "\n");
        Ran ran = here.mqkeep("pub", "-t", "a", "-m", "x", "--profile", "a");
        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertTrue(ran.err().contains(file + ":" + number), ran.err());
        assertTrue(ran.err().contains(sentence), ran.err());
    }

    @Test
    void a_value_that_is_wrong_is_told_with_where_it_is_set() throws IOException {
        config("[profiles.a]\nport = 'x'\n");
        Ran ran = here.mqkeep("connect", "--profile", "a");
        assertEquals(Exit.USAGE, ran.exit());
        assertEquals(
                "mqkeep: --port: 'x' is not a port (1 to 65535)\n--port was not typed: it is set by profile a, " + file
                        + ":2\nSee 'mqkeep connect --help'.\n",
                ran.err());
        here.environment("MQKEEP_CONTENT_TYPE", "x");
        ran = here.mqkeep("pub", "-V", "3.1.1", "-t", "a", "-m", "x");
        assertTrue(ran.err().contains("--content-type was not typed: it is set by MQKEEP_CONTENT_TYPE"), ran.err());
    }

    @Test
    void a_profile_that_is_not_there_is_told() throws IOException {
        assertTrue(here.mqkeep("connect", "--profile", "a").err().contains("because there is no config file " + file));
        config("[profiles.b]\n");
        assertTrue(here.mqkeep("connect", "--profile", "a")
                .err()
                .contains("there is no profile 'a' in " + file + "; there is b"));
        config("profile = 'a'\n");
        assertTrue(here.mqkeep("connect").err().contains(file + ":1: there is no profile 'a' to use"));
    }

    @Test
    void a_file_that_anybody_can_write_to_is_refused() throws IOException {
        config("[profiles.a]\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(here.mqkeep("connect").err().contains("anybody on this machine may write to it"));
    }

    @Test
    void commands_that_do_not_connect_know_no_profile_and_help_needs_none() throws IOException {
        config("nonsense");
        assertEquals(Exit.DONE, here.mqkeep("session", "list").exit());
        assertEquals(Exit.DONE, here.mqkeep("pub", "--help").exit());
        assertEquals(
                Exit.USAGE, here.mqkeep("session", "list", "--profile", "a").exit());
    }

    @Test
    void profiles_are_set_shown_used_and_removed_and_comments_stay() throws IOException {
        config("""
            # mine
            [profiles.a]  # the first
            # where it is
            host = "old"  # was moved
            connect-user-property = [
              "k=1",
            ]

            # the second
            [profiles.b]
            host = "b"
            """);
        done("profile", "set", "a", "host", "new");
        done("profile", "set", "a", "port", "8883");
        done("profile", "set", "a", "connect-user-property", "k=1", "k=\"2\"");
        done("profile", "set", "a", "retain");
        done("profile", "set", "c", "password-command", "pass show 'x'");
        done("profile", "set", "c", "host", "x");
        assertEquals(
                List.of("password-command", "host"),
                done("profile", "show", "c")
                        .lines()
                        .skip(1)
                        .map(line -> line.split(" ", 2)[0])
                        .toList());
        done("profile", "remove", "c", "host");
        done("profile", "use", "a");
        assertEquals("""
            # mine
            profile = "a"

            [profiles.a]  # the first
            # where it is
            host = "new"  # was moved
            connect-user-property = ["k=1", "k=\\"2\\""]
            port = "8883"
            retain = true

            # the second
            [profiles.b]
            host = "b"

            [profiles.c]
            password-command = "pass show 'x'"
            """, Files.readString(file));
        assertEquals("a (in use)\nb\nc\n", done("profile", "list"));
        assertEquals(
                "OPTION            VALUE          FROM\npassword-command  pass show 'x'  profile c, " + file + ":16\n",
                done("profile", "show", "c"));
        done("profile", "remove", "a", "retain", "port");
        done("profile", "remove", "a");
        done("profile", "remove", "c");
        assertEquals("# mine\n\n# the second\n[profiles.b]\nhost = \"b\"\n\n", Files.readString(file));
        done("profile", "use", "b");
        done("profile", "use", "--none");
        assertEquals("b\n", done("profile", "list"));
        try (var files = Files.list(Objects.requireNonNull(file.getParent()))) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void a_new_file_is_its_owners_alone() throws IOException {
        done("profile", "set", "a", "host", "x");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("[profiles.a]\nhost = \"x\"\n", Files.readString(file));
    }

    @Test
    void a_form_that_cannot_be_changed_in_place_is_left_alone() throws IOException {
        String text = "profiles = { a = { host = 'x' } }\n";
        config(text);
        Ran ran = here.mqkeep("profile", "set", "a", "host", "y");
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("please edit it"), ran.err());
        assertEquals(text, Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        profile set a hots x        | there is no option 'hots' to set, did you mean 'host'?
        profile set a port x        | --port: 'x' is not a port
        profile set a host=x        | key and value are two words here: mqkeep profile set a host VALUE
        profile set a hots=x        | there is no option 'hots=x' to set
        profile set a retain x      | 'retain' is true or false
        profile set a password x    | would keep a password in the config file
        profile set a user x y      | has 2 values
        profile set a host          | VALUE is missing
        profile set a/b host x      | 'a/b' is no name for a profile
        profile set a help true     | there is no option 'help' to set
        profile use nobody          | there is no profile 'nobody'
        profile use                 | PROFILE or --none is missing
        profile show nobody         | there is no profile 'nobody'
        profile show                | no profile is in use
        profile remove nobody       | there is no profile 'nobody'
        profile remove nobody x     | there is no profile 'nobody'
        """)
    void what_cannot_be_set_is_told(String line, String sentence) {
        Ran ran = here.mqkeep(line.split(" +", -1));
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains(sentence), ran.err());
        assertFalse(Files.exists(file));
    }

    @Test
    void what_counts_is_told_with_where_it_is_from_and_without_secrets() throws IOException {
        config("profile = 'a'\n[profiles.a]\nhost = 'h'\nkeep-alive = 9\nretain = false\n");
        here.environment("MQKEEP_KEEP_ALIVE", "10")
                .environment("MQKEEP_PASSWORD", "secret")
                .environment("MQKEEP_URL", "mqtt://ann:secret@b")
                .environment("MQKEEP_HOST", "");
        String shown = done("profile", "show", "--effective");
        List<String> lines =
                shown.lines().map(line -> line.replaceAll(" {2,}", "|")).toList();
        assertTrue(lines.contains("keep-alive|10|MQKEEP_KEEP_ALIVE"), shown);
        assertTrue(lines.contains("retain|false|profile a, " + file + ":5"), shown);
        assertTrue(lines.contains("password-env|MQKEEP_PASSWORD|MQKEEP_PASSWORD"), shown);
        assertTrue(lines.contains("connect-timeout|30s|default"), shown);
        assertTrue(lines.contains("url|mqtt://ann:(hidden)@b|MQKEEP_URL"), shown);
        assertFalse(shown.contains("secret"), shown);
        assertTrue(done("profile", "show", "--effective", "--json")
                .contains("{\"option\":\"keep-alive\",\"values\":[\"10\"],\"origin\":\"MQKEEP_KEEP_ALIVE\"}\n"));
    }

    private static boolean hasTerminal() {
        try {
            Files.newInputStream(Path.of("/dev/tty")).close();
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    private void config(String text) throws IOException {
        Files.writeString(file, text);
    }

    private String done(String... words) {
        Ran ran = here.mqkeep(words);
        assertEquals(Exit.DONE, ran.exit(), ran.err());
        return ran.out();
    }

    private static List<String> user(RawPacket packet) {
        return packet.properties().stream()
                .filter(property -> property.id() == RawProperties.USER_PROPERTY)
                .map(RawPacket.Property::text)
                .toList();
    }

    private String password(String... options) {
        byte[] body = connect(options).body();
        int name = new String(body, StandardCharsets.ISO_8859_1).indexOf("ann");
        return new String(body, name + 5, body.length - name - 5, StandardCharsets.UTF_8);
    }

    private String err() {
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            return here.mqkeep(at(broker, "connect")).err();
        }
    }

    private RawPacket connect(String... options) {
        List<String> words = new ArrayList<>(List.of("connect"));
        words.addAll(List.of(options));
        try (ScriptedBroker broker = ScriptedBroker.playing(peer -> {
            peer.accept();
            peer.hold();
        })) {
            Ran ran = here.mqkeep(at(broker, words.toArray(String[]::new)));
            assertEquals(Exit.DONE, ran.exit(), ran.err());
            return broker.seen(PacketType.CONNECT).getFirst();
        }
    }

    private static String[] at(ScriptedBroker broker, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(broker.port())));
        return all.toArray(String[]::new);
    }
}
