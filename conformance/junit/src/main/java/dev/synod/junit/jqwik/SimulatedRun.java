package dev.synod.junit.jqwik;

import dev.synod.explore.Schedule;
import dev.synod.junit.TraceReplay;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import org.opentest4j.AssertionFailedError;

/** A run of an algorithm that can be taken as often as one likes, always the same. */
public final class SimulatedRun {

    private final AlgorithmProvider<?, ?> algorithm;
    private final String mutant;
    private final String specs;
    private final Schedule schedule;

    SimulatedRun(AlgorithmProvider<?, ?> algorithm, String mutant, String specs, Schedule schedule) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.mutant = mutant;
        this.specs = specs;
        this.schedule = Objects.requireNonNull(schedule, "schedule");
    }

    /** The run of that algorithm along that schedule. */
    public static SimulatedRun of(AlgorithmProvider<?, ?> algorithm, Schedule schedule) {
        return new SimulatedRun(algorithm, "", "", schedule);
    }

    /** The algorithm that runs, the mutant if there is one. */
    public AlgorithmProvider<?, ?> algorithm() {
        return algorithm;
    }

    /** What it takes to run it again. */
    public Schedule schedule() {
        return schedule;
    }

    /** The simulation that takes the run. */
    public Simulation<?, ?> simulation() {
        return schedule.of(algorithm);
    }

    /**
     * Takes the run, and holds its trace to the specification.
     *
     * @return what the simulation came to; never null
     * @throws AssertionFailedError if a step is not one that the specification allows; the message is the replay's
     *                              story
     */
    public SimulationResult<?> assertConforms() {
        Path file = TraceReplay.traces().resolve(fileName());
        SimulationResult<?> result = record(file);
        Optional<String> failure = replay().failure(file, false, test().orElse(null));
        if (failure.isPresent()) {
            keepOnly(file);
            throw new AssertionFailedError(failure.get() + System.lineSeparator() + "  run       " + command(file));
        }
        return result;
    }

    private SimulationResult<?> record(Path file) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                return simulation().record(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Specifications stay loaded, some until the last property is done: one for each number of nodes and choice of options,
     * since the constants differ.
     */
    private TraceReplay replay() {
        return Store.getOrCreate(Replays.class, Lifespan.RUN, Replays::new).get()
                .of(List.of(specs, algorithm.spec(), schedule.nodes(), schedule.options()), specs);
    }

    /** The replays last used; as many topologies as there are would not fit into memory. */
    private static final class Replays implements Store.CloseOnReset {
        private static final int MOST = 16;
        private final Map<List<Object>, TraceReplay> replays = new LinkedHashMap<>(MOST, 0.75f, true);

        synchronized TraceReplay of(List<Object> key, String specs) {
            TraceReplay replay = replays.computeIfAbsent(key, k -> new TraceReplay("", specs));
            if (replays.size() > MOST) {
                replays.remove(replays.keySet().iterator().next()).close();
            }
            return replay;
        }

        @Override
        public synchronized void close() {
            replays.values().forEach(TraceReplay::close);
            replays.clear();
        }
    }

    /** Of the failing runs of a property, only the last one's trace is of interest: the others shrank to it. */
    private static void keepOnly(Path file) {
        Store<Path[]> kept = Store.getOrCreate("the trace kept", Lifespan.PROPERTY, () -> new Path[1]);
        kept.update(before -> {
            try {
                if (before[0] != null && !before[0].equals(file)) {
                    Files.deleteIfExists(before[0]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Path[] {file};
        });
    }

    /** The command that runs the property again from which this was called. */
    private static Optional<String> test() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames
                .filter(SimulatedRun::isProperty)
                .findFirst()
                .map(frame -> {
                    String name = frame.getDeclaringClass().getName();
                    return "mvn test -Dtest=" + name.substring(name.lastIndexOf('.') + 1) + "#" + frame.getMethodName();
                }));
    }

    private static boolean isProperty(StackFrame frame) {
        try {
            return frame.getDeclaringClass()
                    .getDeclaredMethod(frame.getMethodName(), frame.getMethodType().parameterArray())
                    .isAnnotationPresent(Property.class);
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private String fileName() {
        return (name() + "-" + schedule.nodes() + "-" + schedule.policy() + "-" + schedule.seed() + "-"
                + schedule.steps() + "-"
                + Integer.toHexString((schedule.faults().toString() + schedule.options()).hashCode()) + ".ndjson")
                .replaceAll("[^A-Za-z0-9._-]", "-");
    }

    private String name() {
        return mutant.isEmpty() ? algorithm.name() : algorithm.name() + "-" + mutant;
    }

    private String command(Path file) {
        return this + " --out " + file;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimulatedRun run && algorithm.name().equals(run.algorithm.name())
                && mutant.equals(run.mutant) && schedule.equals(run.schedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(algorithm.name(), mutant, schedule);
    }

    /** The command that takes the run, but for the file to write. */
    @Override
    public String toString() {
        return "synod run " + algorithm.name() + " " + schedule.arguments()
                + (mutant.isEmpty() ? "" : " --mutant " + mutant);
    }
}
