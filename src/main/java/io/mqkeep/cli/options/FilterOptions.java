package io.mqkeep.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Topic filters, each after its own {@code -t} or simply one after the other. */
@Heading("Message options")
public final class FilterOptions {
    @Option(
            names = {"-t", "--topic"},
            paramLabel = "FILTER",
            converter = Converters.Filter.class,
            description = "A topic filter; may be given several times.")
    private List<String> filters = new ArrayList<>();

    @Parameters(
            paramLabel = "FILTER",
            arity = "0..*",
            converter = Converters.Filter.class,
            description = "More topic filters.")
    private List<String> more = new ArrayList<>();

    /** Returns every filter once, in the order given. */
    public List<String> all() {
        Set<String> all = new LinkedHashSet<>(filters);
        all.addAll(more);
        return List.copyOf(all);
    }
}
