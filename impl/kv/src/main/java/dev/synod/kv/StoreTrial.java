package dev.synod.kv;

import dev.synod.cluster.ClusterPlan;
import dev.synod.cluster.ClusterResult;
import dev.synod.cluster.ClusterRun;
import dev.synod.runtime.Chance;
import dev.synod.trace.HistoryRecorder;
import dev.synod.trace.HistoryRecorder.Call;
import dev.synod.trace.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Clients use a store while things go wrong, and their history is recorded: gets, puts and compare-and-sets of a few keys. No
 * two calls write the same value. When all faults are over, one more client reads every key; so a write that was acknowledged
 * and then lost leaves a history that no map has.
 *
 * <p>The history is a trace of {@code linearizable-map/LinearizableMap}, {@code history.ndjson} in the run's folder.
 */
public final class StoreTrial extends StoreClients {

    /**
     * What the clients are.
     *
     * @param clients  how many
     * @param keys     how many keys they use
     * @param pause    how long a client rests between an answer and its next call, on average
     * @param patience for how long it asks again before it gives a call up
     */
    public record Load(int clients, int keys, Duration pause, Duration patience) {

        public Load {
            if (clients < 1 || keys < 1 || pause.isNegative() || patience.toMillis() < 1) {
                throw new IllegalArgumentException("A trial needs clients and keys, 1 or more, and some patience; found "
                        + clients + ", " + keys + " and " + patience.toMillis() + " ms.");
            }
        }
    }

    /**
     * What came of it.
     *
     * @param cluster  what the nodes did
     * @param history  the clients' history
     * @param events   how many events the history has
     * @param gets     gets that were answered
     * @param writes   puts and compare-and-sets that were answered
     * @param givenUp  calls without an answer
     * @param unread   keys that could not be read at the end
     * @param failures what clients met that no client should; none in a run as it should be
     */
    public record Outcome(ClusterResult cluster, Path history, long events, long gets, long writes, long givenUp,
            List<String> unread, List<String> failures) {
    }

    private final ClusterPlan plan;
    private final Load load;
    private final List<String> keys;
    private final List<String> unread;
    private final LongAdder gets = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private HistoryRecorder history;

    private StoreTrial(ClusterPlan plan, Load load) {
        super(plan, load.clients(), load.patience());
        this.plan = plan;
        this.load = load;
        keys = IntStream.rangeClosed(1, load.keys()).mapToObj(i -> "k" + i).toList();
        unread = new ArrayList<>(keys);
    }

    /** The plan of a trial of three nodes, for ten seconds and without faults. */
    public static ClusterPlan plan(long seed, Path out) {
        return StoreClients.plan(seed, out);
    }

    /**
     * Runs a trial to its end.
     *
     * @param plan     from {@link #plan}, with what is to be different
     * @param progress told about twice a second, on this thread
     * @throws IllegalArgumentException if the plan cannot be run; the message says why
     * @throws IOException              if a process cannot be started, or the folder cannot be written
     */
    public static Outcome run(ClusterPlan plan, Load load, Consumer<ClusterRun.Progress> progress)
            throws IOException, InterruptedException {
        StoreTrial trial = new StoreTrial(plan, load);
        try {
            ClusterResult cluster = trial.run(progress);
            return new Outcome(cluster, trial.file(), trial.history.events(), trial.gets.sum(), trial.writes.sum(),
                    trial.givenUp.sum(), List.copyOf(trial.unread), trial.failures());
        } finally {
            if (trial.history != null) {
                trial.history.close();
            }
        }
    }

    private Path file() {
        return plan.out().resolve("history.ndjson");
    }

    @Override
    public void started() {
        history = HistoryRecorder.ofMap(file(), keys, Map.of("runtime", Value.of("cluster"), "seed", Value.of(plan.seed()),
                "nodes", Value.of(plan.nodes()), "nemesis", Value.of(plan.nemesis().toString()),
                "clients", Value.of(load.clients())));
        super.started();
    }

    @Override
    void use(int number, KvClient client, Chance chance) throws InterruptedException {
        String name = "c" + number;
        Map<String, String> seen = new HashMap<>();
        for (int call = 1; !isOver(); call++) {
            String key = keys.get(chance.below(keys.size()));
            String fresh = name + "-" + call;
            Operation operation = switch (chance.below(5)) {
                case 0, 1 -> Operation.get(key);
                case 2, 3 -> Operation.put(key, fresh);
                default -> Operation.cas(key, seen.get(key), fresh);
            };
            Result result = call(name, client, operation);
            if (result != null) {
                boolean written = operation.kind() != Operation.Kind.GET && result.done();
                seen.put(key, written ? fresh : result.value());
            }
            if (!load.pause().isZero()) {
                Thread.sleep(chance.waiting(load.pause().toMillis()));
            }
        }
    }

    /** Makes a call and records it; null if nobody knows what came of it. */
    private Result call(String name, KvClient client, Operation operation) throws InterruptedException {
        Call call = history.invoke(name, operation.key(), switch (operation.kind()) {
            case GET -> HistoryRecorder.get();
            case PUT -> HistoryRecorder.put(operation.value());
            case CAS -> HistoryRecorder.cas(operation.expected(), operation.value());
        });
        Result result = null;
        try {
            result = client.execute(operation);
        } catch (IOException e) {
            // Its outcome is unknown, as the history says.
        } finally {
            // Also if the client met what it should not.
            end(call, operation, result);
        }
        return result;
    }

    private void end(Call call, Operation operation, Result result) {
        if (result == null) {
            call.giveUp();
            givenUp.increment();
        } else if (operation.kind() == Operation.Kind.GET) {
            call.respond(HistoryRecorder.found(result.value()));
            gets.increment();
        } else {
            call.respond(HistoryRecorder.done(result.done()));
            writes.increment();
        }
    }

    /** A last look at every key: what has been acknowledged must be there. */
    @Override
    void conclude() throws InterruptedException {
        KvClient client = client();
        for (String key : keys) {
            if (call("reader", client, Operation.get(key)) != null) {
                unread.remove(key);
            }
        }
        history.close();
    }
}
