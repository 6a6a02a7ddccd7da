package dev.synod.runtime.simulation;

import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.MachineTurn;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Send;
import dev.synod.runtime.Transition;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import dev.synod.runtime.trace.EventSink;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.runtime.trace.VectorClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** One run of a {@link Simulation}: a queue of what happens when, and the nodes it happens to. */
final class Run<S extends Record, M> {

    /** More messages than this under way, and the newest are lost, so that memory stays bounded. */
    private static final int MOST_UNDER_WAY = 1 << 16;
    /** More happenings than this without a step, and the run has stalled. */
    private static final int MOST_IDLE = 1_000_000;

    private enum What {
        ARRIVAL, WAKE, CRASH, RESTART, CUT, HEAL
    }

    /** Something that happens at a time; of two at the same time, what was planned first. */
    private record Happening(long time, long order, What what, int node, int from, Record message, VectorClock clock)
            implements Comparable<Happening> {

        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Ensemble<S, M> ensemble;
    private final String policy;
    private final FaultPlan faults;
    private final long seed;
    private final long steps;
    private final boolean untilDone;
    private final EventSink<? super S> sink;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<NodeId, Node> byId = new HashMap<>();
    private final Network network;
    private final Chance crashes;
    private final Chance partitions;
    private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
    private final Map<String, long[]> taken = new LinkedHashMap<>();

    private long now;
    private long planned;
    /** Happenings on the agenda from which a step could follow. */
    private int lively;
    private int underWay;
    private int mostAtOnce;
    private boolean cut;
    private boolean over;
    private long events;
    private long sent;
    private long received;
    private long refused;
    private long lost;
    private long crashed;

    Run(
            Ensemble<S, M> ensemble,
            String policy,
            FaultPlan faults,
            long seed,
            long steps,
            boolean untilDone,
            EventSink<? super S> sink) {
        this.ensemble = ensemble;
        this.policy = policy;
        this.faults = faults;
        this.seed = seed;
        this.steps = steps;
        this.untilDone = untilDone;
        this.sink = sink;
        Chance chance = new Chance(seed);
        Chance travels = chance.split("network");
        this.network = switch (ensemble.network()) {
            case LOSSY -> new LossyNetwork(faults, travels);
            case RELIABLE -> new ReliableNetwork(faults, travels, false);
            case FIFO -> new ReliableNetwork(faults, travels, true);
            case ROUNDS -> throw new IllegalArgumentException("Rounds are a RoundsRun's.");
        };
        this.crashes = chance.split("crashes");
        this.partitions = chance.split("partitions");
        for (int i = 0; i < ensemble.nodes().size(); i++) {
            Node node = new Node(i, chance.split("node " + i));
            nodes.add(node);
            byId.put(node.machine.self(), node);
        }
        faults.checkPossible(ensemble);
        nodes.get(0).machine.actions().forEach(action -> taken.put(action.name(), new long[1]));
    }

    SimulationResult<S> run() {
        planCut();
        for (Node node : nodes) {
            node.start();
        }
        int idle = 0;
        while (!over && lively > 0 && idle < MOST_IDLE) {
            long before = events;
            happen(agenda.remove());
            idle = events == before ? idle + 1 : 0;
        }
        Map<NodeId, S> states = new LinkedHashMap<>();
        nodes.forEach(node -> states.put(node.machine.self(), node.state));
        Map<String, Long> actions = new LinkedHashMap<>();
        taken.forEach((name, count) -> actions.put(name, count[0]));
        return new SimulationResult<>(
                seed, ending(), events, now, states, actions, sent, received, refused, lost, crashed, mostAtOnce, Set.of());
    }

    private Ending ending() {
        if (untilDone && done()) {
            return Ending.DONE;
        } else if (over) {
            return Ending.STEPS;
        }
        return lively > 0 ? Ending.STALLED : Ending.QUIET;
    }

    private boolean done() {
        return ensemble.algorithm().done(nodes.stream().map(node -> node.state).toList());
    }

    private void plan(long time, What what, int node) {
        plan(new Happening(time, planned++, what, node, -1, null, null));
    }

    private void plan(Happening happening) {
        agenda.add(happening);
        if (isLively(happening)) {
            lively++;
        }
    }

    private static boolean isLively(Happening happening) {
        return happening.what != What.CUT && happening.what != What.HEAL;
    }

    private void happen(Happening happening) {
        now = happening.time;
        if (isLively(happening)) {
            lively--;
        }
        switch (happening.what) {
            case ARRIVAL -> arrive(happening);
            case WAKE -> nodes.get(happening.node).wake(happening.order);
            case CRASH -> nodes.get(happening.node).crashSoon();
            case RESTART -> nodes.get(happening.node).start();
            case CUT -> cut();
            case HEAL -> {
                cut = false;
                planCut();
            }
        }
    }

    private void arrive(Happening arrival) {
        underWay--;
        Node node = nodes.get(arrival.node);
        if (ensemble.network().isReliable()) {
            node.waiting.add(arrival);
            node.receiveWaiting();
        } else if (!node.up || cut && node.side != nodes.get(arrival.from).side) {
            lost++;
        } else if (!receive(node, arrival)) {
            refused++;
        }
    }

    /** Whether an action received it. */
    private boolean receive(Node node, Happening arrival) {
        NodeId from = nodes.get(arrival.from).machine.self();
        List<Transition<S>> ways = node.machine.receive(node.state, from, arrival.message);
        if (ways.isEmpty()) {
            return false;
        }
        received++;
        Transition<S> way = ways.size() == 1 ? ways.get(0) : ways.get(node.chance.below(ways.size()));
        perform(node, way, node.clock.tick(node.index, arrival.clock));
        if (node.up) {
            node.policy.received(node, arrival.message);
        }
        return true;
    }

    private void planCut() {
        if (faults.partition() > 0 && nodes.size() > 1) {
            plan(now + partitions.waiting(1 / faults.partition()), What.CUT, -1);
        }
    }

    private void cut() {
        cut = true;
        nodes.forEach(node -> node.side = partitions.oneIn(2));
        int one = partitions.below(nodes.size());
        int other = (one + 1 + partitions.below(nodes.size() - 1)) % nodes.size();
        nodes.get(one).side = true;
        nodes.get(other).side = false;
        plan(now + faults.healing().draw(partitions), What.HEAL, -1);
    }

    private void perform(Node node, Transition<S> transition, VectorClock clock) {
        S before = node.state;
        node.state = transition.step().next();
        node.clock = clock;
        taken.get(transition.action().name())[0]++;
        sink.accept(new StepEvent<>(++events, now, node.machine.self(), clock, transition, before));
        for (Send send : transition.step().sends()) {
            send(node, send);
        }
        if (events >= steps || untilDone && done()) {
            over = true;
        }
        if (node.doomed && !transition.action().isEnvironment() && !over) {
            node.crash();
        }
    }

    private void send(Node node, Send send) {
        for (NodeId to : ensemble.destinations(node.machine.self(), send)) {
            send(node, byId.get(to), send.message());
        }
    }

    private void send(Node from, Node to, Record message) {
        sent++;
        int before = underWay;
        network.send(from.index, to.index, now, time -> {
            if (underWay < MOST_UNDER_WAY) {
                plan(new Happening(time, planned++, What.ARRIVAL, to.index, from.index, message, from.clock));
                underWay++;
            } else if (ensemble.network().isReliable()) {
                throw new IllegalArgumentException("More than " + MOST_UNDER_WAY + " messages are under way, which a"
                        + " reliable network must not lose. Take fewer steps, or shorter delays.");
            }
        });
        if (underWay == before) {
            lost++;
        }
        mostAtOnce = Math.max(mostAtOnce, underWay);
    }

    /** A node, which is its policy's turn as well. */
    private final class Node extends MachineTurn<S> {

        private final int index;
        private final Machine<S, M> machine;
        private final Chance chance;
        private S state;
        private VectorClock clock;
        private Policy<S> policy;
        private boolean up;
        /** A crash strikes after the node's next step. */
        private boolean doomed;
        private boolean side;
        private long wake = -1;
        /** What a reliable network has brought, in this order, and no action has wanted yet. */
        private final List<Happening> waiting = new ArrayList<>();

        Node(int index, Chance chance) {
            super(ensemble.machines().get(index));
            this.index = index;
            this.machine = ensemble.machines().get(index);
            this.chance = chance;
            this.state = machine.initial();
            this.clock = VectorClock.zero(ensemble.nodes());
        }

        void start() {
            up = true;
            policy = ensemble.policy(Run.this.policy, index);
            if (faults.crash() > 0) {
                plan(now + crashes.waiting(1 / faults.crash()), What.CRASH, index);
            }
            policy.start(this);
            receiveWaiting();
        }

        void wake(long order) {
            if (order == wake && up) {
                wake = -1;
                policy.timeout(this);
                receiveWaiting();
            }
        }

        /** Receives what waits, as far as actions want it; in a FIFO network nothing passes what came before it. */
        void receiveWaiting() {
            for (int i = 0; i < waiting.size() && !over && up;) {
                Happening next = waiting.get(i);
                boolean overtakes = ensemble.network() == NetworkKind.FIFO
                        && waiting.subList(0, i).stream().anyMatch(earlier -> earlier.from == next.from);
                if (!overtakes && receive(this, next)) {
                    waiting.remove(i);
                    // What was not wanted before may be wanted now.
                    i = 0;
                } else {
                    i++;
                }
            }
        }

        /** Half of the crashes strike now, the others after the next step, so as to come between two of one turn. */
        void crashSoon() {
            if (crashes.oneIn(2)) {
                crash();
            } else {
                doomed = true;
            }
        }

        void crash() {
            doomed = false;
            up = false;
            wake = -1;
            crashed++;
            perform(machine.crash(state).orElseThrow());
            plan(now + faults.downtime().draw(crashes), What.RESTART, index);
        }

        @Override
        public S state() {
            return state;
        }

        @Override
        protected boolean isOver() {
            return !up || over;
        }

        @Override
        protected void perform(Transition<S> transition) {
            Run.this.perform(this, transition, clock.tick(index));
        }

        @Override
        protected void sleep(long ticks) {
            if (up) {
                wake = planned;
                plan(now + ticks, What.WAKE, index);
            }
        }

        @Override
        public Chance chance() {
            return chance;
        }
    }
}
