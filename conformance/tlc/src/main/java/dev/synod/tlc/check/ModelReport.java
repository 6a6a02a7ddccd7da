package dev.synod.tlc.check;

import dev.synod.tlc.CheckResult;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of one model.
 *
 * @param model    the model and what was expected of it
 * @param verdict  what the comparison came to
 * @param reasons  why, where the verdict is not as expected; empty otherwise
 * @param notes    what a reader should know besides, such as a pinned figure that was not compared
 * @param outcome  the result in short; empty for a skipped model and for files that TLC never saw
 * @param upToDate whether the outcome is the recorded one, because nothing has changed since
 * @param result   the result itself, where the model was run now
 * @param log      what the tool printed, where there is such a file
 */
public record ModelReport(Model model, Verdict verdict, List<String> reasons, List<String> notes,
        Optional<Outcome> outcome, boolean upToDate, Optional<CheckResult> result, Optional<Path> log) {

    /** One chance in ten thousand of a wrong verdict is worth a word. */
    private static final double COLLISION_THAT_MATTERS = 1e-4;

    /** Copies the lists. */
    public ModelReport {
        Objects.requireNonNull(model);
        Objects.requireNonNull(verdict);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(result);
        Objects.requireNonNull(log);
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }

    /** The same report with one more note. */
    ModelReport with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new ModelReport(model, verdict, reasons, more, outcome, upToDate, result, log);
    }

    static ModelReport skipped(Model model, String reason) {
        return new ModelReport(model, Verdict.SKIPPED, List.of(reason), List.of(), Optional.empty(), false,
                Optional.empty(), Optional.empty());
    }

    static ModelReport unusable(Model model, String reason) {
        return new ModelReport(model, Verdict.UNUSABLE, List.of(reason), List.of(), Optional.empty(), false,
                Optional.empty(), Optional.empty());
    }

    static ModelReport unsupported(Model model, String reason) {
        return new ModelReport(model, Verdict.UNSUPPORTED, List.of(reason), List.of(), Optional.empty(), false,
                Optional.empty(), Optional.empty());
    }

    static ModelReport stopped(Model model, String reason, Optional<Path> log) {
        return new ModelReport(model, Verdict.UNDECIDED, List.of(reason), List.of(), Optional.empty(), false,
                Optional.empty(), log);
    }

    static ModelReport upToDate(Model model, Outcome outcome, Optional<Path> log) {
        return new ModelReport(model, Verdict.AS_EXPECTED, List.of(),
                Comparison.of(model, outcome).notes(), Optional.of(outcome), true, Optional.empty(), log);
    }

    static ModelReport run(Model model, Outcome outcome, CheckResult result, Comparison.Figures figures) {
        Comparison.Finding finding = Comparison.of(model, outcome, figures);
        List<String> notes = new ArrayList<>(finding.notes());
        if (outcome.collision() != null && outcome.collision() >= COLLISION_THAT_MATTERS) {
            notes.add(String.format(Locale.ROOT, "the probability that two states had the same fingerprint, and one was "
                    + "missed, is %.1e; a run with another -fp makes sure", outcome.collision()));
        }
        return new ModelReport(model, finding.verdict(), finding.reasons(), notes, Optional.of(outcome),
                false, Optional.of(result), Optional.of(result.details().log()));
    }
}
