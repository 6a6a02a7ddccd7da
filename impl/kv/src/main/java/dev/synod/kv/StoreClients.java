package dev.synod.kv;

import dev.synod.cluster.ClusterPlan;
import dev.synod.cluster.ClusterResult;
import dev.synod.cluster.ClusterRun;
import dev.synod.cluster.ClusterUser;
import dev.synod.runtime.Chance;
import dev.synod.runtime.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Clients of a store whose nodes are processes, several at once, each on a thread of its own, from the start to the calm. */
abstract class StoreClients implements ClusterUser {

    private static final String ALGORITHM = "multi-paxos";
    private static final Duration TICK = Duration.ofMillis(5);

    private final ClusterPlan plan;
    private final int clients;
    private final Duration patience;
    private final Map<NodeId, StorePlace> places = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    StoreClients(ClusterPlan plan, int clients, Duration patience) {
        this.plan = plan;
        this.clients = clients;
        this.patience = patience;
    }

    /** The plan of a store of three nodes, for ten seconds and without faults. */
    static ClusterPlan plan(long seed, Path out) {
        // Clients come from outside.
        return ClusterPlan.of(ALGORITHM, seed, out).withOptions(Map.of("clients", "0")).withPolicy("stable").withTick(TICK)
                .withService(StoreService.NAME);
    }

    /**
     * What a client does, until it {@link #isOver is over}.
     *
     * @param number the client's, from 1
     * @param client its session
     * @param chance its own
     */
    abstract void use(int number, KvClient client, Chance chance) throws InterruptedException;

    /** What is left to be done when the clients have ended; all nodes are up. */
    abstract void conclude() throws InterruptedException;

    final ClusterResult run(Consumer<ClusterRun.Progress> progress) throws IOException, InterruptedException {
        try {
            return ClusterRun.run(plan, progress, this);
        } finally {
            over = true;
            threads.forEach(Thread::interrupt);
        }
    }

    final boolean isOver() {
        return over;
    }

    final KvClient client() {
        String cluster = places.values().iterator().next().cluster();
        return new KvClient(() -> places.values().stream().map(StorePlace::at).toList(), cluster, patience);
    }

    final void fail(String why) {
        failures.add(why);
    }

    /** What clients met that no client should. */
    final List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public final void told(NodeId node, String word) {
        places.put(node, StorePlace.parse(word));
    }

    @Override
    public void started() {
        Chance chance = new Chance(plan.seed());
        for (int i = 1; i <= clients && !places.isEmpty(); i++) {
            int number = i;
            Chance own = chance.split("client " + number);
            Thread thread = new Thread(() -> begin(number, own), "client " + number);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void begin(int number, Chance chance) {
        try {
            use(number, client(), chance);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail("client " + number + ": " + e);
        }
    }

    @Override
    public final void calm() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (!threads.isEmpty()) {
            conclude();
        }
    }
}
