package dev.synod.cluster;

import dev.synod.cluster.Nemesis.Act;
import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.trace.TraceHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs a cluster of processes on this machine, strikes it with a {@link Nemesis}, and collects the nodes' traces.
 *
 * <p>In the folder for what comes of it each node has a folder with its ledger and its log, {@code traces} has the nodes'
 * traces, and {@code nemesis.log} what was done to them. No process outlives the run, nor this process.
 */
public final class ClusterRun {

    private static final int STEP = 20;
    private static final int TOLD_EVERY = 500;
    private static final int RETRY = 100;
    private static final int LONGEST_START = 60_000;
    /** From so many starts on an archive of classes costs less than it saves. */
    private static final int MANY_STARTS = 10;
    /** Milliseconds between the last fault and the end. */
    private static final int SETTLING = 500;

    /** How a run is getting on. */
    public record Progress(long millis, long steps, int faults) {
    }

    private record Due(long at, Runnable task) {
    }

    private final ClusterPlan plan;
    private final Ensemble<?, ?> ensemble;
    private final List<Act> acts;
    private final Launcher launcher;
    private final Consumer<Progress> progress;
    private final ClusterUser user;
    private final String cluster;
    private final String secret;
    private final Map<NodeId, NodeHandle> nodes = new LinkedHashMap<>();
    private final PriorityQueue<Due> agenda = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final Map<NodeId, String> words = new LinkedHashMap<>();
    private final Map<String, Integer> struck = new LinkedHashMap<>();
    private Set<NodeId> side = Set.of();
    private PrintWriter done;
    private long start;

    private ClusterRun(ClusterPlan plan, Consumer<Progress> progress, ClusterUser user) throws IOException {
        this.plan = plan;
        this.progress = progress;
        this.user = user;
        this.ensemble = plan.ensemble();
        this.acts = plan.nemesis().plan(ensemble.nodes(), plan.length(), new Chance(plan.seed()).split("nemesis"));
        checkEmpty(plan.out());
        this.launcher = new Launcher(plan.out());
        this.cluster = plan.algorithm() + " " + plan.seed() + " " + Handshake.nonce();
        this.secret = Handshake.nonce() + Handshake.nonce();
        for (NodeId self : ensemble.nodes()) {
            nodes.put(self, new NodeHandle(assignment(self, folder(self)), launcher, this::listening, this::told));
        }
    }

    private Assignment assignment(NodeId self, Path folder) {
        return new Assignment(plan.algorithm(), plan.mutant(), plan.nodes(), plan.options(), self.name(), cluster, secret,
                folder, plan.policyOf(ensemble), plan.seed(), plan.tick(), plan.durability(), plan.tracing(),
                plan.nemesis().disturbance(), plan.service());
    }

    /**
     * Runs it to its end; this takes as long as the plan says, and a little longer.
     *
     * @param progress told about twice a second, on this thread
     * @throws IllegalArgumentException if the plan cannot be run; the message says why
     * @throws LedgerException          if a ledger cannot be read at the end
     * @throws IOException              if a process cannot be started, or the folder cannot be written
     */
    public static ClusterResult run(ClusterPlan plan, Consumer<Progress> progress) throws IOException, InterruptedException {
        return run(plan, progress, ClusterUser.NONE);
    }

    /**
     * The same, with somebody who uses the cluster meanwhile, by what the {@link NodeService} on each node offers.
     */
    public static ClusterResult run(ClusterPlan plan, Consumer<Progress> progress, ClusterUser user)
            throws IOException, InterruptedException {
        ClusterRun run = new ClusterRun(plan, progress, user);
        Thread end = new Thread(run::endAll, "end of the cluster");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return run.run();
        } finally {
            run.endAll();
            try {
                Runtime.getRuntime().removeShutdownHook(end);
            } catch (IllegalStateException e) {
                // It is running: this process ends.
            }
        }
    }

    private static void checkEmpty(Path out) throws IOException {
        Files.createDirectories(out);
        try (Stream<Path> there = Files.list(out)) {
            if (there.findAny().isPresent()) {
                throw new IllegalArgumentException("Folder " + out + " is not empty. A run needs a folder of its own, since"
                        + " ledgers are never overwritten: name another one, or remove this one.");
            }
        }
    }

    private Path folder(NodeId node) {
        return plan.out().resolve(node.name());
    }

    private ClusterResult run() throws IOException, InterruptedException {
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(plan.out().resolve("nemesis.log")), true)) {
            done = writer;
            if (plan.nodes() + acts.stream().filter(Act::restarts).count() >= MANY_STARTS) {
                launcher.archiveClasses(ensemble.nodes().stream().limit(2)
                        .map(node -> assignment(node, plan.out().resolve("classes-" + node.name()))).toList());
            }
            for (NodeHandle node : nodes.values()) {
                node.start();
            }
            for (NodeHandle node : nodes.values()) {
                node.awaitListening(LONGEST_START);
            }
            start = System.nanoTime();
            user.started();
            for (Act act : acts) {
                agenda.add(new Due(act.at(), () -> strike(act)));
            }
            pass(plan.length().toMillis());
            calm();
            user.calm();
            for (NodeHandle node : nodes.values()) {
                node.stop();
            }
            endAll();
        }
        return collect();
    }

    private long now() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Lets time pass until then, and does what is due. */
    private void pass(long until) throws InterruptedException {
        long told = now();
        while (now() < until && failures().isEmpty()) {
            while (!agenda.isEmpty() && agenda.peek().at <= now()) {
                agenda.remove().task.run();
            }
            if (now() - told >= TOLD_EVERY) {
                told = now();
                progress.accept(new Progress(told, nodes.values().stream().mapToLong(n -> n.total().steps()).sum(),
                        struck.values().stream().mapToInt(Integer::intValue).sum()));
            }
            Thread.sleep(STEP);
        }
    }

    /** Ends all faults: what was to be started again is, so that every crash is in the traces. */
    private void calm() throws InterruptedException {
        while (!agenda.isEmpty() && failures().isEmpty()) {
            Due due = agenda.remove();
            while (now() < due.at) {
                Thread.sleep(STEP);
            }
            due.task.run();
        }
        for (NodeHandle node : nodes.values()) {
            if (failures().isEmpty()) {
                node.awaitListening(LONGEST_START);
            }
        }
        pass(now() + SETTLING);
    }

    private void strike(Act act) {
        NodeHandle victim = nodes.get(act.nodes().get(0));
        if (act.fault() != Nemesis.Fault.PARTITION && !victim.isUp()) {
            insteadOf(act);
            return;
        }
        try {
            switch (act.fault()) {
                case KILL, POWER -> kill(act, victim);
                case PAUSE -> {
                    victim.pause(act.length());
                    note(act.toString());
                    // No end of the run before it goes on.
                    agenda.add(new Due(now() + act.length(), () -> { }));
                }
                case PARTITION -> {
                    note(act.toString());
                    cut(new HashSet<>(act.nodes()));
                    agenda.add(new Due(act.at() + act.length(), () -> {
                        note("heal");
                        cut(Set.of());
                    }));
                }
                case RESET -> {
                    note(act.toString());
                    victim.tell("reset");
                }
                default -> throw new IllegalStateException(act.toString());
            }
            struck.merge(act.fault().label(), 1, Integer::sum);
        } catch (IOException e) {
            note(act + ": not done, " + e.getMessage());
        }
    }

    /** Strikes another node than was planned, since that one has not started yet; or a little later, if no node has. */
    private void insteadOf(Act act) {
        List<NodeId> up = ensemble.nodes().stream().filter(node -> nodes.get(node).isUp()).toList();
        long later = now();
        if (!up.isEmpty()) {
            strike(new Act(later, act.fault(), List.of(up.get((int) (act.at() % up.size()))), act.length()));
        } else if (later + RETRY < plan.length().toMillis()) {
            agenda.add(new Due(later + RETRY, () -> strike(act)));
        } else {
            note(act + ": not done, no node is up");
        }
    }

    private void kill(Act act, NodeHandle victim) throws IOException {
        victim.kill();
        note(act.toString());
        agenda.add(new Due(now() + act.length(), () -> {
            try {
                if (act.fault() == Nemesis.Fault.POWER) {
                    note(victim.self() + " has lost " + Ledger.cutPower(folder(victim.self())) + " bytes that were not synced");
                }
                victim.start();
                note(victim.self() + " is started again");
            } catch (IOException | LedgerException e) {
                victim.fail(e.getMessage());
            }
        }));
    }

    private void cut(Set<NodeId> apart) {
        side = apart;
        nodes.values().forEach(this::tellCut);
    }

    private void tellCut(NodeHandle node) {
        StringBuilder command = new StringBuilder("cut");
        for (NodeId other : ensemble.nodes()) {
            if (!side.isEmpty() && side.contains(other) != side.contains(node.self())) {
                command.append(' ').append(other);
            }
        }
        node.tell(command.toString());
    }

    /** A process has told where it listens: all must know. Called on a thread of the process's handle. */
    private synchronized void listening(NodeHandle which) {
        String peers = NodeHandle.peers(nodes.values());
        tellCut(which);
        nodes.values().forEach(node -> node.tell(peers));
        words.forEach((from, word) -> which.tell("service " + from + " " + word));
    }

    /** A service has told something: all services must know. Called on a thread of the process's handle. */
    private synchronized void told(NodeId from, String word) {
        words.put(from, word);
        nodes.values().stream().filter(NodeHandle::isUp).forEach(node -> node.tell("service " + from + " " + word));
        user.told(from, word);
    }

    private synchronized void note(String what) {
        done.printf(Locale.ROOT, "%.3f %s%n", now() / 1e3, what);
    }

    private List<String> failures() {
        return nodes.values().stream().map(NodeHandle::failure).filter(Objects::nonNull).toList();
    }

    private void endAll() {
        nodes.values().forEach(NodeHandle::end);
        launcher.close();
    }

    private ClusterResult collect() throws IOException {
        TraceHeader header = plan.header(ensemble, acts);
        List<Path> logs = new ArrayList<>();
        long events = 0;
        Path traces = Files.createDirectories(plan.out().resolve("traces"));
        for (NodeId node : plan.tracing() ? nodes.keySet() : Set.<NodeId>of()) {
            if (!Files.exists(folder(node).resolve(Ledger.FILE))) {
                continue;
            }
            Path log = traces.resolve(node.name() + ".ndjson");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(log), 1 << 16)) {
                events += Ledger.export(folder(node), header, node.name(), out);
            }
            logs.add(log);
        }
        NodeStatus total = nodes.values().stream().map(NodeHandle::total).reduce(NodeStatus.NONE, NodeStatus::plus);
        return new ClusterResult(logs, events, Map.copyOf(struck), total, failures());
    }
}
