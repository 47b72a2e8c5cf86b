package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Binary;
import io.mqkeep.session.PasswordSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the password comes from: one source at most. */
@Heading("Connection options")
public final class PasswordOptions {
    private static final int PASSWORD_LIMIT = 65_535;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "The password is the first line of this file. A session remembers the file's name.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "The password is in this environment variable. A session remembers the variable's name.")
    private @Nullable String passwordVariable;

    @Option(
            names = "--password-command",
            paramLabel = "COMMAND",
            description = "The password is the first line that this shell command prints, such as 'pass show mqtt'."
                    + " A session does not remember it; a profile can.")
    private @Nullable String passwordCommand;

    @Option(names = "--password-prompt", description = "Ask for the password on the terminal.")
    private boolean passwordPrompt;

    @Option(
            names = {"-P", "--password"},
            paramLabel = "PASSWORD",
            description = "The password itself. Others on this machine may see it; a session does not remember it.")
    private @Nullable String password;

    /**
     * Returns what was chosen, or null for nothing.
     *
     * @param directory what a relative path starts from
     * @param url may have a password too
     * @throws Failure when more than one source was given
     */
    public @Nullable PasswordChoice choice(Path directory, @Nullable ServerUrl url) {
        String option = null;
        PasswordChoice choice = null;
        if (passwordFile != null) {
            option = "--password-file";
            choice = new PasswordChoice.From(new PasswordSource.InFile(
                    directory.resolve(passwordFile).normalize().toString()));
        }
        if (passwordVariable != null) {
            option = onlyOne(option, "--password-env");
            choice = new PasswordChoice.From(new PasswordSource.InVariable(passwordVariable));
        }
        if (passwordCommand != null) {
            option = onlyOne(option, "--password-command");
            choice = new PasswordChoice.OfCommand(passwordCommand);
        }
        if (passwordPrompt) {
            option = onlyOne(option, "--password-prompt");
            choice = new PasswordChoice.Asked();
        }
        if (password != null) {
            option = onlyOne(option, "--password");
            choice = given(option, password);
        }
        if (url != null && url.password() != null) {
            option = onlyOne(option, "--url");
            choice = given(option, url.password());
        }
        return choice;
    }

    private static PasswordChoice given(String option, String text) {
        Binary bytes = Binary.ofText(text);
        if (bytes.size() > PASSWORD_LIMIT) {
            throw Failure.usage(option + ": the password is longer than " + PASSWORD_LIMIT + " bytes");
        }
        return new PasswordChoice.Given(bytes, option);
    }

    private static String onlyOne(@Nullable String before, String option) {
        if (before != null) {
            throw Failure.usage(before + " and " + option + " both give a password");
        }
        return option;
    }
}
