package io.mqkeep.cli.settings;

import java.util.Map;
import java.util.Set;

/**
 * Options that say the same thing in other ways. One that is set nearer takes the place of the others that are set
 * farther off: a typed password file that of a password command in the profile.
 */
final class Alternatives {
    private static final Set<String> PASSWORD =
            Set.of("--password", "--password-file", "--password-env", "--password-command", "--password-prompt");
    private static final Set<String> PAYLOAD =
            Set.of("--message", "--file", "--stdin-file", "--stdin-line", "--null-message");
    private static final Set<String> WILL_PAYLOAD = Set.of("--will-payload", "--will-file");

    private static final Map<String, Set<String>> OF_SERVER = Map.of(
            "--url", Set.of("--host", "--unix"),
            "--host", Set.of("--url", "--unix"),
            "--port", Set.of("--url", "--unix"),
            "--unix", Set.of("--url", "--host"));

    private Alternatives() {}

    /** Returns the options that take the place of this one when they are set nearer. */
    static Set<String> to(String option) {
        if (PASSWORD.contains(option)) {
            return PASSWORD;
        }
        if (PAYLOAD.contains(option)) {
            return PAYLOAD;
        }
        if (WILL_PAYLOAD.contains(option)) {
            return WILL_PAYLOAD;
        }
        return OF_SERVER.getOrDefault(option, Set.of());
    }
}
