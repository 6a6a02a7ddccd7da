package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.algorithms.synod.Priest;
import dev.synod.algorithms.synod.SynodProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterNodeTest {

    @TempDir
    private Path folder;

    @Test
    void nodesTalkAndTheirLogsAreOfOneRun() throws Exception {
        try (LocalCluster cluster = LocalCluster.of("synod", 3, folder)) {
            cluster.awaitSteps(300);
            assertThat(cluster.stopAndMerge()).hasSizeGreaterThan(299)
                    .anyMatch(event -> event.action().equals("ReceiveLastVote"))
                    .anyMatch(event -> event.clock().size() == 3);
        }
    }

    @Test
    void aNodeThatCrashedGoesOnFromItsLedger() throws Exception {
        try (LocalCluster cluster = LocalCluster.of("synod", 3, folder)) {
            for (int crash = 1; crash <= 3; crash++) {
                cluster.awaitSteps(100);
                cluster.node("p2").kill();
                Value promised = stable("nextBal");
                cluster.start(NodeId.of("p2"));
                LocalCluster.await(() -> cluster.node("p2").status().steps() > 10, "steps of p2");
                assertThat(promised).isInstanceOf(Value.Int.class);
            }
            List<TraceEvent> events = cluster.stopAndMerge();
            List<TraceEvent> crashes = events.stream().filter(event -> event.action().equals("LoseSlip")).toList();
            assertThat(crashes).hasSize(3).allSatisfy(crash -> assertThat(crash.state().keySet()).hasSize(10));
            // The last promise before the crash is the one that it tells of.
            Value promise = Value.of(-1);
            for (TraceEvent event : events) {
                if (event.node().equals("p2")) {
                    if (event.action().equals("LoseSlip")) {
                        assertThat(event.state().get("nextBal")).isEqualTo(promise);
                    }
                    promise = event.state().getOrDefault("nextBal", promise);
                }
            }
        }
    }

    /** The value of a stable component in the ledger of p2. */
    private Value stable(String variable) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("p2").resolve(Ledger.FILE));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select value from state where variable = '" + variable + "'")) {
            assertThat(row.next()).isTrue();
            return ValueJson.read(row.getString(1).getBytes(StandardCharsets.UTF_8), variable);
        }
    }

    @Test
    void whatIsSubmittedIsOnTheDiskWhenItsFutureIsComplete() throws Exception {
        Ensemble<Priest, ?> ensemble = Ensemble.of(new SynodProvider(), 3, Map.of("proposers", "1"));
        List<Priest> told = new CopyOnWriteArrayList<>();
        ClusterNode<Priest, ?> node = ClusterNode.start(
                NodeSettings.of(ensemble, NodeId.of("p2"), LocalCluster.NAME, LocalCluster.SECRET, folder.resolve("p2")));
        try {
            node.onCommit((steps, state) -> told.add(state));
            CompletableFuture<Boolean> tried = node.submit(turn -> turn.take("TryNewBallot", 4));
            assertThat(tried.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(stable("lastTried")).isEqualTo(Value.of(4));
            assertThat(told).extracting(Priest::lastTried).containsExactly(4);
            assertThat(node.submit(turn -> turn.take("TryNewBallot", 4)).get(20, TimeUnit.SECONDS)).isFalse();
            CompletableFuture<Object> wrong = node.submit(turn -> turn.take("NoSuchAction"));
            assertThatThrownBy(() -> wrong.get(20, TimeUnit.SECONDS)).hasMessageContaining("has no action NoSuchAction");
            assertThat(node.ended()).isNotDone();
        } finally {
            node.close();
        }
        assertThat(node.submit(turn -> turn.state())).isCompletedExceptionally();
        assertThat(node.ended()).isCompleted();
    }

    @Test
    void whereMessagesMayBeLostAClusterTakesItAsItComes() throws Exception {
        Disturbance all = new Disturbance(0.2, 0.2, 0.2, 5);
        try (LocalCluster cluster = new LocalCluster(Ensemble.of(Algorithms.named("synod"), 3, Map.of()), folder,
                settings -> settings.withDisturbance(all))) {
            for (int round = 1; round <= 3; round++) {
                cluster.awaitSteps(100 * round);
                cluster.node("p1").cut(Set.of(NodeId.of("p2"), NodeId.of("p3")));
                cluster.node("p3").resetConnections();
                cluster.awaitSteps(100 * round + 50);
                cluster.node("p1").cut(Set.of());
            }
            long lost = cluster.nodes().stream().mapToLong(node -> node.status().lost()).sum();
            assertThat(lost).isPositive();
            assertThat(cluster.stopAndMerge()).hasSizeGreaterThan(349);
        }
    }

    @Test
    void whereNoneMayBeLostEveryMessageComesOnceAndInOrderWhateverBreaks() throws Exception {
        try (LocalCluster cluster = new LocalCluster(
                Ensemble.of(Algorithms.named("chandy-lamport"), 3, Map.of("money", "20")), folder,
                settings -> settings.withDisturbance(new Disturbance(0.2, 0.2, 0.2, 5)))) {
            for (int round = 1; round <= 3; round++) {
                cluster.awaitSteps(cluster.steps() + 60);
                cluster.node("p" + round).resetConnections();
                cluster.node("p1").cut(Set.of(NodeId.of("p2")));
                cluster.node("p2").cut(Set.of(NodeId.of("p1")));
                // Nobody need take a step now: all the money may be under way between these two.
                Thread.sleep(100);
                cluster.node("p" + (round % 3 + 1)).resetConnections();
                cluster.node("p1").cut(Set.of());
                cluster.node("p2").cut(Set.of());
            }
            long before = cluster.nodes().stream().mapToLong(node -> node.status().received()).sum();
            LocalCluster.await(() -> cluster.nodes().stream().mapToLong(node -> node.status().received()).sum() > before + 200,
                    "messages after the network is whole again");
            Map<String, List<Value>> sent = new HashMap<>();
            Map<String, List<Value>> received = new HashMap<>();
            for (TraceEvent event : cluster.stopAndMerge()) {
                if (event.action().equals("SendTransfer")) {
                    sent.computeIfAbsent(event.args().get("p") + ">" + event.args().get("q"), way -> new ArrayList<>())
                            .add(event.args().get("a"));
                } else if (event.action().equals("ReceiveTransfer")) {
                    received.computeIfAbsent(event.args().get("q") + ">" + event.args().get("p"), way -> new ArrayList<>())
                            .add(((Value.Rec) event.args().get("m")).fields().get("amount"));
                }
            }
            assertThat(received).hasSize(6);
            received.forEach((way, amounts) -> assertThat(sent.get(way)).as(way).startsWith(amounts.toArray(Value[]::new)));
        }
    }

    @Test
    void aNodeWithoutACrashActionDoesNotStartAgain() throws Exception {
        Ensemble<?, ?> ensemble = Ensemble.of(Algorithms.named("ricart-agrawala"), 2, Map.of());
        NodeSettings<?, ?> settings = LocalCluster.settings(ensemble, NodeId.of("p1"), folder);
        ClusterNode.start(settings).close();
        byte[] ledger = Files.readAllBytes(folder.resolve("p1").resolve(Ledger.FILE));
        assertThatThrownBy(() -> ClusterNode.start(settings)).isInstanceOf(LedgerException.class)
                .hasMessageContaining("names no action for a crash");
        assertThat(ledger).isNotEmpty();
    }

    @Test
    void aNodeThatKeepsNoTraceKeepsItsPromises() throws Exception {
        try (LocalCluster cluster = new LocalCluster(Ensemble.of(Algorithms.named("synod"), 3, Map.of()), folder,
                settings -> settings.withTracing(false))) {
            cluster.awaitSteps(100);
        }
        assertThat(((Value.Int) stable("nextBal")).value()).isNotNegative();
    }
}
