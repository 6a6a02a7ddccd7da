package dev.synod.tlc.check;

import java.time.Duration;
import java.util.List;

/**
 * What came of all models, in the order in which they were asked for.
 *
 * @param models   one report for each model
 * @param duration how long all of it took
 */
public record CheckReport(List<ModelReport> models, Duration duration) {

    /** Copies the reports. */
    public CheckReport {
        models = List.copyOf(models);
    }

    /**
     * Counts the models with a verdict.
     *
     * @param verdict the verdict
     * @return how many have it
     */
    public long count(Verdict verdict) {
        return models.stream().filter(model -> model.verdict() == verdict).count();
    }

    /**
     * The verdict on all of it: a wrong result outweighs an unusable input, that an undecided model, and that one
     * that the tools at hand do not support.
     *
     * @return {@link Verdict#AS_EXPECTED} if every model that was run is as expected; {@link Verdict#SKIPPED} if none
     *         was run
     */
    public Verdict verdict() {
        for (Verdict verdict : List.of(Verdict.UNEXPECTED, Verdict.UNUSABLE, Verdict.UNDECIDED, Verdict.UNSUPPORTED,
                Verdict.AS_EXPECTED)) {
            if (count(verdict) > 0) {
                return verdict;
            }
        }
        return Verdict.SKIPPED;
    }

    /**
     * The models whose verdict is neither as expected nor skipped.
     *
     * @return the failing models in order; never null
     */
    public List<ModelReport> failures() {
        return models.stream()
                .filter(model -> model.verdict() != Verdict.AS_EXPECTED && model.verdict() != Verdict.SKIPPED)
                .toList();
    }
}
