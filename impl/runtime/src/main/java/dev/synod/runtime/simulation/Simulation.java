package dev.synod.runtime.simulation;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.trace.EventSink;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs the machines of an algorithm in one thread, in simulated time, under seeded faults.
 *
 * <p>The same settings give the same run, step for step, and the same trace, byte for byte, on every JDK. Memory does
 * not grow with the length of the run.
 *
 * <pre>{@code
 * Simulation.of(algorithm).nodes(3).seed(42).faults(FaultPlan.ALL).steps(1000).run();
 * }</pre>
 *
 * <p>Time goes in ticks. A message takes as long as the fault plan says; steps take no time. A crash strikes between
 * two turns of a node or between two steps of one turn; in synchronous rounds, while the node sends.
 *
 * @param <S> the state record of a process
 * @param <M> the type of the messages
 */
public final class Simulation<S extends Record, M> {

    private final AlgorithmProvider<S, M> algorithm;
    private final Map<String, String> options = new TreeMap<>();
    private int nodes = 3;
    private String policy;
    private FaultPlan faults = FaultPlan.NONE;
    private long seed;
    private long steps = 1000;
    private boolean untilDone;
    private final Map<String, String> notes = new LinkedHashMap<>();

    private Simulation(AlgorithmProvider<S, M> algorithm) {
        this.algorithm = algorithm;
        this.policy = algorithm.policies().get(0);
    }

    /** A simulation of that algorithm: 3 nodes, its default policy, no faults, seed 0, 1000 steps. */
    public static <S extends Record, M> Simulation<S, M> of(AlgorithmProvider<S, M> algorithm) {
        return new Simulation<>(Objects.requireNonNull(algorithm, "algorithm"));
    }

    /** Runs that many nodes. */
    public Simulation<S, M> nodes(int count) {
        nodes = count;
        return this;
    }

    /** Sets an option of the algorithm. */
    public Simulation<S, M> option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /** Lets the policy of that name choose. */
    public Simulation<S, M> policy(String name) {
        policy = name;
        return this;
    }

    /** Injects those faults. */
    public Simulation<S, M> faults(FaultPlan plan) {
        faults = Objects.requireNonNull(plan, "plan");
        return this;
    }

    /** Draws everything random from that seed. */
    public Simulation<S, M> seed(long value) {
        seed = value;
        return this;
    }

    /** Stops after that many steps, at least one. */
    public Simulation<S, M> steps(long count) {
        if (count < 1) {
            throw new IllegalArgumentException("A run takes at least one step; found " + count + ".");
        }
        steps = count;
        return this;
    }

    /** Stops as soon as the run has reached what the algorithm is for. */
    public Simulation<S, M> untilDone() {
        untilDone = true;
        return this;
    }

    /** Writes something more into the header's account of where the trace comes from, for people to read. */
    public Simulation<S, M> note(String name, String value) {
        notes.put(name, value);
        return this;
    }

    /**
     * The machines that would run.
     *
     * @throws IllegalArgumentException if the nodes or the options are not usable; the message says what is
     */
    public Ensemble<S, M> ensemble() {
        return Ensemble.of(algorithm, nodes, options);
    }

    /** The header of the run's trace. */
    public TraceHeader header() {
        Map<String, Value> source = new LinkedHashMap<>();
        source.put("runtime", Value.of("simulation"));
        source.put("seed", Value.of(seed));
        source.put("faults", Value.of(faults.toString()));
        source.put("policy", Value.of(policy));
        source.put("nodes", Value.of(nodes));
        source.put("steps", Value.of(steps));
        source.put("until", Value.of(untilDone ? "done" : "steps"));
        if (!options.isEmpty()) {
            Map<String, Value> chosen = new LinkedHashMap<>();
            options.forEach((name, value) -> chosen.put(name, Value.of(value)));
            source.put("options", Value.rec(chosen));
        }
        notes.forEach((name, value) -> source.put(name, Value.of(value)));
        return TraceSink.header(ensemble(), source);
    }

    /** Runs it, and hands every step to the sink. */
    public SimulationResult<S> run(EventSink<? super S> sink) {
        Ensemble<S, M> ensemble = ensemble();
        if (ensemble.network() == NetworkKind.ROUNDS) {
            // It chooses nothing, but must be known.
            ensemble.policy(policy, 0);
            return new RoundsRun<>(ensemble, faults, seed, steps, untilDone, sink).run();
        }
        return new Run<>(ensemble, policy, faults, seed, steps, untilDone, sink).run();
    }

    /** Runs it. */
    public SimulationResult<S> run() {
        return run(event -> { });
    }

    /**
     * Runs it that many times, each time with the next seed, and hands each result to a test of it. What the test throws
     * says with which seed.
     *
     * @param times how many seeds, from the one that was set on
     */
    public void forEachSeed(int times, Consumer<SimulationResult<S>> test) {
        long first = seed;
        for (int i = 0; i < times; i++) {
            SimulationResult<S> result = seed(first + i).run();
            try {
                test.accept(result);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + result.seed() + ": " + e.getMessage(), e);
            }
        }
        seed = first;
    }

    /** Runs it, and writes its trace, complete with its footer; the stream stays open. */
    public SimulationResult<S> record(OutputStream out) {
        Ensemble<S, M> ensemble = ensemble();
        // Not closed: the stream is the caller's.
        TraceWriter writer = new TraceWriter(out, header());
        SimulationResult<S> result = run(TraceSink.to(ensemble, writer));
        writer.finish();
        return result;
    }
}
