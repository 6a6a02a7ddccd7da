package dev.synod.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * What can happen to each machine of an ensemble in a step of synchronous rounds, whatever runs them.
 *
 * <p>A step ends a round and begins the next: a process receives all that was sent to it in the one, and sends in the
 * other. A process takes a step of its machine, or crashes in it, while it sends: then only some of its messages go out, and
 * it takes no more steps. A traitor says what it likes. The specification of all this is {@code
 * specs/lib/SynchronousRounds.tla}.
 *
 * @param <S> the state record of a process
 * @param <M> the type of the messages
 */
public final class Rounds<S extends Record, M> {

    private final Ensemble<S, M> ensemble;

    /** The steps of those machines, whose network is {@link NetworkKind#ROUNDS}. */
    public Rounds(Ensemble<S, M> ensemble) {
        if (ensemble.network() != NetworkKind.ROUNDS) {
            throw new IllegalArgumentException(ensemble.algorithm().name() + " does not go ahead in rounds.");
        }
        this.ensemble = ensemble;
    }

    /**
     * Every way in which an honest process takes its step; none if it has come to its end.
     *
     * @param node     the node's position
     * @param received the messages of the round, by their senders
     */
    public List<Transition<S>> steps(int node, S state, Map<NodeId, Record> received) {
        List<Transition<S>> ways = new ArrayList<>();
        for (MachineAction<S> action : ensemble.machines().get(node).actions()) {
            action.enabled(state, received).forEach(ways::add);
        }
        return ways;
    }

    /**
     * Every way in which a traitor takes its step, lazily; there may be infinitely many.
     *
     * @param node     the node's position
     * @param received the messages of the round, by their senders
     * @param steps    the steps that an honest process could take instead
     */
    public Iterable<Transition<S>> lies(
            int node, S state, Map<NodeId, Record> received, List<Transition<S>> steps) {
        return () -> new Lies(node, state, received, steps);
    }

    /**
     * What a traitor may say to that node, lazily: what an honest process would, and the machine's {@link Machine#lies
     * lies}. It may always say nothing as well.
     *
     * @param steps the steps that an honest process could take instead
     */
    @SuppressWarnings("unchecked") // All that is received is of the machine's message type.
    public Iterable<? extends Record> sayable(
            int node, S state, Map<NodeId, Record> received, List<Transition<S>> steps, NodeId to) {
        Set<Record> honest = Collections.newSetFromMap(new LinkedHashMap<>());
        for (Transition<S> way : steps) {
            Record said = sent(node, way).get(to);
            if (said != null) {
                honest.add(said);
            }
        }
        Iterable<? extends M> lies = ensemble.machines().get(node).lies(state, (Map<NodeId, M>) (Map<?, ?>) received, to);
        return () -> new Iterator<>() {
            private final Iterator<Record> first = honest.iterator();
            private final Iterator<? extends M> rest = lies.iterator();
            private Record next = advance();

            private Record advance() {
                if (first.hasNext()) {
                    return first.next();
                }
                while (rest.hasNext()) {
                    Record lie = (Record) rest.next();
                    if (!honest.contains(lie)) {
                        return lie;
                    }
                }
                return null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Record next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Record found = next;
                next = advance();
                return found;
            }
        };
    }

    /**
     * What a traitor says to that node at random: nothing, what an honest process would, or any lie.
     *
     * @param steps the steps that an honest process could take instead
     * @return the message; empty for nothing
     */
    @SuppressWarnings("unchecked") // All that is received is of the machine's message type.
    public Optional<Record> saying(int node, S state, Map<NodeId, Record> received, List<Transition<S>> steps, NodeId to,
            Chance chance) {
        if (chance.oneIn(4)) {
            return Optional.empty();
        } else if (chance.oneIn(3)) {
            return Optional.ofNullable(sent(node, steps.get(chance.below(steps.size()))).get(to));
        }
        return ensemble.machines().get(node).anyLie(state, (Map<NodeId, M>) (Map<?, ?>) received, to, chance)
                .map(Record.class::cast);
    }

    /** The step in which a traitor says just that, its books kept as in one of an honest process's steps. */
    public Transition<S> lie(int node, Transition<S> books, Map<NodeId, Record> said) {
        Machine<S, M> machine = ensemble.machines().get(node);
        return saying(books, machine.traitorAction().orElseThrow(), said, said, books.step().next());
    }

    /**
     * The step in which a process crashes while it sends.
     *
     * @param node    the node's position
     * @param state   its state, which stays
     * @param step    the step in which it crashes
     * @param reached those of the nodes to which it was about to send which its messages still reach
     */
    public Transition<S> crash(int node, S state, Transition<S> step, Set<NodeId> reached) {
        Map<NodeId, Record> said = new LinkedHashMap<>(sent(node, step));
        said.keySet().retainAll(reached);
        return saying(step, ensemble.machines().get(node).crashAction().orElseThrow(), reached, said, state);
    }

    /** Every way to crash in one of those steps; none if the machine names no action of a crash. */
    public List<Transition<S>> crashes(int node, S state, List<Transition<S>> steps) {
        List<Transition<S>> ways = new ArrayList<>();
        if (ensemble.crashes()) {
            for (Transition<S> step : steps) {
                Set<NodeId> all = Sets.copyOf(sent(node, step).keySet());
                Sets.subsets(all, 0).forEach(reached -> ways.add(crash(node, state, step, reached)));
            }
        }
        return ways;
    }

    private Transition<S> saying(
            Transition<S> step, MachineAction<S> action, Object argument, Map<NodeId, Record> said, S after) {
        Step<S> taken = Step.to(after);
        for (Map.Entry<NodeId, Record> one : said.entrySet()) {
            taken = taken.send(one.getKey(), one.getValue());
        }
        return new Transition<>(action, List.of(step.arguments().get(0), argument), taken);
    }

    /**
     * What a step sends, by destination.
     *
     * @throws IllegalArgumentException if it sends two messages to the same node, or one that it cannot send to: a defect
     *                                  of the machine
     */
    public Map<NodeId, Record> sent(int node, Transition<S> step) {
        NodeId self = ensemble.nodes().get(node);
        Map<NodeId, Record> sent = new LinkedHashMap<>();
        for (Send send : step.step().sends()) {
            for (NodeId to : ensemble.destinations(self, send)) {
                Record other = sent.putIfAbsent(to, send.message());
                if (other != null) {
                    throw new IllegalArgumentException("Node " + self + " sends " + other + " and " + send.message()
                            + " to " + to + " in " + step + "; in a round it sends one message to a node at most.");
                }
            }
        }
        return sent;
    }

    /** Counts through what a traitor can say to each node like an odometer, the last one fastest, nothing first. */
    private final class Lies implements Iterator<Transition<S>> {

        private final int node;
        private final S state;
        private final Map<NodeId, Record> received;
        private final List<Transition<S>> steps;
        private final List<NodeId> others;
        private final Iterator<Transition<S>> books;
        private final List<Iterator<? extends Record>> open = new ArrayList<>();
        private final List<Record> chosen = new ArrayList<>();
        private Transition<S> honest;
        private boolean more;

        Lies(int node, S state, Map<NodeId, Record> received, List<Transition<S>> steps) {
            this.node = node;
            this.state = state;
            this.received = received;
            this.steps = steps;
            this.others = List.copyOf(ensemble.topology().successors(ensemble.nodes().get(node)));
            this.books = steps.iterator();
            begin();
        }

        private void begin() {
            more = books.hasNext();
            if (more) {
                honest = books.next();
                open.clear();
                chosen.clear();
                for (NodeId to : others) {
                    open.add(sayable(node, state, received, steps, to).iterator());
                    // Nothing is said to whom nothing was chosen for yet.
                    chosen.add(null);
                }
            }
        }

        @Override
        public boolean hasNext() {
            return more;
        }

        @Override
        public Transition<S> next() {
            if (!more) {
                throw new NoSuchElementException();
            }
            Map<NodeId, Record> said = new LinkedHashMap<>();
            for (int i = 0; i < others.size(); i++) {
                if (chosen.get(i) != null) {
                    said.put(others.get(i), chosen.get(i));
                }
            }
            Transition<S> found = lie(node, honest, Collections.unmodifiableMap(said));
            advance();
            return found;
        }

        private void advance() {
            int at = others.size() - 1;
            while (at >= 0 && !open.get(at).hasNext()) {
                at--;
            }
            if (at < 0) {
                begin();
                return;
            }
            chosen.set(at, open.get(at).next());
            for (int i = at + 1; i < others.size(); i++) {
                open.set(i, sayable(node, state, received, steps, others.get(i)).iterator());
                chosen.set(i, null);
            }
        }
    }
}
