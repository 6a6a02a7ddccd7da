package dev.synod.explore;

import dev.synod.replay.Attempt;
import dev.synod.replay.Divergence;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Machines with a classic bug planted: each must be rejected, and for the right reason. */
public final class Mutants {
    private static final int SCHEDULES = 12;
    private static final int STEPS = 2_000;

    private Mutants() {}

    /** The mutants of an algorithm on the class path, in the order of their provider; empty if there are none. */
    public static List<Mutant> of(String algorithm) {
        return ServiceLoader.load(MutantProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.algorithm().equals(algorithm))
                .flatMap(p -> p.mutants().stream())
                .toList();
    }

    /**
     * The mutant of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static Mutant named(String algorithm, String name) {
        List<Mutant> all = of(algorithm);
        return all.stream().filter(m -> m.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown mutant \"" + name + "\" of " + algorithm
                        + ". Known: " + all.stream().map(Mutant::name).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * What came of a mutant.
     *
     * @param mutant   the mutant
     * @param rejected the schedules whose traces were not ok
     * @param reason   why it is not rejected for the right reason, in a sentence; null if it is
     */
    public record Outcome(Mutant mutant, List<Conformance.Failure> rejected, String reason) {
        /** Whether it is rejected, each time for the right reason. */
        public boolean killed() {
            return reason == null;
        }
    }

    /** Runs a mutant through a few schedules with the faults in whose company it shows, and judges each rejection. */
    public static Outcome check(Mutant mutant, SpecFolders specs) {
        FaultPlan faults = FaultPlan.parse(mutant.faults(), Simulation.of(mutant.algorithm()).ensemble());
        List<Schedule> schedules = LongStream.rangeClosed(1, SCHEDULES)
                .mapToObj(seed -> new Schedule(3, faults,
                        mutant.algorithm().policies().get(0), seed, STEPS))
                .toList();
        List<Conformance.Failure> rejected =
                new Conformance(mutant.algorithm(), specs).check(schedules, done -> {}).failures();
        if (rejected.isEmpty()) {
            return new Outcome(mutant, rejected, "it passes all of " + SCHEDULES + " schedules, seeds 1 to " + SCHEDULES
                    + ", under " + mutant.faults());
        }
        return new Outcome(mutant, rejected, rejected.stream()
                .map(failure -> wrongReason(mutant, failure))
                .filter(reason -> reason != null)
                .findFirst()
                .orElse(null));
    }

    private static String wrongReason(Mutant mutant, Conformance.Failure failure) {
        String seed = "with seed " + failure.schedule().seed() + " ";
        if (!(failure.result().verdict() instanceof Verdict.Diverged diverged)) {
            return seed + "the verdict is " + failure.result().verdict().word();
        }
        Divergence divergence = diverged.divergence();
        Attempt attempt = divergence.closest();
        if (!mutant.action().equals(divergence.event().action())) {
            return seed + "it is rejected at " + divergence.event().describe() + ", expected at " + mutant.action();
        }
        if (mutant.kind() == Mutant.Kind.GUARD && !attempt.conjunct().equals(mutant.expected())) {
            return seed + "the false conjunct is " + attempt.conjunct() + ", expected " + mutant.expected();
        }
        if (mutant.kind() == Mutant.Kind.EFFECT
                && attempt.differences().stream().noneMatch(d -> d.variable().startsWith(mutant.expected() + "["))) {
            return seed + "the effects that differ are " + attempt.differences() + ", expected on " + mutant.expected();
        }
        return null;
    }
}
