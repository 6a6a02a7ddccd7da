package dev.synod.explore.explorer;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * One state of the network of synchronous rounds, as {@code specs/lib/SynchronousRounds.tla} has it: the messages that were
 * sent and not received, by number, edge by edge and round by round; and who has crashed. Besides, who is a traitor.
 */
public final class RoundsUnderWay {
    /** Nothing came over the edge in that round. */
    public static final int NOTHING = -1;

    /** All states of the network of some edges. */
    public static final class Network {
        private final List<NodeId> nodes;
        private final IntUnaryOperator edge;
        private final int[][] into;
        private final int[][] outOf;
        private final Numbering<List<Integer>, RoundsUnderWay> states = new Numbering<>();

        /**
         * The network of these edges.
         *
         * @param edge the edge over which a message travels, as {@link #edge(NodeId, NodeId)} numbers them
         */
        public Network(Topology topology, IntUnaryOperator edge) {
            this.nodes = topology.nodes();
            this.edge = edge;
            this.into = edges(node -> topology.predecessors(node), (node, other) -> edge(other, node));
            this.outOf = edges(node -> topology.successors(node), (node, other) -> edge(node, other));
        }

        private interface Ends {
            Set<NodeId> of(NodeId node);
        }

        private interface Edge {
            int between(NodeId node, NodeId other);
        }

        private int[][] edges(Ends ends, Edge numbered) {
            return nodes.stream().map(node -> ends.of(node).stream().mapToInt(o -> numbered.between(node, o)).toArray())
                    .toArray(int[][]::new);
        }

        /** The number of an edge. */
        public int edge(NodeId from, NodeId to) {
            return nodes.indexOf(from) * nodes.size() + nodes.indexOf(to);
        }

        /** The state in which nobody has taken a step. */
        public RoundsUnderWay empty() {
            int[][] slots = new int[nodes.size() * nodes.size()][0];
            for (int[] edges : into) {
                for (int number : edges) {
                    slots[number] = new int[] {NOTHING};
                }
            }
            return of(slots, new boolean[nodes.size()], new boolean[nodes.size()]);
        }

        RoundsUnderWay get(int number) {
            return states.get(number);
        }

        private RoundsUnderWay of(int[][] slots, boolean[] crashed, boolean[] traitors) {
            List<Integer> key = new ArrayList<>();
            for (int[] over : slots) {
                key.add(over.length);
                Arrays.stream(over).forEach(key::add);
            }
            for (int i = 0; i < crashed.length; i++) {
                key.add((crashed[i] ? 1 : 0) + (traitors[i] ? 2 : 0));
            }
            return states.of(key, n -> new RoundsUnderWay(this, n, slots, crashed, traitors));
        }
    }

    private record Step(int node, List<Integer> sent, boolean crashes) {}

    private final Network network;
    private final int number;
    /** By the number of the edge, in the order of sending. */
    private final int[][] slots;
    private final boolean[] crashed;
    private final boolean[] traitors;
    private final ConcurrentHashMap<Step, RoundsUnderWay> after = new ConcurrentHashMap<>();

    private RoundsUnderWay(Network network, int number, int[][] slots, boolean[] crashed, boolean[] traitors) {
        this.network = network;
        this.number = number;
        this.slots = slots;
        this.crashed = crashed;
        this.traitors = traitors;
    }

    /** Its number among the network's states. */
    int number() {
        return number;
    }

    /** The messages under way over that edge, in the order of sending, with {@link #NOTHING} for a round without one. */
    public IntStream over(NodeId from, NodeId to) {
        return Arrays.stream(slots[network.edge(from, to)]);
    }

    /** Whether the node at that position has crashed. */
    public boolean isCrashed(int node) {
        return crashed[node];
    }

    /** How many nodes have crashed. */
    public int crashes() {
        return count(crashed);
    }

    /** Whether the node at that position is a traitor. */
    public boolean isTraitor(int node) {
        return traitors[node];
    }

    /** How many nodes are traitors. */
    public int traitors() {
        return count(traitors);
    }

    private static int count(boolean[] nodes) {
        int count = 0;
        for (boolean one : nodes) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** The state in which the node at that position is a traitor as well. */
    public RoundsUnderWay betrayed(int node) {
        boolean[] more = traitors.clone();
        more[node] = true;
        return traitors[node] ? this : network.of(slots, crashed, more);
    }

    /** Whether the node at that position may take its next step. */
    public boolean isReady(int node) {
        return !crashed[node] && Arrays.stream(network.into[node])
                .allMatch(edge -> slots[edge].length > 0 || crashed[edge / network.nodes.size()]);
    }

    /** The messages that a node that is ready receives in its next step, in the order of their senders. */
    public List<Integer> arriving(int node) {
        return Arrays.stream(network.into[node]).filter(edge -> slots[edge].length > 0).map(edge -> slots[edge][0])
                .filter(message -> message != NOTHING).boxed().toList();
    }

    /**
     * The state after a step.
     *
     * @param node    the position of the node, which is ready
     * @param sent    the messages that it sends
     * @param crashes whether it crashes in this step
     */
    public RoundsUnderWay after(int node, List<Integer> sent, boolean crashes) {
        Step step = new Step(node, sent, crashes);
        // Not computed in the map: that would nest the maps of two states.
        RoundsUnderWay known = after.get(step);
        if (known == null) {
            known = computed(step);
            after.put(step, known);
        }
        return known;
    }

    private RoundsUnderWay computed(Step step) {
        int[][] next = slots.clone();
        for (int edge : network.into[step.node()]) {
            if (next[edge].length > 0) {
                next[edge] = Arrays.copyOfRange(next[edge], 1, next[edge].length);
            }
        }
        for (int edge : network.outOf[step.node()]) {
            if (!crashed[edge % network.nodes.size()]) {
                next[edge] = Arrays.copyOf(next[edge], next[edge].length + 1);
                next[edge][next[edge].length - 1] = step.sent().stream()
                        .filter(message -> network.edge.applyAsInt(message) == edge).findFirst().orElse(NOTHING);
            }
        }
        boolean[] down = crashed;
        if (step.crashes()) {
            down = crashed.clone();
            down[step.node()] = true;
            for (int edge : network.into[step.node()]) {
                next[edge] = new int[0];
            }
        }
        return network.of(next, down, traitors);
    }
}
