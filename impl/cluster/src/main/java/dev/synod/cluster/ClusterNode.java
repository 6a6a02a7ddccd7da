package dev.synod.cluster;

import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.MachineTurn;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.Send;
import dev.synod.runtime.Transition;
import dev.synod.runtime.Turn;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.runtime.trace.ValueDecoder;
import dev.synod.runtime.trace.ValueEncoder;
import dev.synod.runtime.trace.VectorClock;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of a cluster: its machine, driven by its policy, by timers and by what arrives, with a durable ledger.
 *
 * <p>One thread takes all steps. It takes what has arrived, and lets the machine take as many steps as that gives; then it
 * commits all of them to the ledger at once, and only then lets their messages leave, completes the futures of
 * {@link #submit} and tells the {@link CommitListener}s. While it commits, more arrives, so that under load one commit
 * carries many steps.
 *
 * <p>A node that starts on a ledger that it has used before has crashed in between, whatever the reason: it takes the crash
 * action that its machine names, with the stable state from the ledger, and goes on.
 *
 * @param <S> the state record of a process
 * @param <M> the type of the messages
 */
public final class ClusterNode<S extends Record, M> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

    /** Arrivals and tasks in one batch, at most; and arrivals that wait, above which the oldest is lost if it may be. */
    private static final int LARGEST_BATCH = 512;
    private static final int MOST_ARRIVALS = 1 << 13;
    /** Messages of a reliable network that no action wants yet, at most. */
    private static final int MOST_UNWANTED = 1 << 16;

    private final NodeSettings<S, M> settings;
    private final Ensemble<S, M> ensemble;
    private final Machine<S, M> machine;
    private final int index;
    private final ValueEncoder encoder;
    private final TraceSink trace;
    private final Ledger ledger;
    private final Transport transport;
    private final Counters counters = new Counters();
    private final Chance chance;
    private final Map<NodeId, Outlet> outlets = new HashMap<>();
    private final List<CommitListener<S>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Deque<Task<S, ?>> tasks = new ArrayDeque<>();
    private boolean stopping;
    private volatile boolean killed;

    // From here on, the node's own thread's.
    private final OwnTurn turn;
    private Policy<S> policy;
    private S state;
    private S committed;
    private VectorClock clock;
    private long lastEvent;
    private boolean timerSet;
    private long timer;
    private boolean crashed;
    private final List<Task<S, ?>> submitted = new ArrayList<>();
    private final List<StepEvent<S>> steps = new ArrayList<>();
    private final List<TraceEvent> events = new ArrayList<>();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final Map<NodeId, Long> taken = new LinkedHashMap<>();
    private final List<Arrival> unwanted = new ArrayList<>();

    /** A message that leaves with the batch, and what was known when it was sent. */
    private record Outgoing(List<NodeId> to, VectorClock clock, Record message) {
    }

    /** Something to do on the node's thread, and who waits for it. */
    private static final class Task<S extends Record, T> {
        private final Function<Turn<S>, T> body;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private T result;
        private RuntimeException failure;

        Task(Function<Turn<S>, T> body) {
            this.body = body;
        }

        void run(Turn<S> turn) {
            try {
                result = body.apply(turn);
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        void complete() {
            if (failure == null) {
                future.complete(result);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }

    private ClusterNode(NodeSettings<S, M> settings) throws IOException {
        this.settings = settings;
        this.ensemble = settings.ensemble();
        Transport.check(ensemble.network());
        this.index = ensemble.nodes().indexOf(settings.self());
        this.machine = ensemble.machines().get(index);
        this.turn = new OwnTurn();
        this.encoder = new ValueEncoder(machine.messageType());
        this.trace = new TraceSink(ensemble, event -> { });
        ValueDecoder decoder = new ValueDecoder(machine);
        policy = ensemble.policy(settings.policy(), index);
        ledger = Ledger.open(settings.folder(), new Ledger.Owner(settings.cluster(), ensemble.algorithm().spec(),
                settings.self().name(), ensemble.nodes().toString(), ensemble.options().toString()), settings.durability());
        try {
            crashed = ledger.starts() > 1;
            if (crashed && !ensemble.crashes()) {
                throw new LedgerException("Node " + settings.self() + " has run before, and " + ensemble.algorithm().name()
                        + " names no action for a crash: its nodes cannot start again. Give the run a new folder.");
            }
            chance = new Chance(settings.seed()).split("node " + settings.self() + " start " + ledger.starts());
            state = ledger.state(machine.initial(), decoder);
            committed = crashed ? state : null;
            lastEvent = ledger.lastEvent();
            Map<String, Long> counts = ledger.lastClock();
            clock = VectorClock.of(ensemble.nodes(), ensemble.nodes().stream()
                    .mapToLong(node -> counts.getOrDefault(node.name(), 0L)).toArray());
            transport = new Transport(settings, decoder, counters, chance, this::arrive, this::fail);
        } catch (IOException | RuntimeException e) {
            ledger.close();
            throw e;
        }
        Disturbance disturbance = settings.disturbance().possible(ensemble.network());
        for (NodeId to : ensemble.topology().successors(settings.self())) {
            Chance way = chance.split("disturbance of messages to " + to);
            outlets.put(to, new Outlet(disturbance, way, transport::schedule, counters,
                    to.equals(settings.self()) ? this::arriveHere : envelope -> transport.send(to, envelope)));
        }
        thread = new Thread(this::run, "node-" + settings.self());
    }

    /**
     * Starts a node: it opens its ledger, listens, and takes steps; to whom it can send it knows from {@link #peers} on.
     *
     * @throws LedgerException          if there is a ledger in its folder that cannot be used; it is left as it is
     * @throws IOException              if it cannot listen where it is to listen
     * @throws IllegalArgumentException if the algorithm cannot run like this; the message says why
     */
    public static <S extends Record, M> ClusterNode<S, M> start(NodeSettings<S, M> settings) throws IOException {
        ClusterNode<S, M> node = new ClusterNode<>(settings);
        node.thread.start();
        LOG.info("{} listens at {}", node.self(), node.address());
        return node;
    }

    /** The name of the cluster whose node has its ledger in that folder; empty if there is no ledger. */
    public static Optional<String> clusterIn(Path folder) {
        return Ledger.cluster(folder);
    }

    /** Which node it is. */
    public NodeId self() {
        return settings.self();
    }

    /** The name of its cluster. */
    public String cluster() {
        return settings.cluster();
    }

    /** The machine that it runs. */
    public Machine<S, M> machine() {
        return machine;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return transport.address();
    }

    /** Tells where other nodes listen; may be called again when they have moved. Those not named stay where they were. */
    public void peers(Map<NodeId, InetSocketAddress> addresses) {
        transport.peers(addresses);
    }

    /**
     * Runs something on the node's own thread, between two messages. What it takes is committed with the rest of the batch.
     *
     * @param task gets a turn, as a policy does; it must not wait for anything
     * @return what it returns or throws, complete when its steps have been committed and before their messages leave;
     *         completed exceptionally with an IllegalStateException if the node has ended
     */
    public <T> CompletableFuture<T> submit(Function<Turn<S>, T> task) {
        Task<S, T> submitted = new Task<>(task);
        lock.lock();
        try {
            if (stopping) {
                submitted.future.completeExceptionally(new IllegalStateException("Node " + self() + " has ended."));
            } else {
                tasks.add(submitted);
                something.signal();
            }
        } finally {
            lock.unlock();
        }
        return submitted.future;
    }

    /** From now on, tells the listener of steps that are committed. */
    public void onCommit(CommitListener<S> listener) {
        listeners.add(listener);
    }

    /** What it has done so far. */
    public NodeStatus status() {
        return counters.status();
    }

    /** Cuts the network between this node and those, and heals it everywhere else: none for a network that is whole. */
    public void cut(Set<NodeId> nodes) {
        transport.cut(nodes);
    }

    /** Breaks its connections to other nodes; it connects again. */
    public void resetConnections() {
        transport.reset();
    }

    /** Complete when the node has ended: exceptionally if it could not go on, with the reason. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Stops after the batch at hand, commits it, and closes the ledger. */
    @Override
    public void close() {
        stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as a crash does: what is not committed is gone, and no message leaves any more. */
    public void kill() {
        killed = true;
        close();
    }

    private void stop() {
        lock.lock();
        try {
            stopping = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    private void fail(String why) {
        if (failure.compareAndSet(null, new IllegalStateException(why))) {
            LOG.error("{}: the node ends: {}", self(), why);
        }
        stop();
    }

    // -- on the network's thread --------------------------------------------------------------------------------------

    private void arrive(Arrival arrival) {
        lock.lock();
        try {
            if (!ensemble.network().isReliable() && arrivals.size() >= MOST_ARRIVALS) {
                arrivals.removeFirst();
                counters.lost.increment();
            }
            arrivals.add(arrival);
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    private void arriveHere(Envelope envelope) {
        arrive(new Arrival(self(), 0, VectorClock.of(ensemble.nodes(), envelope.clock()), envelope.message()));
    }

    // -- on the node's thread -----------------------------------------------------------------------------------------

    private void run() {
        try {
            if (crashed) {
                restart();
            }
            policy.start(turn);
            endBatch();
            List<Arrival> arrived = new ArrayList<>();
            while (await(arrived)) {
                for (Arrival arrival : arrived) {
                    take(arrival);
                }
                for (Task<S, ?> task : submitted) {
                    task.run(turn);
                }
                if (timerSet && timer - System.nanoTime() <= 0) {
                    timerSet = false;
                    policy.timeout(turn);
                }
                receiveUnwanted();
                endBatch();
                arrived.clear();
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the node ends: {}", self(), e.getMessage(), e instanceof LedgerException ? null : e);
            failure.compareAndSet(null, e);
        } finally {
            end();
        }
    }

    private void end() {
        List<Task<S, ?>> left = new ArrayList<>(submitted);
        lock.lock();
        try {
            stopping = true;
            left.addAll(tasks);
            tasks.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(task -> task.future.completeExceptionally(new IllegalStateException("Node " + self() + " has ended.")));
        transport.close();
        ledger.close();
        if (failure.get() == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure.get());
        }
    }

    /** Waits for something to do; false if the node is to stop. */
    private boolean await(List<Arrival> arrived) {
        lock.lock();
        try {
            while (!stopping && arrivals.isEmpty() && tasks.isEmpty()) {
                long left = timerSet ? timer - System.nanoTime() : Long.MAX_VALUE;
                if (left <= 0) {
                    break;
                }
                something.awaitNanos(left);
            }
            if (stopping) {
                return false;
            }
            for (int i = 0; i < LARGEST_BATCH && !arrivals.isEmpty(); i++) {
                arrived.add(arrivals.removeFirst());
            }
            for (int i = 0; i < LARGEST_BATCH && !tasks.isEmpty(); i++) {
                submitted.add(tasks.removeFirst());
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void restart() {
        Transition<S> crash = machine.crash(state).orElseThrow();
        step(crash, clock.tick(index));
        if (settings.tracing()) {
            // What was volatile is not known any more, and what the ledger holds is to be judged: the event tells all.
            TraceEvent event = events.remove(events.size() - 1);
            events.add(event.withState(whole(crash.step().next())));
        }
        LOG.info("{} goes on after a crash, at start {}, after {} events", self(), ledger.starts(), lastEvent - 1);
    }

    private Map<String, Value> whole(S value) {
        RecordShape shape = RecordShape.of(value.getClass());
        Map<String, Value> all = new LinkedHashMap<>();
        for (int i = 0; i < shape.size(); i++) {
            all.put(shape.names().get(i), encoder.encode(shape.value(value, i)));
        }
        return all;
    }

    private void take(Arrival arrival) {
        if (!ensemble.network().isReliable()) {
            if (!receive(arrival)) {
                counters.refused.increment();
            }
            return;
        }
        if (!arrival.from().equals(self())) {
            taken.put(arrival.from(), arrival.seq());
        }
        unwanted.add(arrival);
        if (unwanted.size() > MOST_UNWANTED) {
            throw new IllegalStateException("More than " + MOST_UNWANTED + " messages have arrived at " + self()
                    + " that no action wants.");
        }
        receiveUnwanted();
    }

    /** Receives what no action has wanted so far, in a FIFO network nothing before what the same node has sent earlier. */
    private void receiveUnwanted() {
        boolean again = true;
        while (again) {
            again = false;
            Set<NodeId> held = new HashSet<>();
            for (Iterator<Arrival> each = unwanted.iterator(); each.hasNext() && !again;) {
                Arrival next = each.next();
                if (held.contains(next.from())) {
                    continue;
                }
                if (receive(next)) {
                    each.remove();
                    // What was not wanted before may be wanted now.
                    again = true;
                } else if (ensemble.network() == NetworkKind.FIFO) {
                    held.add(next.from());
                }
            }
        }
    }

    /** Whether an action received it. */
    private boolean receive(Arrival arrival) {
        List<Transition<S>> ways;
        try {
            ways = machine.receive(state, arrival.from(), arrival.message());
        } catch (RuntimeException e) {
            if (ensemble.network().isReliable()) {
                throw e;
            }
            // Nothing has changed. A message that no machine would have sent must not end a node.
            LOG.warn("{}: message {} from {} is dropped: {}", self(), arrival.message(), arrival.from(), e.toString());
            counters.rejected.increment();
            return true;
        }
        if (ways.isEmpty()) {
            return false;
        }
        counters.received.increment();
        step(ways.get(ways.size() == 1 ? 0 : chance.below(ways.size())), clock.tick(index, arrival.clock()));
        policy.received(turn, arrival.message());
        return true;
    }

    private void step(Transition<S> transition, VectorClock next) {
        S before = state;
        state = transition.step().next();
        clock = settings.tracing() ? next : clock;
        StepEvent<S> step = new StepEvent<>(settings.tracing() ? ++lastEvent : steps.size() + 1, System.currentTimeMillis(),
                self(), clock, transition, before);
        steps.add(step);
        if (settings.tracing()) {
            events.add(trace.encode(step));
        }
        for (Send send : transition.step().sends()) {
            outgoing.add(new Outgoing(List.copyOf(ensemble.destinations(self(), send)), clock, send.message()));
        }
    }

    /** Commits the steps of the batch, and lets out what depends on them. */
    private void endBatch() {
        if (killed) {
            return;
        }
        if (!steps.isEmpty()) {
            if (!events.isEmpty() || committed != state) {
                ledger.commit(events, committed, state, encoder);
                counters.commits.increment();
            }
            committed = state;
            counters.steps.add(steps.size());
            List<StepEvent<S>> done = List.copyOf(steps);
            listeners.forEach(listener -> listener.committed(done, state));
        }
        submitted.forEach(Task::complete);
        submitted.clear();
        release();
        steps.clear();
        events.clear();
        outgoing.clear();
        taken.clear();
    }

    private void release() {
        if (!outgoing.isEmpty()) {
            List<Outgoing> leaving = List.copyOf(outgoing);
            List<Envelope> envelopes = leaving.stream().map(this::envelope).toList();
            transport.execute(() -> {
                for (int i = 0; i < leaving.size(); i++) {
                    for (NodeId to : leaving.get(i).to()) {
                        counters.sent.increment();
                        outlets.get(to).send(envelopes.get(i));
                    }
                }
            });
        }
        taken.forEach(transport::taken);
    }

    private Envelope envelope(Outgoing out) {
        boolean leaves = out.to().stream().anyMatch(to -> !to.equals(self()));
        byte[] json = leaves ? ValueJson.text(encoder.encode(out.message())).getBytes(StandardCharsets.UTF_8) : null;
        if (leaves && json.length > settings.largestFrame() - Frames.OVERHEAD - Envelope.overhead(ensemble.nodes().size())) {
            throw new IllegalStateException("A " + out.message().getClass().getSimpleName() + " has " + json.length
                    + " bytes, more than the largest frame of " + settings.largestFrame() + " bytes holds. Allow larger"
                    + " frames at all nodes, or send smaller messages.");
        }
        return new Envelope(0, out.clock().counts(), out.message(), json);
    }

    /** The node as its policy and its tasks see it. */
    private final class OwnTurn extends MachineTurn<S> {

        OwnTurn() {
            super(machine);
        }

        @Override
        public S state() {
            return state;
        }

        @Override
        protected boolean isOver() {
            return false;
        }

        @Override
        protected void perform(Transition<S> transition) {
            step(transition, clock.tick(index));
        }

        @Override
        protected void sleep(long ticks) {
            timerSet = true;
            timer = System.nanoTime() + settings.tick().toNanos() * ticks;
        }

        @Override
        public Chance chance() {
            return chance;
        }
    }
}
