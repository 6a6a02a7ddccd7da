package dev.synod.explore.explorer;

import dev.synod.explore.explorer.Exploration.Departure;
import dev.synod.explore.explorer.Exploration.Outcome;
import dev.synod.explore.explorer.Exploration.Refusal;
import dev.synod.explore.explorer.MachineSystem.Move;
import dev.synod.explore.explorer.TlcCount.TlcCounter;
import dev.synod.replay.BoundedSpec;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecBounds;
import dev.synod.replay.SpecException;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.SpecModel;
import dev.synod.replay.SpecStepper;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.MachineAction;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.Rounds;
import dev.synod.runtime.SmallModel;
import dev.synod.runtime.simulation.SynchronousNetwork;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.runtime.trace.VectorClock;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Visits every state that an algorithm's machines can reach in a finite model, breadth first, and compares them with the
 * states of the specification.
 *
 * <p>Two searches go forward level by level. One follows the specification's own next-state relation. The other follows
 * the machines, each state of which has a state of the specification beside it: every transition must be a step of the
 * specification from there, with the same action, arguments and effects, and leads to the state that this step leads to.
 * So the specification's history variables need no twin in the code. In the end both must have reached the same set. TLC,
 * in a process of its own, must have found as many.
 *
 * <p>Immutable but for its settings; an exploration is run by {@link #run()}.
 */
public final class Explorer {
    private static final long MOST_REMEMBERED = 200_000;

    private final AlgorithmProvider<?, ?> algorithm;
    private final SpecFolders specs;
    private SmallModel model;
    private int workers = 1;
    private int mostDepth = Integer.MAX_VALUE;
    private long mostStates = 20_000_000;
    private Duration mostTime = Duration.ofHours(24);
    private boolean tlc = true;
    private OptionalLong pinned = OptionalLong.empty();
    private TlcCounter counter = TlcCount::of;
    private Progress progress = (depth, spec, code) -> { };

    private Explorer(AlgorithmProvider<?, ?> algorithm, SpecFolders specs) {
        this.algorithm = algorithm;
        this.specs = specs;
        this.model = algorithm.smallModel();
    }

    /** Explores an algorithm, unless told otherwise, in its own small model with one worker. */
    public static Explorer of(AlgorithmProvider<?, ?> algorithm, SpecFolders specs) {
        return new Explorer(algorithm, specs);
    }

    /** Told of each level as it is done. */
    public interface Progress {
        /** All states up to that depth are visited. */
        void level(int depth, long specStates, long systemStates);

        /** So many random walks are taken; the last had that seed. */
        default void walked(int walks, long transitions, long seed) {}
    }

    /** Explores this model. */
    public Explorer model(SmallModel explored) {
        this.model = explored;
        return this;
    }

    /** Searches with that many threads. */
    public Explorer workers(int count) {
        this.workers = atLeastOne("workers", count);
        return this;
    }

    /** Goes no deeper than that many steps. */
    public Explorer depth(int steps) {
        this.mostDepth = atLeastOne("depth", steps);
        return this;
    }

    /** Gives up, undecided, after that many states of the specification or of the machines. */
    public Explorer states(long count) {
        this.mostStates = count;
        return this;
    }

    /** Gives up, undecided, after that time. */
    public Explorer time(Duration limit) {
        this.mostTime = limit;
        return this;
    }

    /** Whether TLC counts the states as well, in a process of its own. It does unless told otherwise. */
    public Explorer tlc(boolean asked) {
        this.tlc = asked;
        return this;
    }

    /** The number of states that there must be, if it is pinned: one that has moved is no equality. */
    public Explorer pinned(OptionalLong states) {
        this.pinned = states;
        return this;
    }

    /** Lets something else than TLC count. */
    Explorer counter(TlcCounter other) {
        this.counter = other;
        return this;
    }

    /** Tells that listener of each level. */
    public Explorer progress(Progress listener) {
        this.progress = listener;
        return this;
    }

    private static int atLeastOne(String what, int count) {
        if (count < 1) {
            throw new UnusableInputException("--" + what, Integer.toString(count), "a number, 1 or more", "ask for more");
        }
        return count;
    }

    /**
     * Explores.
     *
     * @throws UnusableInputException if the model does not fit the algorithm or its specification
     * @throws InterruptedException   if the thread is interrupted
     */
    public Exploration run() throws InterruptedException {
        return load(search -> search.explore());
    }

    /** How long TLC takes for this model if it has nothing to visit in it: its start. */
    public Duration tlcStart() throws InterruptedException {
        String variable = load(search -> search.stepper.variables().get(0));
        // TLC takes no constraint that is constant.
        return Explorer.of(algorithm, specs).model(model.constrainedTo(variable + " # " + variable))
                .load(search -> TlcCount.of(search.stepper.model(), search.module, workers, mostTime).duration());
    }

    /**
     * Takes random walks through the machines' states instead, for models too large to finish. Walk i has the seed
     * {@code seed + i}, so that any of them can be taken again, and the search gone on with. Ends with the first that
     * leaves the specification, or when the time is up. What was evaluated is forgotten now and then: memory does not
     * grow with the number of walks.
     *
     * @param walks how many
     * @param steps the most steps of each
     */
    public RandomWalks walk(int walks, int steps, long seed) throws InterruptedException {
        atLeastOne("random", walks);
        atLeastOne("depth", steps);
        long end = System.nanoTime() + mostTime.toNanos();
        RandomWalks all = new RandomWalks(walks, 0, 0, seed - 1, Optional.empty(), false);
        while (all.taken() < walks && all.departure().isEmpty() && (all.taken() == 0 || System.nanoTime() < end)) {
            int left = walks - all.taken();
            long next = all.seed() + 1;
            RandomWalks more = load(search -> search.walk(left, steps, next, end));
            all = new RandomWalks(walks, all.taken() + more.taken(), all.transitions() + more.transitions(), more.seed(),
                    more.departure(), more.beyond());
            progress.walked(all.taken(), all.transitions(), all.seed());
        }
        return all;
    }

    /**
     * What random walks came to.
     *
     * @param asked       how many walks were asked for
     * @param taken       how many were taken: fewer if one left the specification, or if the time was up
     * @param transitions how many transitions were held to the specification
     * @param seed        the seed of the last walk
     * @param departure   where the last walk left the specification, if it did
     * @param beyond      whether it left only the bounds of the model
     */
    public record RandomWalks(int asked, int taken, long transitions, long seed, Optional<Departure> departure,
            boolean beyond) {

        /** The exit status that the command line gives. */
        public int exitCode() {
            return departure.isPresent() && !beyond ? 1 : departure.isPresent() || taken < asked ? 3 : 0;
        }
    }

    private interface Task<T> {
        T run(Search<?, ?> search) throws InterruptedException;
    }

    private static <S extends Record, M> Ensemble<S, M> ensemble(AlgorithmProvider<S, M> algorithm, SmallModel model) {
        try {
            Ensemble<S, M> ensemble = Ensemble.of(algorithm, model.nodes(), model.options());
            model.without().forEach(ensemble.machines().get(0)::action);
            return ensemble;
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("the model of " + algorithm.name(), e.getMessage(),
                    "nodes and options that the algorithm can run with", "see synod explore --help and synod list");
        }
    }

    private <T> T load(Task<T> task) throws InterruptedException {
        try {
            return load(algorithm, task);
        } catch (SpecException e) {
            throw new UnusableInputException("the model of " + algorithm.name(), e.getMessage(),
                    "bounds that fit the specification and can be explored", "see synod explore --help");
        }
    }

    private <T, S extends Record, M> T load(AlgorithmProvider<S, M> provider, Task<T> task)
            throws InterruptedException {
        Ensemble<S, M> ensemble = ensemble(provider, model);
        TraceHeader header = TraceSink.header(ensemble, Map.of("runtime", Value.of("explorer")));
        Path module = specs.module(provider.spec());
        try (BoundedSpec spec = new BoundedSpec(module, List.of(), header,
                new SpecBounds(model.bounds(), model.without(), model.atMost(), model.constraint(), model.symmetry()))) {
            return task.run(new Search<>(ensemble, header, module, spec.stepper()));
        }
    }

    /**
     * The name of the action of a crash.
     *
     * @throws UnusableInputException if the algorithm's processes do not crash
     */
    public static String crash(AlgorithmProvider<?, ?> algorithm, SmallModel model) {
        return ensemble(algorithm, model).machines().get(0).crashAction()
                .map(MachineAction::name)
                .orElseThrow(() -> new UnusableInputException("--crashes", algorithm.name() + " has no action of a crash",
                        "an algorithm whose processes crash", "leave it out"));
    }

    /** A transition that the specification does not explain, from a state of the search. */
    private record Unexplained<S extends Record>(int state, Move<S> move) {}

    private final class Search<S extends Record, M> {
        private final Ensemble<S, M> ensemble;
        private final TraceHeader header;
        private final Path module;
        private final SpecStepper stepper;
        private final MachineSystem<S, M> system;
        private final StateTable specTable;
        private final StateTable systemTable;
        private final LongAdder transitions = new LongAdder();
        private final long start = System.nanoTime();

        Search(Ensemble<S, M> ensemble, TraceHeader header, Path module, SpecStepper stepper) {
            this.ensemble = ensemble;
            this.header = header;
            this.module = module;
            this.stepper = stepper;
            this.system = new MachineSystem<>(ensemble, stepper, model.without());
            this.specTable = new StateTable(stepper.width());
            this.systemTable = new StateTable(system.width() + 1);
        }

        // -- every state ---------------------------------------------------------------------------------------------

        Exploration explore() throws InterruptedException {
            SpecModel forTlc = tlc ? stepper.model() : null;
            List<int[]> specLevels = new ArrayList<>();
            Numbers first = new Numbers();
            Numbers firstSystem = new Numbers();
            for (int[] initial : stepper.initial()) {
                int id = stepper.inModel(initial) ? specTable.add(initial, -1) : -1;
                if (id >= 0) {
                    first.add(id);
                    specTable.mark(id);
                    firstSystem.add(systemTable.add(beside(system.initial(), id), -1));
                }
            }
            int[] specLevel = first.toArray();
            if (specLevel.length == 0) {
                throw new SpecException("the model's constraint " + model.constraint()
                        + " is false in every initial state, so that there is nothing to explore");
            }
            int[] systemLevel = firstSystem.toArray();
            specLevels.add(specLevel);
            String limit = null;
            int depth = 0;
            int lastGrowth = 0;
            List<Unexplained<S>> unexplained = new ArrayList<>();
            try (Levels levels = new Levels(workers)) {
                while (specLevel.length + systemLevel.length > 0 && depth < mostDepth) {
                    limit = limitReached();
                    if (limit != null) {
                        break;
                    }
                    specLevel = levels.expand(specLevel, this::expandSpec);
                    specLevels.add(specLevel);
                    systemLevel = levels.expand(systemLevel, (id, next) -> expandSystem(id, next, unexplained));
                    depth++;
                    if (specLevel.length > 0) {
                        lastGrowth = depth;
                    }
                    progress.level(depth, specTable.size(), systemTable.size());
                    if (!unexplained.isEmpty()) {
                        break;
                    }
                }
            }
            boolean cut = specLevel.length + systemLevel.length > 0;
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            Found found = new Found(specLevels, lastGrowth, duration);
            if (!unexplained.isEmpty()) {
                return departed(found, unexplained);
            }
            if (limit != null) {
                return found.result(Outcome.UNDECIDED, limit + "; up to there every transition of the code was a step of "
                        + "the specification");
            }
            return compared(found, cut, forTlc);
        }

        private String limitReached() {
            if (Math.max(specTable.size(), systemTable.size()) >= mostStates) {
                return "the limit of " + mostStates + " states was reached";
            }
            if (System.nanoTime() - start >= mostTime.toNanos()) {
                return "the time limit of " + mostTime.toSeconds() + " s was reached";
            }
            return null;
        }

        private int[] beside(int[] state, int specState) {
            int[] both = Arrays.copyOf(state, system.width() + 1);
            both[system.width()] = specState;
            return both;
        }

        private void expandSpec(int id, Numbers next) {
            stepper.successors(specTable.get(id), state -> {
                int added = stepper.inModel(state) ? specTable.add(state, id) : -1;
                if (added >= 0) {
                    next.add(added);
                }
            });
        }

        private void expandSystem(int id, Numbers next, List<Unexplained<S>> unexplained) {
            int[] state = systemTable.get(id);
            int specState = state[system.width()];
            int[] numbers = specTable.get(specState);
            boolean[] explained = {false};
            int[] moves = {0};
            system.moves(state, move -> {
                if (move.event().spent(numbers)) {
                    return;
                }
                moves[0]++;
                explained[0] = false;
                move.event().from(numbers, after -> {
                    explained[0] = true;
                    if (!stepper.inModel(after)) {
                        // A step of the specification, but out of the model: TLC does not go there either.
                        return;
                    }
                    int specAfter = Arrays.equals(after, numbers) ? specState : specTable.find(after);
                    if (specAfter < 0) {
                        throw new IllegalStateException("a step of the specification that its own search did not take: "
                                + move.transition() + " from " + stepper.show(numbers) + " to " + stepper.show(after));
                    }
                    specTable.mark(specAfter);
                    int[] both = system.after(state, move, 1);
                    both[system.width()] = specAfter;
                    int added = systemTable.add(both, id);
                    if (added >= 0) {
                        next.add(added);
                    }
                });
                if (!explained[0]) {
                    synchronized (unexplained) {
                        unexplained.add(new Unexplained<>(id, move));
                    }
                }
            });
            transitions.add(moves[0]);
        }

        /** What was found so far. */
        private final class Found {
            private final List<int[]> specLevels;
            private final int depth;
            private final Duration duration;
            private OptionalLong tlcStates = OptionalLong.empty();
            private OptionalLong orbits = OptionalLong.empty();
            private Duration tlcDuration;
            private Departure departure;
            private Refusal refusal;

            Found(List<int[]> specLevels, int depth, Duration duration) {
                this.specLevels = specLevels;
                this.depth = depth;
                this.duration = duration;
            }

            long marked() {
                return specLevels.stream().flatMapToInt(Arrays::stream).filter(specTable::marked).count();
            }

            Exploration result(Outcome outcome, String reason) {
                return new Exploration(algorithm.name(), model, outcome, reason, specTable.size(), marked(),
                        systemTable.size(), transitions.sum(), depth, orbits, tlcStates, duration,
                        Optional.ofNullable(tlcDuration), Optional.ofNullable(departure), Optional.ofNullable(refusal));
            }
        }

        private Exploration departed(Found found, List<Unexplained<S>> unexplained) {
            // Several threads find them in any order.
            Unexplained<S> one = unexplained.stream()
                    .min(Comparator.comparing(u -> u.move().transition().toString() + Arrays.toString(
                            ensembleStates(u.state()))))
                    .orElseThrow();
            List<Move<S>> moves = path(one.state());
            moves.add(one.move());
            found.departure = departure(moves, Map.of());
            if (found.departure.result().verdict() instanceof Verdict.Ok) {
                return found.result(Outcome.BEYOND_THE_MODEL, "the code does " + one.move().transition()
                        + ", which the specification allows but the model's bounds do not");
            }
            return found.result(Outcome.MORE, "the code does what the specification does not allow");
        }

        private int[] ensembleStates(int id) {
            return systemTable.get(id);
        }

        private Exploration compared(Found found, boolean cut, SpecModel forTlc) throws InterruptedException {
            String within = cut ? " within " + mostDepth + " steps" : "";
            if (!cut && stepper.permutations() > 0) {
                found.orbits = OptionalLong.of(orbits(found.specLevels));
            }
            if (tlc && !cut) {
                TlcCount.Result counted = counter.count(forTlc, module, workers, mostTime);
                found.tlcDuration = counted.duration();
                if (counted.problem() != null) {
                    return found.result(Outcome.UNDECIDED, "TLC did not count the states: " + counted.problem());
                }
                found.tlcStates = OptionalLong.of(counted.states());
                if (counted.states() != found.orbits.orElse(specTable.size())) {
                    return found.result(Outcome.TLC_DIFFERS, "TLC finds " + counted.states()
                            + " states of the specification, the explorer " + found.orbits.orElse(specTable.size())
                            + (found.orbits.isEmpty() ? ": please report this defect"
                            : " up to symmetry in " + String.join(", ", model.symmetry()) + ": the specification's steps "
                            + "are not symmetric in it (explore without), or else please report this defect"));
                }
            }
            for (int[] level : found.specLevels) {
                for (int id : level) {
                    if (!specTable.marked(id)) {
                        found.refusal = new Refusal(behaviour(id), specTable.size() - found.marked());
                        return found.result(Outcome.LESS, "the code does not do all that the specification allows"
                                + within);
                    }
                }
            }
            if (!cut && pinned.isPresent() && pinned.getAsLong() != specTable.size()) {
                return found.result(Outcome.NOT_AS_PINNED, "the code reaches exactly the states of the specification, but "
                        + "the manifest pins " + pinned.getAsLong() + " for this model: pin the count anew if you can "
                        + "say why it moved");
            }
            return found.result(Outcome.EQUAL, "the code reaches exactly the states of the specification" + within
                    + (cut || pinned.isEmpty() ? "" : ", as many as are pinned"));
        }

        /**
         * How many states there are if those count once that become each other where elements change places.
         *
         * @throws SpecException if a state becomes one that is not reachable
         */
        private long orbits(List<int[]> levels) {
            long orbits = 0;
            for (int[] level : levels) {
                for (int id : level) {
                    int[] state = specTable.get(id);
                    boolean least = true;
                    for (int i = 0; i < stepper.permutations(); i++) {
                        int[] image = stepper.image(state, i);
                        if (specTable.find(image) < 0) {
                            throw new SpecException("the model is to be symmetric in " + String.join(", ", model.symmetry())
                                    + ", but of two states that differ only in which of its elements is which, one is "
                                    + "reachable and the other is not:\n  " + stepper.show(state) + "\n  "
                                    + stepper.show(image) + "\nLeave the symmetry out");
                        }
                        least &= Arrays.compare(state, image) <= 0;
                    }
                    orbits += least ? 1 : 0;
                }
            }
            return orbits;
        }

        /** The steps of the specification that lead to one of its states. */
        private List<String> behaviour(int id) {
            List<String> steps = new ArrayList<>();
            for (int at = id; specTable.parent(at) >= 0; at = specTable.parent(at)) {
                steps.add(0, stepper.step(specTable.get(specTable.parent(at)), specTable.get(at)).orElseThrow());
            }
            return steps;
        }

        /** The moves that lead to a state of the system. */
        private List<Move<S>> path(int id) {
            List<Move<S>> path = new ArrayList<>();
            for (int at = id; systemTable.parent(at) >= 0; at = systemTable.parent(at)) {
                path.add(0, between(systemTable.get(systemTable.parent(at)), systemTable.get(at)));
            }
            return path;
        }

        private Move<S> between(int[] from, int[] to) {
            List<Move<S>> found = new ArrayList<>();
            system.moves(from, move -> {
                if (found.isEmpty() && Arrays.equals(system.after(from, move, 0), 0, system.width(),
                        to, 0, system.width())) {
                    move.event().from(specTable.get(from[system.width()]), after -> {
                        if (found.isEmpty() && specTable.find(after) == to[system.width()]) {
                            found.add(move);
                        }
                    });
                }
            });
            return found.get(0);
        }

        // -- traces --------------------------------------------------------------------------------------------------

        /** The trace of the moves, and what the replay says of it, with the specification as it is. */
        private Departure departure(List<Move<S>> moves, Map<String, Value> source) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Map<String, Value> from = new LinkedHashMap<>(header.source());
            from.putAll(source);
            TraceHeader named = new TraceHeader(header.spec(), header.constants(), header.nullConstant(), header.self(),
                    header.observed(), header.shared(), header.hidden(), from);
            try (TraceWriter writer = new TraceWriter(out, named)) {
                TraceSink sink = TraceSink.to(ensemble, writer);
                Function<Move<S>, VectorClock> clocks = clocks();
                long n = 0;
                for (Move<S> move : moves) {
                    sink.accept(new StepEvent<>(++n, n, ensemble.nodes().get(move.node()), clocks.apply(move),
                            move.transition(), move.before()));
                }
                writer.finish();
            }
            byte[] trace = out.toByteArray();
            try (Replayer replayer = Replayer.of(specs);
                    TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace), "the trace")) {
                ReplayResult result = replayer.replay(reader);
                return new Departure(trace, result);
            }
        }

        /** Gives the node's clock after each of the moves, told of one after another. */
        private Function<Move<S>, VectorClock> clocks() {
            if (ensemble.network() == NetworkKind.ROUNDS) {
                SynchronousNetwork network = new SynchronousNetwork(ensemble.topology());
                Rounds<S, M> rounds = new Rounds<>(ensemble);
                return move -> network.step(move.node(), rounds.sent(move.node(), move.transition()), move.crashes());
            }
            VectorClock[] clocks = new VectorClock[ensemble.nodes().size()];
            Arrays.fill(clocks, VectorClock.zero(ensemble.nodes()));
            Map<Integer, Deque<VectorClock>> sent = new HashMap<>();
            return move -> {
                int node = move.node();
                clocks[node] = move.received() < 0
                        ? clocks[node].tick(node)
                        : clocks[node].tick(node, ensemble.network().isReliable()
                                ? sent.get(move.received()).removeFirst() : sent.get(move.received()).getFirst());
                for (int message : move.sent()) {
                    sent.computeIfAbsent(message, m -> new ArrayDeque<>()).addLast(clocks[node]);
                }
                return clocks[node];
            };
        }

        // -- random walks --------------------------------------------------------------------------------------------

        /** Stops early when much is remembered, or at the end of the time, but not before the first walk is done. */
        RandomWalks walk(int walks, int steps, long seed, long end) {
            long held = 0;
            int i = 0;
            for (; i < walks && (i == 0 || held < MOST_REMEMBERED && System.nanoTime() < end); i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                int[] state = system.initial();
                List<int[]> explaining = stepper.initial();
                List<Move<S>> taken = new ArrayList<>();
                for (int step = 0; step < steps; step++) {
                    List<Move<S>> moves = new ArrayList<>();
                    int[] from = explaining.get(0);
                    // All of them count alike, by the names of the steps so far.
                    system.moves(state, move -> {
                        if (!move.event().spent(from)) {
                            moves.add(move);
                        }
                    });
                    if (moves.isEmpty()) {
                        break;
                    }
                    Move<S> move = moves.get(random.nextInt(moves.size()));
                    StateTable next = new StateTable(stepper.width());
                    List<int[]> after = new ArrayList<>();
                    boolean[] explained = {false};
                    for (int[] numbers : explaining) {
                        move.event().from(numbers, found -> {
                            explained[0] = true;
                            if (stepper.inModel(found) && next.add(found, -1) >= 0) {
                                after.add(found);
                            }
                        });
                    }
                    taken.add(move);
                    held++;
                    if (!explained[0]) {
                        Departure departure = departure(taken, Map.of("seed", Value.of(seed + i)));
                        return new RandomWalks(walks, i + 1, held, seed + i, Optional.of(departure),
                                departure.result().verdict() instanceof Verdict.Ok);
                    }
                    if (after.isEmpty()) {
                        // Out of the model.
                        break;
                    }
                    explaining = after;
                    state = system.after(state, move, 0);
                }
            }
            return new RandomWalks(walks, i, held, seed + i - 1, Optional.empty(), false);
        }
    }
}
