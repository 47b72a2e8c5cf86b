package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.options.DiagnosticOptions;
import io.mqkeep.cli.options.Heading;
import io.mqkeep.cli.output.TextLayout;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of one command, from its model: summary, synopsis, prose, arguments, options under their headings, examples.
 * picocli's own help knows no headings for mixins.
 */
final class CommandHelp {
    private static final int COLUMN = 28;
    private static final String OWN_OPTIONS = "Options";
    private static final String GENERAL_OPTIONS =
            DiagnosticOptions.class.getAnnotation(Heading.class).value();

    private CommandHelp() {}

    /**
     * Returns the help.
     *
     * @param spec the command with the options of every day
     * @param full the same with all its options
     * @param all whether all are told; else the headings of the rest are
     */
    static String of(String commandLine, CommandSpec spec, CommandSpec full, boolean all) {
        String[] description = spec.usageMessage().description();
        TextLayout text = new TextLayout();
        text.line(commandLine + ": " + description[0]).line("");
        boolean first = true;
        for (String synopsis : spec.usageMessage().customSynopsis()) {
            text.line((first ? "Usage: " : "       ") + synopsis);
            first = false;
        }
        for (int i = 1; i < description.length; i++) {
            text.line("").paragraph(0, description[i]);
        }
        arguments(spec, text);
        options(all ? full : spec, text);
        if (!all) {
            more(commandLine, spec, full, text);
        }
        String[] examples = spec.usageMessage().footer();
        if (examples.length > 0) {
            text.line("").line("Examples:");
            for (String example : examples) {
                text.line("  " + example);
            }
        }
        return text.toString();
    }

    private static void arguments(CommandSpec spec, TextLayout text) {
        if (spec.positionalParameters().isEmpty()) {
            return;
        }
        text.line("").line("Arguments:");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            text.entry(2, COLUMN, parameter.paramLabel(), meaning(parameter));
        }
    }

    private static void more(String commandLine, CommandSpec spec, CommandSpec full, TextLayout text) {
        Set<String> headings = new LinkedHashSet<>(byHeading(full).keySet());
        headings.removeAll(byHeading(spec).keySet());
        if (!headings.isEmpty()) {
            text.line("").line("More options, shown by '" + commandLine + " " + DiagnosticOptions.ALL_HELP + "':");
            headings.forEach(heading -> text.line("  " + heading));
        }
    }

    /** The options that every command has come last. */
    static Map<String, List<OptionSpec>> byHeading(CommandSpec spec) {
        Map<String, List<OptionSpec>> byHeading = new LinkedHashMap<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                byHeading
                        .computeIfAbsent(heading(option), _ -> new ArrayList<>())
                        .add(option);
            }
        }
        List<OptionSpec> general = byHeading.remove(GENERAL_OPTIONS);
        if (general != null) {
            byHeading.put(GENERAL_OPTIONS, general);
        }
        return byHeading;
    }

    private static void options(CommandSpec spec, TextLayout text) {
        byHeading(spec).forEach((heading, options) -> {
            text.line("").line(heading + ":");
            for (OptionSpec option : options) {
                text.entry(2, COLUMN, names(option), meaning(option));
            }
        });
    }

    /** Returns what the help lists an option under. */
    static String heading(OptionSpec option) {
        if (option.userObject() instanceof Member member) {
            Heading heading = member.getDeclaringClass().getAnnotation(Heading.class);
            if (heading != null) {
                return heading.value();
            }
        }
        return OWN_OPTIONS;
    }

    /** Long names start in one column, with or without a letter before them. */
    static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        if (option.names()[0].startsWith("--")) {
            names.append("    ");
        }
        for (String name : option.names()) {
            names.append(names.toString().isBlank() ? "" : ", ").append(name);
        }
        if (option.arity().max() > 0) {
            names.append(' ').append(option.paramLabel());
        }
        return names.toString();
    }

    static String meaning(ArgSpec argument) {
        String meaning = String.join(" ", argument.description());
        String defaultValue = argument.defaultValue();
        return defaultValue == null ? meaning : meaning + " Default: " + defaultValue + ".";
    }
}
