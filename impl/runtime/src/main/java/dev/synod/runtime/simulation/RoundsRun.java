package dev.synod.runtime.simulation;

import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Rounds;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Transition;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import dev.synod.runtime.trace.EventSink;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.runtime.trace.VectorClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One run of a {@link Simulation} in synchronous rounds.
 *
 * <p>A node takes its step some time after all that it waits for is there, as long as the fault plan says that messages
 * travel; so within a round the nodes take their steps in any order. A crash that is due at some time strikes in the
 * node's next step. There is nothing for a policy to choose; what the machine leaves open is chosen at random.
 */
final class RoundsRun<S extends Record, M> {

    private record Planned(long time, long order, int node) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Ensemble<S, M> ensemble;
    private final Rounds<S, M> rounds;
    private final SynchronousNetwork network;
    private final FaultPlan faults;
    private final long seed;
    private final long steps;
    private final boolean untilDone;
    private final EventSink<? super S> sink;
    private final Chance travels;
    private final Chance crashes;
    private final Chance lies;
    private final List<Chance> choices = new ArrayList<>();
    private final List<S> states = new ArrayList<>();
    private final boolean[] crashed;
    private final boolean[] traitor;
    private final long[] crashAt;
    private final boolean[] planned;
    private final PriorityQueue<Planned> agenda = new PriorityQueue<>();
    private final Map<String, Long> taken = new LinkedHashMap<>();

    private long now;
    private long plans;
    private long events;
    private long sent;
    private long received;
    private int mostAtOnce;
    private boolean over;

    RoundsRun(Ensemble<S, M> ensemble, FaultPlan faults, long seed, long steps, boolean untilDone,
            EventSink<? super S> sink) {
        faults.checkPossible(ensemble);
        this.ensemble = ensemble;
        this.rounds = new Rounds<>(ensemble);
        this.network = new SynchronousNetwork(ensemble.topology());
        this.faults = faults;
        this.seed = seed;
        this.steps = steps;
        this.untilDone = untilDone;
        this.sink = sink;
        Chance chance = new Chance(seed);
        this.travels = chance.split("network");
        this.crashes = chance.split("crashes");
        this.lies = chance.split("traitors");
        int count = ensemble.nodes().size();
        this.crashed = new boolean[count];
        this.traitor = new boolean[count];
        this.crashAt = new long[count];
        this.planned = new boolean[count];
        for (int i = 0; i < count; i++) {
            choices.add(chance.split("node " + i));
            states.add(ensemble.machines().get(i).initial());
            crashAt[i] = faults.crash() > 0 ? crashes.waiting(1 / faults.crash()) : Long.MAX_VALUE;
        }
        for (int i = 0; i < faults.traitors(); i++) {
            int node = lies.below(count);
            while (traitor[node]) {
                node = (node + 1) % count;
            }
            traitor[node] = true;
        }
        ensemble.machines().get(0).actions().forEach(action -> taken.put(action.name(), 0L));
    }

    SimulationResult<S> run() {
        planReady();
        while (!over && !agenda.isEmpty()) {
            Planned next = agenda.remove();
            now = next.time();
            planned[next.node()] = false;
            if (step(next.node())) {
                planReady();
            } else {
                // It has come to its end, and takes no more steps.
                planned[next.node()] = true;
            }
        }
        Map<NodeId, S> last = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            last.put(ensemble.nodes().get(i), states.get(i));
        }
        Ending ending = untilDone && done() ? Ending.DONE : over ? Ending.STEPS : Ending.QUIET;
        return new SimulationResult<>(seed, ending, events, now, last, taken, sent, received, 0,
                sent - received - network.underWay(), network.crashed(), mostAtOnce, traitors());
    }

    private Set<NodeId> traitors() {
        return Sets.copyOf(IntStream.range(0, traitor.length).filter(i -> traitor[i]).mapToObj(ensemble.nodes()::get).toList());
    }

    private void planReady() {
        for (int i = 0; i < states.size(); i++) {
            if (!planned[i] && network.isReady(i)) {
                planned[i] = true;
                agenda.add(new Planned(now + faults.delay().draw(travels), plans++, i));
            }
        }
    }

    /** Whether the processes that are left have reached what the algorithm is for. */
    private boolean done() {
        List<S> left = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            if (!crashed[i] && !traitor[i]) {
                left.add(states.get(i));
            }
        }
        return ensemble.algorithm().done(left);
    }

    /** Whether the node took a step. */
    private boolean step(int node) {
        Map<NodeId, Record> arriving = network.arriving(node);
        List<Transition<S>> ways = rounds.steps(node, states.get(node), arriving);
        if (ways.isEmpty()) {
            return false;
        }
        Transition<S> way = ways.get(ways.size() == 1 ? 0 : choices.get(node).below(ways.size()));
        if (traitor[node]) {
            way = rounds.lie(node, way, lie(node, arriving, ways));
        } else if (now >= crashAt[node] && network.crashed() < ensemble.mostCrashes()) {
            crashed[node] = true;
            way = rounds.crash(node, states.get(node), way, reached(rounds.sent(node, way).keySet()));
        }
        Map<NodeId, Record> said = rounds.sent(node, way);
        VectorClock clock = network.step(node, said, crashed[node]);
        S before = states.get(node);
        states.set(node, way.step().next());
        sent += said.size();
        received += arriving.size();
        mostAtOnce = Math.max(mostAtOnce, network.underWay());
        taken.merge(way.action().name(), 1L, Long::sum);
        sink.accept(new StepEvent<>(++events, now, ensemble.nodes().get(node), clock, way, before));
        over = events >= steps || untilDone && done();
        return true;
    }

    private Set<NodeId> reached(Set<NodeId> all) {
        return Sets.copyOf(all.stream().filter(to -> crashes.oneIn(2)).toList());
    }

    private Map<NodeId, Record> lie(int node, Map<NodeId, Record> arriving, List<Transition<S>> ways) {
        Map<NodeId, Record> said = new LinkedHashMap<>();
        for (NodeId to : ensemble.topology().successors(ensemble.nodes().get(node))) {
            rounds.saying(node, states.get(node), arriving, ways, to, lies).ifPresent(message -> said.put(to, message));
        }
        return Collections.unmodifiableMap(said);
    }
}
