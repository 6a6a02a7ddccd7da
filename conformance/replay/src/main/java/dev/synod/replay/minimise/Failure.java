package dev.synod.replay.minimise;

import dev.synod.replay.Attempt;
import dev.synod.replay.SourceLocation;
import dev.synod.replay.Verdict;
import dev.synod.replay.Violation;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a trace fails, without its values: two traces fail for the same reason if theirs are equal.
 *
 * @param what     the action that is closest to explaining the event that diverges, or the property that is violated
 * @param conjunct the first conjunct of it that is false
 * @param location where that stands
 * @param property whether it is a property
 */
public record Failure(String what, String conjunct, SourceLocation location, boolean property) {

    /** Why a trace with this verdict fails; empty unless it diverges or violates a property. */
    public static Optional<Failure> of(Verdict verdict) {
        return all(verdict).findFirst();
    }

    private static Stream<Failure> all(Verdict verdict) {
        if (verdict instanceof Verdict.Diverged diverged) {
            Attempt a = diverged.divergence().closest();
            return Stream.of(new Failure(a.action(), a.conjunct(), a.location(), false));
        } else if (verdict instanceof Verdict.Violated violated) {
            return violated.violations().stream().map(Failure::of);
        }
        return Stream.empty();
    }

    private static Failure of(Violation v) {
        return new Failure(v.property(), v.conjunct(), v.location(), true);
    }

    /** Whether a trace with this verdict fails for this reason, perhaps among others. */
    boolean isThatOf(Verdict verdict) {
        return all(verdict).anyMatch(this::equals);
    }

    /** The number of the event at which a trace with this verdict fails for this reason; 0 for the initial state. */
    long event(Verdict verdict) {
        if (verdict instanceof Verdict.Diverged diverged) {
            return diverged.divergence().event().n();
        }
        Violation v = ((Verdict.Violated) verdict).violations().stream().filter(w -> equals(of(w))).findFirst().orElseThrow();
        return v.event() == null ? 0 : v.event().n();
    }
}
