package io.mqkeep.cli.dispatch;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.shell.Commands;
import io.mqkeep.cli.shell.Shell;
import io.mqkeep.repl.Choice;
import io.mqkeep.repl.Word;
import java.util.List;

/** The commands as a shell has them: all of the table but the shell itself, and those of the prompt. */
final class ShellCommands implements Commands {
    @Override
    public Exit run(Shell shell, App app, String line, List<Word> words) {
        return new MqkeepCommand(app, new TypedLine(shell, line, words))
                .run(words.stream().map(Word::text).toList());
    }

    @Override
    public List<Choice> choices(Shell shell, List<String> before, String word) {
        return new Choices(shell).of(before, word);
    }
}
