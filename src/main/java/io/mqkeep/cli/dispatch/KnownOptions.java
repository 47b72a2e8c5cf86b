package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.settings.OptionCatalogue;
import io.mqkeep.cli.settings.OptionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of all commands that take a profile. Building them takes its time, so no more is built than is asked for. */
final class KnownOptions implements OptionCatalogue {
    private final Map<Subcommand, CommandSpec> built = new LinkedHashMap<>();

    @Override
    public @Nullable OptionSpec named(String key) {
        for (Subcommand subcommand : Subcommand.values()) {
            CommandSpec command = command(subcommand);
            OptionSpec option = command == null ? null : command.findOption("--" + key);
            if (option != null && OptionSettings.isSettable(option)) {
                return option;
            }
        }
        return null;
    }

    @Override
    public List<OptionSpec> all() {
        Map<String, OptionSpec> all = new LinkedHashMap<>();
        for (Subcommand subcommand : Subcommand.values()) {
            CommandSpec command = command(subcommand);
            if (command != null) {
                for (OptionSpec option : OptionSettings.settable(command)) {
                    all.putIfAbsent(option.longestName(), option);
                }
            }
        }
        return List.copyOf(all.values());
    }

    @Override
    public List<CommandSpec> commands() {
        List<CommandSpec> commands = new ArrayList<>();
        for (Subcommand subcommand : Subcommand.values()) {
            CommandSpec command = command(subcommand);
            if (command != null) {
                commands.add(command);
            }
        }
        return commands;
    }

    @Override
    public @Nullable String problem(String key, List<String> values) {
        OptionSpec option = named(key);
        if (option == null) {
            return unknown(key);
        }
        String problem = OptionSettings.problem(option, values);
        if (problem != null) {
            return "'" + key + "' " + problem;
        }
        if (option.arity().max() == 0) {
            boolean flag = values.size() == 1 && values.getFirst().matches("true|false");
            return flag ? null : "'" + key + "' is true or false";
        }
        CommandSpec command = option.command();
        List<String> words =
                values.stream().map(value -> "--" + key + "=" + value).toList();
        CommandLine trial = command.commandLine();
        trial.getCommandSpec().parser().collectErrors(true);
        for (Exception error : trial.parseArgs(words.toArray(String[]::new)).errors()) {
            if (error instanceof ParameterException wrong
                    && option.equals(wrong.getArgSpec())
                    && !(error instanceof MissingParameterException)) {
                return UsageError.sentence(wrong);
            }
        }
        return null;
    }

    @Override
    public String unknown(String key) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : all()) {
            for (String name : option.names()) {
                if (name.startsWith("--")) {
                    names.add(name.substring(2));
                }
            }
        }
        String nearest = Nearest.to(key, names);
        return "there is no option '" + key + "' to set" + (nearest == null ? "" : ", did you mean '" + nearest + "'?");
    }

    private @Nullable CommandSpec command(Subcommand subcommand) {
        CommandSpec command = built.computeIfAbsent(
                subcommand, unseen -> MqkeepCommand.full(unseen.action()).getCommandSpec());
        return SetWords.takesProfile(command) ? command : null;
    }
}
