package dev.synod.cli;

import dev.synod.explore.explorer.Explorer;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.SmallModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that make a finite model of an algorithm: what is not given is as in the algorithm's own small model. */
final class ModelOptions {

    @Option(names = "--nodes", paramLabel = "N", description = "The number of nodes.")
    private Integer nodes;

    @Option(names = "--bound", paramLabel = "NAME=SET",
            description = "A finite set, in TLA+, in the place of a definition of the specification, such as Nat=0..1. "
                    + "Repeatable.")
    private Map<String, String> bounds = new LinkedHashMap<>();

    @Option(names = "--without", paramLabel = "ACTION", description = "An action that never happens. Repeatable.")
    private List<String> without = List.of();

    @Option(names = "--at-most", paramLabel = "ACTION=N", description = "An action that happens at most so often in a "
            + "behaviour, such as a loss; how often each has happened is part of a state. Repeatable.")
    private Map<String, Integer> atMost = new LinkedHashMap<>();

    @Option(names = "--crashes", paramLabel = "N", description = "At most so many crashes in a behaviour: --at-most, for "
            + "the algorithm's action of a crash.")
    private Integer crashes;

    @Option(names = "--constraint", paramLabel = "EXPR", description = "A state predicate in TLA+, with the meaning of TLC's "
            + "CONSTRAINT: states in which it is false do not count, and nothing is reached from them.")
    private String constraint;

    @Option(names = "--symmetry", paramLabel = "SET", description = "A constant, a set of strings, whose elements are "
            + "interchangeable. TLC counts states up to that, which takes it less time; the explorer still visits all, and "
            + "refuses the claim where it is false. Repeatable.")
    private List<String> symmetry = List.of();

    @Option(names = "--option", paramLabel = "NAME=VALUE", description = "An option of the algorithm. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    /** The model. */
    SmallModel model(AlgorithmProvider<?, ?> provider) {
        SmallModel own = provider.smallModel();
        Map<String, String> allOptions = new LinkedHashMap<>(own.options());
        allOptions.putAll(options);
        Map<String, String> allBounds = new LinkedHashMap<>(own.bounds());
        allBounds.putAll(bounds);
        SmallModel model = new SmallModel(nodes == null ? own.nodes() : nodes, allOptions, allBounds,
                without.isEmpty() ? own.without() : without, own.atMost(),
                constraint == null ? own.constraint() : constraint,
                symmetry.isEmpty() ? own.symmetry() : symmetry);
        for (Map.Entry<String, Integer> limit : atMost.entrySet()) {
            model = model.atMost(limit.getKey(), limit.getValue());
        }
        return crashes == null ? model : model.atMost(Explorer.crash(provider, model), crashes);
    }
}
