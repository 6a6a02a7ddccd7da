package dev.synod.tlc.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.Location;
import dev.synod.tlc.RunDetails;
import dev.synod.tlc.Statistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A result in short, as it is compared, cached and written as JSON. What is not known is null.
 *
 * @param kind            the kind of result
 * @param propertyKind    the sort of property that a finite behaviour violates
 * @param properties      the violated property, or the properties of which one is violated
 * @param behaviourLength how many states the counterexample has; 0 without one
 * @param place           where an error or a false assumption stands
 * @param message         the tool's words for an error
 * @param generated       states generated, in a search or in random behaviours
 * @param distinct        distinct states
 * @param queued          states left on the queue
 * @param depth           the depth of the search
 * @param collision       the greater of the probabilities that two states had the same fingerprint
 * @param workers         how many workers searched
 * @param millis          how long it took, in milliseconds
 * @param warnings        the tool's warnings
 * @param toolVersion     the tool's version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(ResultKind kind, CheckResult.PropertyKind propertyKind, List<String> properties,
        int behaviourLength, String place, String message, Long generated, Long distinct, Long queued,
        Integer depth, Double collision, int workers, long millis, List<String> warnings, String toolVersion) {

    /** Copies the lists. */
    public Outcome {
        Objects.requireNonNull(kind);
        properties = List.copyOf(properties);
        warnings = List.copyOf(warnings);
    }

    /** What only some results have. */
    private record Finding(ResultKind kind, CheckResult.PropertyKind propertyKind, List<String> properties,
            int length, Optional<Location> place, String message) {

        static Finding of(ResultKind kind) {
            return new Finding(kind, null, List.of(), 0, Optional.empty(), null);
        }

        static Finding error(ResultKind kind, int length, Optional<Location> place, String message) {
            return new Finding(kind, null, List.of(), length, place, message);
        }
    }

    /**
     * Puts a result in short.
     *
     * @param result  the result
     * @param workers how many workers searched
     * @return the result in short; never null
     */
    public static Outcome of(CheckResult result, int workers) {
        Finding finding = finding(result);
        RunDetails details = result.details();
        Statistics statistics = details.statistics();
        Optional<Statistics.Counts> counts = statistics.counts();
        Long simulated = statistics.simulated().isPresent() ? (Long) statistics.simulated().getAsLong() : null;
        Integer depth = statistics.depth().isPresent() ? (Integer) statistics.depth().getAsInt() : null;
        Double collision = statistics.collision()
                .map(both -> Math.max(both.optimistic(), both.actual().orElse(0))).orElse(null);
        return new Outcome(finding.kind(), finding.propertyKind(), finding.properties(), finding.length(),
                finding.place().map(Location::toString).orElse(null), finding.message(),
                counts.map(Statistics.Counts::generated).orElse(simulated),
                counts.map(Statistics.Counts::distinct).orElse(null),
                counts.map(Statistics.Counts::queued).orElse(null), depth, collision, workers,
                statistics.duration().toMillis(), details.warnings(), details.toolVersion());
    }

    private static Finding finding(CheckResult result) {
        if (result instanceof CheckResult.Success) {
            return Finding.of(ResultKind.SUCCESS);
        }
        if (result instanceof CheckResult.NoViolationFound) {
            return Finding.of(ResultKind.NO_VIOLATION_FOUND);
        }
        if (result instanceof CheckResult.Unsupported unsupported) {
            return Finding.error(ResultKind.UNSUPPORTED, 0, Optional.empty(), unsupported.reason());
        }
        if (result instanceof CheckResult.SafetyViolation violation) {
            return new Finding(ResultKind.SAFETY_FAILURE, violation.kind(), List.of(violation.property()),
                    violation.behaviour().size(), Optional.empty(), null);
        }
        if (result instanceof CheckResult.LivenessViolation violation) {
            return new Finding(ResultKind.LIVENESS_FAILURE, null, violation.candidates(),
                    violation.lasso().states().size(), Optional.empty(), null);
        }
        if (result instanceof CheckResult.Deadlock deadlock) {
            return Finding.error(ResultKind.DEADLOCK_FAILURE, deadlock.behaviour().size(), Optional.empty(), null);
        }
        if (result instanceof CheckResult.AssumptionFailed failed) {
            return Finding.error(ResultKind.ASSUMPTION_FAILURE, 0, failed.location(), failed.message());
        }
        if (result instanceof CheckResult.SpecError error) {
            ResultKind kind = error.stage() == CheckResult.Stage.EVALUATION
                    ? ResultKind.EVALUATION_ERROR : ResultKind.PARSE_ERROR;
            return Finding.error(kind, error.behaviour().size(), error.location(), error.message());
        }
        if (result instanceof CheckResult.ConfigError error) {
            String where = error.config().getFileName()
                    + (error.line().isPresent() ? ":" + error.line().getAsInt() : "");
            return Finding.error(ResultKind.CONFIG_ERROR, 0, Optional.empty(), where + ": " + error.message());
        }
        if (result instanceof CheckResult.LimitReached limit) {
            return Finding.error(ResultKind.LIMIT_REACHED, 0, Optional.empty(), limit.message());
        }
        CheckResult.ToolCrash crash = (CheckResult.ToolCrash) result;
        return Finding.error(ResultKind.TOOL_CRASH, 0, Optional.empty(), crash.reason());
    }
}
