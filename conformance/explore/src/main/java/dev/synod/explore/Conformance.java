package dev.synod.explore;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs an algorithm through many simulated schedules and replays the trace of each against the specification.
 *
 * <p>The trace takes its real way: it is written as a file would be, and read back.
 */
public final class Conformance {
    private final AlgorithmProvider<?, ?> algorithm;
    private final SpecFolders specs;

    /** @param specs where the algorithm's specification is */
    public Conformance(AlgorithmProvider<?, ?> algorithm, SpecFolders specs) {
        this.algorithm = algorithm;
        this.specs = specs;
    }

    /** A schedule whose trace was not ok, and the trace. */
    public record Failure(Schedule schedule, ReplayResult result, byte[] trace) {}

    /**
     * What all schedules came to.
     *
     * @param algorithm the algorithm's name
     * @param schedules how many were run
     * @param events    how many events the specification explained
     * @param replaying how long their replay took, without the simulation and without loading the specification
     * @param actions   how often each action of the specification was taken; those never taken with 0
     * @param failures  the schedules whose traces were not ok
     */
    public record Report(
            String algorithm,
            int schedules,
            long events,
            Duration replaying,
            Map<String, Long> actions,
            List<Failure> failures) {

        /** Events a second, or 0 where no time was measured. */
        public double eventsPerSecond() {
            return replaying.isZero() ? 0 : events * 1e9 / replaying.toNanos();
        }

        /** How many of the specification's actions were taken. */
        public long actionsCovered() {
            return actions.values().stream().filter(n -> n > 0).count();
        }
    }

    /** Told of each schedule as it is done. */
    public interface Progress {
        /** That many of all schedules are done. */
        void done(int schedules);
    }

    /** Runs and replays the schedules. */
    public Report check(List<Schedule> schedules, Progress progress) {
        long events = 0;
        Duration replaying = Duration.ZERO;
        Map<String, Long> actions = new LinkedHashMap<>();
        List<Failure> failures = new ArrayList<>();
        int done = 0;
        try (Replayer replayer = Replayer.of(specs)) {
            for (Schedule schedule : schedules) {
                ByteArrayOutputStream trace = new ByteArrayOutputStream();
                schedule.of(algorithm).record(trace);
                ReplayResult result = replay(replayer, schedule, trace.toByteArray());
                events += result.events();
                replaying = replaying.plus(result.duration());
                result.actions().forEach((action, n) -> actions.merge(action, n, Long::sum));
                if (!(result.verdict() instanceof Verdict.Ok) || !result.complete()) {
                    failures.add(new Failure(schedule, result, trace.toByteArray()));
                }
                progress.done(++done);
            }
        }
        return new Report(algorithm.name(), done, events, replaying, actions, failures);
    }

    private static ReplayResult replay(Replayer replayer, Schedule schedule, byte[] trace) {
        try (TraceReader reader =
                TraceReader.of(new ByteArrayInputStream(trace), "the trace of seed " + schedule.seed())) {
            return replayer.replay(reader);
        }
    }
}
