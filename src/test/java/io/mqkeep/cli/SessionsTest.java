package io.mqkeep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {

    @Test
    void sessions_live_in_the_first_folder_that_is_named() {
        assertEquals(Path.of("/own"), folder(Map.of("MQKEEP_HOME", "/own", "XDG_STATE_HOME", "/xdg")));
        assertEquals(Path.of("/xdg/mqkeep"), folder(Map.of("XDG_STATE_HOME", "/xdg")));
        assertEquals(Path.of("/home/ann/.local/state/mqkeep"), folder(Map.of("HOME", "/home/ann")));
    }

    @Test
    void an_empty_or_invalid_variable_names_no_folder() {
        assertEquals(
                Path.of("/home/ann/.local/state/mqkeep"),
                folder(Map.of("MQKEEP_HOME", "", "XDG_STATE_HOME", "relative", "HOME", "/home/ann")));
    }

    @Test
    void without_a_home_in_the_environment_the_one_of_the_account_counts() {
        Path account = Path.of(System.getProperty("user.home"));
        assertEquals(account.resolve(".local/state/mqkeep"), folder(Map.of()));
        assertEquals(account.resolve(".local/state/mqkeep"), folder(Map.of("HOME", "relative")));
    }

    @Test
    void a_relative_home_starts_from_the_working_directory() {
        assertEquals(Path.of("/here/own"), folder(Map.of("MQKEEP_HOME", "own")));
    }

    private static Path folder(Map<String, String> environment) {
        return new Sessions(environment, Path.of("/here")).folder();
    }
}
