package io.mqkeep.cli.options;

import picocli.CommandLine.Option;

/** How much is said on standard error; every command has these. */
@Heading("General options")
public final class DiagnosticOptions {
    @Option(
            names = {"-d", "--debug"},
            description = "Show every packet on standard error, a line each, and where a failure came from.")
    private boolean debug;

    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "Show this help and do nothing else.")
    private boolean help;

    public boolean debug() {
        return debug;
    }

    public boolean quiet() {
        return quiet;
    }

    /** Says whether help was asked for; picocli acts on it before a command runs. */
    public boolean help() {
        return help;
    }
}
