package io.mqkeep.cli.options;

import picocli.CommandLine.Option;

/** How much is said on standard error; every command has these. */
@Heading("General options")
public final class DiagnosticOptions {
    public static final String ALL_HELP = "--help-all";

    @Option(
            names = {"-d", "--debug"},
            description = "Show every packet on standard error, a line each, and where a failure came from.")
    private boolean debug;

    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "Show this help and do nothing else.")
    private boolean help;

    // For picocli there is one option that asks for help. As what it calls version help, this one too keeps it from
    // asking for what is missing.
    @Option(
            names = ALL_HELP,
            versionHelp = true,
            description = "Show the help with the options that are seldom needed.")
    private boolean allHelp;

    public boolean debug() {
        return debug;
    }

    public boolean quiet() {
        return quiet;
    }

    /** Says whether help was asked for; picocli acts on it before a command runs. */
    public boolean help() {
        return help || allHelp;
    }
}
