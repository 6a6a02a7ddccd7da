package dev.synod.explore.explorer;

import dev.synod.explore.Mutants;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.SmallModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which of the synod's mutants the explorer finds, in which of its models, and by how short a trace; a table. */
public final class ExploredMutants {
    private static final SpecFolders SPECS = SpecFolders.near(Path.of(""));

    /** The models, the smallest first. */
    static final List<SmallModel> MODELS = List.of(
            model("0..1", "olive"),
            model("{0, 3}", "olive"),
            model("0..1", "olive,wine"),
            model("0..2", "olive,wine"));

    private ExploredMutants() {}

    static SmallModel model(String ballots, String decrees) {
        return new SmallModel(3, Map.of("decrees", decrees), Map.of("Nat", ballots), List.of());
    }

    /** What a mutant came to in a model. */
    static Exploration explore(Mutant mutant, SmallModel model, long states) throws InterruptedException {
        return Explorer.of(mutant.algorithm(), SPECS).model(model).tlc(false).states(states)
                .time(Duration.ofMinutes(3)).run();
    }

    /** Prints the table. @param args the most states of each exploration, 3,000,000 if there is none; then mutants */
    public static void main(String[] args) throws InterruptedException {
        long states = args.length > 0 ? Long.parseLong(args[0]) : 3_000_000;
        List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
        System.out.printf("%-40s %-8s %-22s %-9s %6s %10s %7s%n", "mutant", "killed", "model", "outcome", "events",
                "states", "time");
        for (Mutant mutant : Mutants.of("synod")) {
            if (!wanted.isEmpty() && !wanted.contains(mutant.name())) {
                continue;
            }
            for (SmallModel model : MODELS) {
                Exploration e = explore(mutant, model, states);
                boolean killed = e.outcome() == Exploration.Outcome.MORE || e.outcome() == Exploration.Outcome.LESS;
                boolean last = killed || model == MODELS.get(MODELS.size() - 1);
                if (last) {
                    System.out.printf(Locale.ROOT, "%-40s %-8s %-22s %-9s %6s %,10d %5.1f s%n", mutant,
                            killed ? "yes" : "no", model.bounds().get("Nat") + " " + model.options().get("decrees"),
                            e.outcome(), e.departure().map(d -> d.result().events() + 1 + "").orElse("-"),
                            e.systemStates(), e.duration().toMillis() / 1e3);
                    break;
                }
            }
        }
    }
}
