package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.Exit;
import io.mqkeep.cli.manual.ManualPage;
import io.mqkeep.cli.manual.ManualPage.Block;
import io.mqkeep.cli.manual.ManualPage.Section;
import io.mqkeep.cli.manual.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The pages of the manual that follow from the table of commands: one for each, and one for the program. */
public final class CommandPages {
    private static final String PROGRAM = "mqkeep";
    private static final String DESCRIPTION = "Description";
    private static final String EXAMPLES = "Examples";

    private CommandPages() {}

    /** Returns all of them. */
    public static List<ManualPage> all() {
        return Stream.concat(
                        Stream.of(program()), Stream.of(Subcommand.values()).map(CommandPages::of))
                .toList();
    }

    /** Returns the page of one command. */
    static ManualPage of(Subcommand subcommand) {
        CommandSpec spec = MqkeepCommand.model(subcommand);
        String name = pageName(subcommand);
        List<Section> prose = Prose.read(subcommand.commandLine().replace(' ', '-'));
        List<Section> sections = new ArrayList<>();

        List<Block> description = new ArrayList<>();
        String[] paragraphs = spec.usageMessage().description();
        if (paragraphs.length == 1) {
            description.add(new Block.Paragraph(capital(paragraphs[0]) + "."));
        }
        for (int i = 1; i < paragraphs.length; i++) {
            description.add(new Block.Paragraph(paragraphs[i]));
        }
        description.addAll(blocks(prose, DESCRIPTION));
        sections.add(new Section(DESCRIPTION, description));
        if (!spec.positionalParameters().isEmpty()) {
            sections.add(new Section("Arguments", arguments(spec)));
        }
        sections.add(new Section("Options", options(spec)));
        for (Section section : prose) {
            if (!section.heading().equals(DESCRIPTION) && !section.heading().equals(EXAMPLES)) {
                sections.add(section);
            }
        }
        List<Block> examples = new ArrayList<>();
        if (spec.usageMessage().footer().length > 0) {
            examples.add(new Block.Lines(List.of(spec.usageMessage().footer())));
        }
        examples.addAll(blocks(prose, EXAMPLES));
        if (!examples.isEmpty()) {
            sections.add(new Section(EXAMPLES, examples));
        }
        closing(sections, seeAlso(subcommand));
        return new ManualPage(
                name,
                1,
                PROGRAM + " " + subcommand.commandLine(),
                subcommand.summary(),
                List.of(spec.usageMessage().customSynopsis()),
                sections);
    }

    private static ManualPage program() {
        List<Section> prose = Prose.read(PROGRAM);
        List<Section> sections = new ArrayList<>(prose);
        List<Block> commands = new ArrayList<>();
        for (Subcommand.Group group : Subcommand.Group.values()) {
            if (!group.members().isEmpty()) {
                commands.add(new Block.Subheading(group.heading()));
                for (Subcommand member : group.members()) {
                    commands.add(new Block.Entry(
                            "`" + PROGRAM + " " + member.commandLine() + "`",
                            capital(member.summary()) + "; see `" + pageName(member) + "`(1)."));
                }
            }
        }
        sections.add(1, new Section("Commands", commands));
        closing(sections, "`mqkeep-session`(5)");
        return new ManualPage(
                PROGRAM,
                1,
                PROGRAM,
                "MQTT on the command line, with sessions that outlive the process",
                List.of(PROGRAM + " COMMAND [OPTION...]", PROGRAM + " help COMMAND", PROGRAM + " --version"),
                sections);
    }

    private static void closing(List<Section> sections, String seeAlso) {
        List<Block> statuses = new ArrayList<>();
        for (Exit exit : Exit.values()) {
            statuses.add(new Block.Entry(Integer.toString(exit.status()), capital(exit.meaning()) + "."));
        }
        sections.add(new Section("Exit status", statuses));
        sections.addAll(Prose.read("common"));
        sections.add(new Section("See also", List.of(new Block.Paragraph(seeAlso))));
    }

    private static List<Block> blocks(List<Section> prose, String heading) {
        return prose.stream()
                .filter(section -> section.heading().equals(heading))
                .flatMap(section -> section.blocks().stream())
                .toList();
    }

    private static List<Block> arguments(CommandSpec spec) {
        List<Block> blocks = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            blocks.add(new Block.Entry(parameter.paramLabel(), CommandHelp.meaning(parameter)));
        }
        return blocks;
    }

    private static List<Block> options(CommandSpec spec) {
        List<Block> blocks = new ArrayList<>();
        CommandHelp.byHeading(spec).forEach((heading, options) -> {
            blocks.add(new Block.Subheading(heading));
            for (OptionSpec option : options) {
                blocks.add(new Block.Entry(CommandHelp.names(option).strip(), CommandHelp.meaning(option)));
            }
        });
        return blocks;
    }

    private static String seeAlso(Subcommand subcommand) {
        List<String> pages = new ArrayList<>(List.of("`mqkeep`(1)"));
        for (Subcommand other : subcommand.group().members()) {
            if (other != subcommand) {
                pages.add("`" + pageName(other) + "`(1)");
            }
        }
        pages.add("`mqkeep-session`(5)");
        return String.join(", ", pages);
    }

    private static String pageName(Subcommand subcommand) {
        return PROGRAM + "-" + subcommand.commandLine().replace(' ', '-');
    }

    private static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
