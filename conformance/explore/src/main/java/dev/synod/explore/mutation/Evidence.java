package dev.synod.explore.mutation;

import dev.synod.explore.Mutants;
import dev.synod.explore.RecordedTraces;
import dev.synod.explore.Schedule;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trace and what the unchanged specification says of it.
 *
 * @param name    what to call it
 * @param trace   its bytes
 * @param verdict what the unchanged specification says
 */
public record Evidence(String name, byte[] trace, Verdict verdict) {
    private static final int SCHEDULES_OF_A_MUTANT = 12;
    private static final long STEPS_OF_A_MUTANT = 2_000;

    /** Replays the trace against the specification that the replayer finds. */
    ReplayResult replay(Replayer replayer) {
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), name)) {
            return replayer.replay(reader);
        }
    }

    /**
     * The recorded traces of a folder, good ones and bad ones.
     *
     * @throws UnusableInputException if one does not get the verdict that it must get
     */
    static List<Evidence> recorded(Path folder, Replayer replayer) {
        List<Evidence> evidence = new ArrayList<>();
        for (RecordedTraces.Outcome outcome : RecordedTraces.check(folder, replayer)) {
            if (!outcome.asExpected()) {
                throw new UnusableInputException(outcome.trace().toString(), outcome.difference(),
                        "the verdict that it must get", "see synod audit before mutating anything");
            }
            // What cannot be read as a trace says nothing of the specification.
            if (outcome.result().header() != null) {
                try {
                    evidence.add(new Evidence(outcome.trace().getFileName().toString(),
                            Files.readAllBytes(outcome.trace()), outcome.result().verdict()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return evidence;
    }

    /**
     * The traces of simulated schedules.
     *
     * @throws UnusableInputException if one leaves the specification
     */
    static List<Evidence> simulated(AlgorithmProvider<?, ?> algorithm, int count, long seed, long steps,
            Replayer replayer) {
        List<Evidence> evidence = new ArrayList<>();
        for (Schedule schedule : Schedule.sweep(algorithm, count, seed, steps)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            schedule.of(algorithm).record(out);
            String name = "schedule of seed " + schedule.seed();
            Evidence trace = judged(name, out.toByteArray(), replayer);
            if (!(trace.verdict() instanceof Verdict.Ok)) {
                throw new UnusableInputException("synod run " + algorithm.name() + " " + schedule.arguments(),
                        "a trace with the verdict " + trace.verdict().word(), "a trace that the specification allows",
                        "see synod audit before mutating anything");
            }
            evidence.add(trace);
        }
        return evidence;
    }

    /** For each mutant of the code the first trace that the specification rejects, up to there. */
    static List<Evidence> ofCodeMutants(AlgorithmProvider<?, ?> algorithm, int nodes, Replayer replayer) {
        List<Evidence> evidence = new ArrayList<>();
        for (Mutant mutant : Mutants.of(algorithm.name())) {
            for (long seed = 1; seed <= SCHEDULES_OF_A_MUTANT; seed++) {
                Schedule schedule = new Schedule(nodes, FaultPlan.parse(mutant.faults()),
                        mutant.algorithm().policies().get(0), seed, STEPS_OF_A_MUTANT);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                schedule.of(mutant.algorithm()).record(out);
                String name = "trace of " + mutant.name() + " with " + nodes + " nodes";
                Evidence trace = judged(name, out.toByteArray(), replayer);
                if (trace.verdict() instanceof Verdict.Diverged diverged) {
                    int last = (int) diverged.divergence().event().n();
                    evidence.add(new Evidence(name, Trace.of(out.toByteArray()).first(last).bytes(), diverged));
                    break;
                }
            }
        }
        return evidence;
    }

    /** A trace with what the replayer's specification says of it. */
    static Evidence judged(String name, byte[] trace, Replayer replayer) {
        return new Evidence(name, trace, new Evidence(name, trace, null).replay(replayer).verdict());
    }

    /**
     * A trace in memory.
     *
     * @param header its header
     * @param events its events
     */
    record Trace(TraceHeader header, List<TraceEvent> events) {
        static Trace of(byte[] bytes) {
            try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes), "a trace")) {
                List<TraceEvent> events = new ArrayList<>();
                for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
                    events.add(event);
                }
                return new Trace(reader.header(), events);
            }
        }

        Trace first(int count) {
            return new Trace(header, events.subList(0, Math.min(count, events.size())));
        }

        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (TraceWriter writer = new TraceWriter(out, header)) {
                long n = 0;
                for (TraceEvent event : events) {
                    writer.write(event.withN(++n));
                }
                writer.finish();
            }
            return out.toByteArray();
        }
    }
}
