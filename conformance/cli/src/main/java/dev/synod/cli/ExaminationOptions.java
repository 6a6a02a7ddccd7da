package dev.synod.cli;

import dev.synod.replay.Coverage;
import dev.synod.replay.KnownDivergences;
import dev.synod.replay.PropertyChoice;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Story;
import dev.synod.replay.Verdict;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a replay looks at besides whether each event is a step: properties, coverage, and divergences that are known. */
final class ExaminationOptions {

    @Option(names = "--model", paramLabel = "NAME",
            description = "Judge the invariants and properties of this model, too: unbounded, with the trace's constants.")
    private String model;

    @Option(names = "--invariant", paramLabel = "NAME",
            description = "Judge this invariant, of the model's module or the specification. Repeatable.")
    private List<String> invariants = new ArrayList<>();

    @Option(names = "--property", paramLabel = "NAME",
            description = "Judge this property: its conjuncts P, []P and [][A]_v. Repeatable.")
    private List<String> properties = new ArrayList<>();

    @Option(names = "--coverage",
            description = "Tell which disjuncts, and arms of IF and CASE, no accepted trace took.")
    private boolean coverage;

    @Option(names = "--coverage-threshold", paramLabel = "PERCENT",
            description = "Fail if the accepted traces take less than that of these places. Implies --coverage.")
    private Double threshold;

    @Option(names = "--allow", paramLabel = "FILE",
            description = "Known divergences, each with its reason. One that no trace has is an error.")
    private Path allow;

    private KnownDivergences known = KnownDivergences.NONE;

    /**
     * A replayer that looks at it.
     *
     * @param module the file of the specification that a trace's header names, or null if the header cannot be read
     */
    Replayer applied(Replayer replayer, List<Path> traces, Function<Path, Path> module) {
        if (threshold != null && !(threshold >= 0 && threshold <= 100)) {
            throw new UnusableInputException("--coverage-threshold", threshold.toString(), "a number from 0 to 100",
                    "correct it");
        }
        Replayer applied = replayer;
        PropertyChoice choice = (model == null ? PropertyChoice.NONE : choice(traces, module)).and(invariants, properties);
        if (!choice.isEmpty()) {
            applied = applied.withProperties(choice);
        }
        if (counts()) {
            applied = applied.withCoverage();
        }
        if (allow != null) {
            known = KnownDivergences.read(allow);
            applied = applied.withKnown(known);
        }
        return applied;
    }

    private PropertyChoice choice(List<Path> traces, Function<Path, Path> module) {
        Set<Path> modules = traces.stream().map(module).filter(m -> m != null).collect(Collectors.toSet());
        if (modules.isEmpty()) {
            // No header can be read, and the replay says why.
            return PropertyChoice.NONE;
        }
        if (modules.size() > 1) {
            throw new UnusableInputException("--model", "traces of several specifications", "one specification",
                    "replay the traces of one specification at a time");
        }
        Path folder = modules.iterator().next().toAbsolutePath().getParent();
        Path beside = folder.resolve(model + ".tla");
        List<Model> models = ModelFinder.manifests(folder).isEmpty() && Files.isRegularFile(beside)
                ? ModelFinder.models(beside)
                : ModelFinder.filter(ModelFinder.models(folder), List.of(model));
        // A model may bear the name of the module that others use, too.
        List<Model> exact = models.stream().filter(m -> m.shortName().equals(model) || m.name().equals(model)).toList();
        models = exact.isEmpty() ? models : exact;
        if (models.size() > 1) {
            throw new UnusableInputException("--model", model + ", which is the name of several models: "
                    + models.stream().map(Model::name).collect(Collectors.joining(", ")), "one model", "name one of them");
        }
        PropertyChoice choice = PropertyChoice.of(models.get(0));
        if (choice.isEmpty() && invariants.isEmpty() && properties.isEmpty()) {
            throw new UnusableInputException("--model", model + ", whose configuration names no property",
                    "a model with invariants or properties", "name another model, or an invariant (--invariant)");
        }
        return choice;
    }

    /** Whether properties are those of a model, which is looked for beside the specification. */
    boolean namesModel() {
        return model != null;
    }

    /** Whether some divergences are to pass. */
    boolean allows() {
        return allow != null;
    }

    private boolean counts() {
        return coverage || threshold != null;
    }

    /** Whether there is more to tell than each trace's result. */
    boolean more() {
        return counts() || allow != null;
    }

    /** What a command that shows a result again must have, with a space before each. */
    String again() {
        StringBuilder again = new StringBuilder();
        if (model != null) {
            again.append(" --model ").append(model);
        }
        invariants.forEach(i -> again.append(" --invariant ").append(i));
        properties.forEach(p -> again.append(" --property ").append(p));
        if (allow != null) {
            again.append(" --allow ").append(ReplayCommand.quoted(allow));
        }
        return again.toString();
    }

    /** What all traces together took, one coverage a specification. */
    List<Coverage> coverage(List<ReplayResult> accepted) {
        return Coverage.of(accepted);
    }

    /** The known divergences that no trace has. */
    List<KnownDivergences.Entry> unused(List<ReplayResult> results) {
        return known.unused(results);
    }

    /** Tells what all traces together came to. */
    void tell(PrintWriter out, List<ReplayResult> results, List<ReplayResult> accepted) {
        if (counts()) {
            List<Coverage> all = coverage(accepted);
            for (Coverage one : all) {
                long traces = accepted.stream().filter(r -> r.verdict() instanceof Verdict.Ok
                        && r.coverage().module().equals(one.module())).count();
                Story.of(one, traces).forEach(out::println);
            }
            if (all.isEmpty()) {
                out.println("coverage: no trace was accepted, so there is none");
            }
            if (tooLow(accepted)) {
                out.printf(java.util.Locale.ROOT, "  too low   the threshold is %s %%%n",
                        threshold == Math.rint(threshold) ? String.valueOf(threshold.longValue()) : threshold.toString());
            }
        }
        for (KnownDivergences.Entry entry : unused(results)) {
            out.println(known.file() + ":" + entry.line() + ": no trace has this divergence");
            out.println("  known     " + entry.action() + " of " + entry.spec() + ", where it has " + entry.conjunct());
            out.println("  remedy    remove the entry, or correct it; the story of a divergence has the action and the conjunct");
        }
    }

    private boolean tooLow(List<ReplayResult> accepted) {
        List<Coverage> all = coverage(accepted);
        return threshold != null && (all.isEmpty() || all.stream().anyMatch(c -> c.percent() < threshold));
    }

    /** Whether all traces together fail, whatever each of them does. */
    boolean fails(List<ReplayResult> results, List<ReplayResult> accepted) {
        return tooLow(accepted) || !unused(results).isEmpty();
    }
}
