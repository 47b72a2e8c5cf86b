package io.mqkeep.repl;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers choices where JLine asks for candidates. */
final class ChoiceCompleter implements Completer {
    private final Completion completion;

    ChoiceCompleter(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        for (Choice choice : completion.choices(before, line.word())) {
            candidates.add(
                    new Candidate(choice.value(), choice.value(), null, choice.meaning(), null, null, choice.whole()));
        }
    }
}
