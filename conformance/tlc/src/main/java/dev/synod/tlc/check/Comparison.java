package dev.synod.tlc.check;

import dev.synod.tlc.CheckResult;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.Search;
import dev.synod.tlc.Words;
import dev.synod.tlc.manifest.Expectation;
import dev.synod.tlc.manifest.ExpectedResult;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.SearchMode;
import dev.synod.tlc.manifest.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares what came of a model with what had to.
 *
 * <p>A property that a finite behaviour violates may be expected as a safety failure, which it is, or, where it stands
 * under PROPERTY, as a liveness failure, which is what TLC's exit status calls it and the public collection's tools
 * compare.
 *
 * <p>The numbers of distinct and generated states after a complete search do not depend on the number of workers, and
 * are always compared. Those of a search that a violation cut short do; they are compared when a single worker
 * searched, which is the default for models that are expected to fail. The depth does, too, and manifests of the public
 * collection record it from runs with several workers (their tools leave it out of the comparison); it is compared
 * where the manifest itself says {@code "workers": 1}. A note tells of every pinned figure that is not compared.
 *
 * <p>Where only some behaviours were looked at, no figure is compared. If that is what the manifest asks for, finding no
 * violation is its success. If the caller asked for it instead of the exhaustive search of the manifest, finding none
 * does not contradict an expected success, and leaves an expected failure undecided.
 */
final class Comparison {

    private final Expectation expected;
    private final boolean exhaustive;
    private final boolean depthIsPinned;
    private final Figures figures;
    private final Outcome outcome;
    private final List<String> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Comparison(Model model, Outcome outcome, Figures figures) {
        this.figures = figures;
        this.expected = model.expectation();
        this.exhaustive = model.mode() instanceof SearchMode.Exhaustive;
        this.depthIsPinned = model.workers().equals(Optional.of(Workers.of(1)));
        this.outcome = outcome;
    }

    /** Which figures of an outcome mean what the manifest's do. */
    enum Figures {
        /** Those of a search on one machine. */
        ALL,
        /** In a distributed search workers count some states more than once. */
        DISTINCT,
        /** Only some behaviours were looked at. */
        NONE;

        static Figures of(ModelRun run) {
            if (!(run.search() instanceof Search.Exhaustive)) {
                return NONE;
            }
            return run.distribution().isPresent() ? DISTINCT : ALL;
        }
    }

    /** What the comparison came to: the differences explain a verdict, the notes say what was not compared. */
    record Finding(Verdict verdict, List<String> reasons, List<String> notes) {
    }

    /** Compares the outcome of the search that the manifest asks for. */
    static Finding of(Model model, Outcome outcome) {
        return of(model, outcome, model.mode() instanceof SearchMode.Exhaustive ? Figures.ALL : Figures.NONE);
    }

    /**
     * Compares an outcome.
     *
     * @param figures which of its figures mean what the manifest's do
     */
    static Finding of(Model model, Outcome outcome, Figures figures) {
        return new Comparison(model, outcome, figures).compare();
    }

    private Finding compare() {
        switch (outcome.kind()) {
            case PARSE_ERROR, CONFIG_ERROR -> {
                return new Finding(Verdict.UNUSABLE, List.of(outcome.kind().label()), notes);
            }
            case UNSUPPORTED -> {
                return new Finding(Verdict.UNSUPPORTED, List.of(outcome.message()), notes);
            }
            case NO_VIOLATION_FOUND -> {
                return withoutViolation();
            }
            case LIMIT_REACHED, TOOL_CRASH -> {
                return new Finding(Verdict.UNDECIDED, List.of(outcome.kind().label() + ": " + outcome.message()),
                        notes);
            }
            default -> compareResult();
        }
        return new Finding(differences.isEmpty() ? Verdict.AS_EXPECTED : Verdict.UNEXPECTED, differences, notes);
    }

    private Finding withoutViolation() {
        boolean holds = expected.result() == ExpectedResult.SUCCESS || expected.result() == ExpectedResult.UNKNOWN;
        if (exhaustive) {
            notes.add("only random behaviours were looked at; " + (holds ? "the rest may be otherwise"
                    : "a " + expected.result().label() + " is expected"));
        }
        if (holds) {
            return new Finding(Verdict.AS_EXPECTED, List.of(), notes);
        }
        String difference = "expected " + expected.result().label() + ", found no violation";
        return new Finding(exhaustive ? Verdict.UNDECIDED : Verdict.UNEXPECTED, List.of(difference), notes);
    }

    private void compareResult() {
        if (expected.result() == ExpectedResult.UNKNOWN) {
            notes.add("the manifest expects nothing; found " + outcome.kind().label());
        } else if (!fits()) {
            differences.add("expected " + expected.result().label() + ", found " + outcome.kind().label());
            return;
        }
        compareProperty();
        compareCounts();
    }

    private boolean fits() {
        return switch (expected.result()) {
            case SUCCESS -> outcome.kind() == ResultKind.SUCCESS;
            case ASSUMPTION_FAILURE -> outcome.kind() == ResultKind.ASSUMPTION_FAILURE;
            case DEADLOCK_FAILURE -> outcome.kind() == ResultKind.DEADLOCK_FAILURE;
            case SAFETY_FAILURE -> outcome.kind() == ResultKind.SAFETY_FAILURE;
            case LIVENESS_FAILURE -> outcome.kind() == ResultKind.LIVENESS_FAILURE
                    || outcome.kind() == ResultKind.SAFETY_FAILURE && standsUnderProperty();
            case UNKNOWN -> true;
        };
    }

    private boolean standsUnderProperty() {
        return outcome.propertyKind() == CheckResult.PropertyKind.ACTION_PROPERTY
                || outcome.propertyKind() == CheckResult.PropertyKind.INITIAL_PREDICATE;
    }

    private void compareProperty() {
        if (expected.violates().isEmpty()) {
            return;
        }
        String name = expected.violates().get();
        List<String> found = outcome.properties();
        if (!found.contains(name)) {
            differences.add("expected a violation of " + name + ", found one of " + String.join(" or ", found));
        } else if (found.size() > 1) {
            notes.add("TLC does not say which of " + String.join(", ", found) + " is violated");
        }
    }

    private void compareCounts() {
        if (!expected.pinsCounts()) {
            return;
        }
        boolean complete = outcome.kind() == ResultKind.SUCCESS;
        if (figures == Figures.NONE) {
            notes.add("random behaviours have no figures to compare");
            return;
        }
        if (figures == Figures.DISTINCT) {
            if (complete) {
                compareCount("distinctStates", expected.distinctStates(), outcome.distinct());
            }
            notes.add("of a distributed search only distinctStates is compared, and only if it was complete");
            return;
        }
        boolean deterministic = outcome.workers() == 1;
        if (complete || deterministic) {
            compareCount("distinctStates", expected.distinctStates(), outcome.distinct());
            compareCount("totalStates", expected.totalStates(), outcome.generated());
        } else {
            notes.add("a search that ends at a violation has figures to compare with one worker only");
        }
        if (expected.stateDepth().isPresent() && deterministic && depthIsPinned) {
            compareCount("stateDepth", OptionalLong.of(expected.stateDepth().getAsInt()),
                    outcome.depth() == null ? null : Long.valueOf(outcome.depth()));
        } else if (expected.stateDepth().isPresent()) {
            notes.add("stateDepth is not compared; it is where the manifest says \"workers\": 1 and one worker searches");
        }
    }

    private void compareCount(String name, OptionalLong pinned, Long found) {
        if (pinned.isEmpty()) {
            return;
        }
        if (found == null) {
            differences.add(name + " is pinned at " + Words.count(pinned.getAsLong()) + ", and TLC printed none");
        } else if (found != pinned.getAsLong()) {
            differences.add(name + " is pinned at " + Words.count(pinned.getAsLong()) + ", found "
                    + Words.count(found));
        }
    }
}
