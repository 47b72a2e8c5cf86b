package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.App;
import io.mqkeep.cli.ErrorReport;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.command.Action;
import io.mqkeep.cli.command.ShellCommand;
import io.mqkeep.cli.manual.PlainPage;
import io.mqkeep.cli.options.DiagnosticOptions;
import io.mqkeep.cli.options.ProfileOption;
import io.mqkeep.cli.settings.SettingsPresent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * {@code mqkeep}: runs one line. Only the command asked for is built, afresh for every line, so that the other commands
 * cost nothing and no value leaks from one line to the next.
 */
public final class MqkeepCommand {
    private static final String EXCLUDED_CONVERTERS = "picocli.converters.excludes";

    static {
        // picocli would load much of java.time for types that no option here has.
        if (System.getProperty(EXCLUDED_CONVERTERS) == null) {
            System.setProperty(EXCLUDED_CONVERTERS, "java.(time|sql)[.].*");
        }
    }

    private final App app;
    private final @Nullable TypedLine typed;

    public MqkeepCommand(App app) {
        this(app, null);
    }

    /** @param typed the line of a shell that is run, or null outside of one */
    MqkeepCommand(App app, @Nullable TypedLine typed) {
        this.app = app;
        this.typed = typed;
    }

    /** Runs what was typed after the program's name. Never throws: what goes wrong is said and becomes the status. */
    public Exit run(List<String> words) {
        try {
            Exit exit = dispatch(words);
            return exit == Exit.CANNOT_WRITE ? flushIfPossible(exit) : flush(exit);
        } catch (Throwable e) {
            return ErrorReport.report(e, app.notes());
        }
    }

    private Exit flush(Exit exit) throws IOException {
        app.out().flush();
        return exit;
    }

    /** What can't be written has been said; it need not be said again. */
    private Exit flushIfPossible(Exit exit) {
        try {
            return flush(exit);
        } catch (IOException said) {
            return exit;
        }
    }

    private Exit dispatch(List<String> words) throws IOException {
        if (words.isEmpty()) {
            if (app.terminal().isThere()) {
                return execute(Subcommand.SHELL.commandLine(), Subcommand.SHELL::action, words);
            }
            RootHelp.lines().forEach(app.notes()::plain);
            return Exit.USAGE;
        }
        return switch (words.getFirst()) {
            case "--help" -> print(RootHelp.text());
            case "--version" -> print("mqkeep " + app.version() + "\n");
            case "help" -> help(words.subList(1, words.size()));
            default -> {
                PromptVerb verb = typed == null ? null : PromptVerb.named(words.getFirst());
                if (typed != null && verb != null) {
                    yield execute(verb.word(), () -> verb.action(typed.shell()), words.subList(1, words.size()));
                }
                Subcommand subcommand = Subcommand.named(words);
                if (subcommand != null && typed == null && willConnect(subcommand, words)) {
                    app.network().expect();
                }
                yield subcommand == null
                        ? noSuchCommand(words)
                        : execute(
                                subcommand.commandLine(),
                                subcommand::action,
                                words.subList(subcommand.words(), words.size()));
            }
        };
    }

    /** A guess from words that are not understood yet. A wrong one costs a little time. */
    private static boolean willConnect(Subcommand subcommand, List<String> words) {
        return subcommand.connects()
                && !words.contains("--help")
                && !words.contains("--help-all")
                && !words.contains("--offline");
    }

    private Exit help(List<String> words) throws IOException {
        String first = words.isEmpty() ? "help" : words.getFirst();
        if (words.size() <= 1 && (first.equals("help") || first.equals("--help") || first.equals("-h"))) {
            return print(typed == null ? RootHelp.text() : RootHelp.ofShell());
        }
        PromptVerb verb = typed == null ? null : PromptVerb.named(words.getFirst());
        if (typed != null && verb != null && words.size() == 1) {
            return print(help(verb.word(), verb.action(typed.shell()), false));
        }
        Subcommand subcommand = Subcommand.named(words);
        if (subcommand != null && subcommand.words() == words.size()) {
            return print(PlainPage.text(CommandPages.of(subcommand)));
        }
        if (words.size() == 1 && Subcommand.isGroup(words.getFirst())) {
            return print(RootHelp.ofGroup(words.getFirst()));
        }
        int known = verb != null ? 1 : subcommand == null ? 0 : subcommand.words();
        return known == 0
                ? noSuchCommand(words)
                : usageError("'" + words.get(known) + "' is one word too many", null, "help");
    }

    private Exit noSuchCommand(List<String> words) throws IOException {
        String first = words.getFirst();
        if (Subcommand.isGroup(first)) {
            if (words.size() > 1 && words.get(1).equals("--help")) {
                return print(RootHelp.ofGroup(first));
            }
            String second = words.size() > 1 ? words.get(1) : null;
            return usageError(
                    second == null
                            ? first + " needs one more word"
                            : "there is no command '" + first + " " + second + "'",
                    second == null ? null : Nearest.to(first + " " + second, Subcommand.names()),
                    first + " --help");
        }
        if (first.startsWith("-")) {
            return usageError("the command comes before its options: mqkeep COMMAND [OPTION...]", null, "--help");
        }
        String elsewhere = OtherTools.command(first);
        return usageError(
                "there is no command '" + first + "'",
                elsewhere == null ? Nearest.to(first, firstWords()) : elsewhere,
                "--help");
    }

    private List<String> firstWords() {
        List<String> words = new ArrayList<>(Subcommand.firstWords());
        if (typed != null) {
            for (PromptVerb verb : PromptVerb.values()) {
                words.add(verb.word());
            }
        }
        return words;
    }

    private Exit usageError(String sentence, @Nullable String nearest, String help) {
        return usageError(sentence, nearest, help, null, List.of());
    }

    private Exit usageError(
            String sentence, @Nullable String nearest, String help, @Nullable CommandSpec spec, List<String> origins) {
        app.notes().error(sentence + (nearest == null ? "" : ", did you mean '" + nearest + "'?"));
        origins.forEach(app.notes()::plain);
        if (typed == null) {
            app.notes().plain("See 'mqkeep " + help + "'.");
        } else {
            typed.pointAt(sentence, spec, app.notes());
            app.notes().plain("See '" + (help.equals("--help") ? "help" : help) + "'.");
        }
        return Exit.USAGE;
    }

    private Exit execute(String name, Supplier<Action> made, List<String> arguments) throws IOException {
        Action action = made.get();
        if (typed != null && action instanceof ShellCommand) {
            throw Failure.usage("this is a shell already");
        }
        CommandLine commandLine = commandLine(action);
        List<String> words = arguments;
        if (typed != null) {
            words = new ShellDefaults(typed, action).before(arguments, full(made.get()));
        }
        SetWords line = SetWords.only(words);
        boolean settings = SettingsPresent.in(app.environment(), app.directory());
        if (settings || needsFurtherOptions(words, commandLine.getCommandSpec())) {
            addFurtherOptions(action, commandLine);
            words = NegatedFlags.writtenOut(words, commandLine.getCommandSpec());
            line = SetWords.only(words);
            if (settings || typesProfile(words)) {
                try {
                    line = SetWords.before(words, full(made.get()), app);
                } catch (Failure e) {
                    return ErrorReport.report(e, app.notes());
                }
            }
        }
        ParseResult parsed;
        try {
            parsed = commandLine.parseArgs(EndOfOptions.marked(line.words(), commandLine.getCommandSpec()));
        } catch (ParameterException e) {
            String sentence = UsageError.sentence(e);
            return usageError(sentence, null, name + " --help", commandLine.getCommandSpec(), line.origins(sentence));
        }
        if (parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested()) {
            return print(help(name, action, parsed.isVersionHelpRequested()));
        }
        App surroundings = app.withNotes(app.notes()
                .with(parsed.hasMatchedOption("--quiet"), parsed.hasMatchedOption("--debug"))
                .notTyped(line.notTyped()));
        if (settings && typed == null) {
            UnknownVariables.warn(app.environment(), commandLine.getCommandSpec(), surroundings.notes());
        }
        try {
            Exit exit = action.run(surroundings);
            app.out().flush();
            return exit;
        } catch (Throwable e) {
            Exit exit = ErrorReport.report(e, surroundings.notes());
            if (e instanceof Failure failure && exit == Exit.USAGE) {
                line.origins(failure.sentence()).forEach(surroundings.notes()::plain);
                if (typed != null) {
                    typed.pointAt(failure.sentence(), commandLine.getCommandSpec(), surroundings.notes());
                }
            }
            return exit;
        }
    }

    private static boolean typesProfile(List<String> arguments) {
        for (String word : arguments) {
            if (word.startsWith(ProfileOption.NAME)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a command with all its options. */
    static CommandLine full(Action action) {
        CommandLine full = commandLine(action);
        addFurtherOptions(action, full);
        return full;
    }

    private static CommandLine commandLine(Action action) {
        CommandLine commandLine = new CommandLine(action);
        commandLine.getCommandSpec().addMixin("diagnostics", CommandSpec.forAnnotatedObject(new DiagnosticOptions()));
        // As getopt does: the word after an option that takes a value is its value, whatever it looks like, so that
        // -m "$TEXT" publishes any text.
        commandLine.setAllowOptionsAsOptionParameters(true);
        commandLine.setEndOfOptionsDelimiter(EndOfOptions.MARK);
        commandLine.setExpandAtFiles(false);
        return commandLine;
    }

    /** Says whether there is an option that the command alone does not have, or may be: {@code -qv} counts too. */
    private static boolean needsFurtherOptions(List<String> arguments, CommandSpec command) {
        for (String word : arguments) {
            if (word.startsWith("-") && word.length() > 1) {
                int equals = word.indexOf('=');
                String name = equals < 0 ? word : word.substring(0, equals);
                if (command.findOption(name) == null) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void addFurtherOptions(Action action, CommandLine commandLine) {
        int number = 0;
        for (Object options : action.furtherOptions()) {
            commandLine.getCommandSpec().addMixin("further" + number++, CommandSpec.forAnnotatedObject(options));
        }
        addProfile(commandLine);
    }

    private static void addProfile(CommandLine commandLine) {
        if (SetWords.takesProfile(commandLine.getCommandSpec())) {
            commandLine.getCommandSpec().addMixin("profile", CommandSpec.forAnnotatedObject(new ProfileOption()));
        }
    }

    private String help(String name, Action action, boolean all) {
        CommandLine usual = commandLine(action);
        addProfile(usual);
        return CommandHelp.of(
                (typed == null ? "mqkeep " : "") + name,
                usual.getCommandSpec(),
                full(action).getCommandSpec(),
                all);
    }

    /** Returns all that can be typed after a command, with the options that are seldom needed. */
    static CommandSpec model(Subcommand subcommand) {
        return full(subcommand.action()).getCommandSpec();
    }

    private Exit print(String text) throws IOException {
        app.out().print(text);
        app.out().flush();
        return Exit.DONE;
    }
}
