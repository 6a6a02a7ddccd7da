package dev.synod.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private KvServer start() throws Exception {
        return KvServer.start(3, folder, 0, settings -> settings);
    }

    @Test
    void keepsWhatWasAcknowledgedWhileNodesComeAndGo() throws Exception {
        List<URI> places;
        try (KvServer server = start()) {
            places = server.places();
            KvClient client = new KvClient(places, PATIENCE);
            assertThat(client.get("a")).isEmpty();
            assertThat(client.put("a", "1")).isEmpty();
            assertThat(client.compareAndSet("a", "2", "3")).isFalse();
            assertThat(client.compareAndSet("a", "1", "2")).isTrue();
            assertThat(client.compareAndSet("b/c d", null, "x")).isTrue();
            assertThat(client.get("a")).contains("2");

            // The leader goes; the other two go on.
            StoreNode leader = server.nodes().stream().filter(n -> n.state().leads()).findFirst().orElseThrow();
            leader.node().kill();
            assertThat(new KvClient(places, PATIENCE).put("a", "3")).contains("2");
        }
        try (KvServer server = start()) {
            KvClient client = new KvClient(server.places(), PATIENCE);
            assertThat(client.get("a")).contains("3");
            assertThat(client.get("b/c d")).contains("x");
        }
    }

    @Test
    void anOperationThatIsAskedForTwiceTakesEffectOnce() throws Exception {
        try (KvServer server = start()) {
            KvClient client = new KvClient(server.places(), PATIENCE);
            client.put("a", "0");
            StoreNode leader = server.nodes().stream().filter(n -> n.state().leads()).findFirst().orElseThrow();
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(leader.execute("x", 1, Operation.cas("a", "0", "1"), 10_000).get());
            }
            assertThat(results).containsOnly(new Result(true, "0"));
            assertThat(leader.execute("x", 2, Operation.get("a"), 10_000).get()).isEqualTo(new Result(true, "1"));
            assertThatThrownBy(() -> leader.execute("x", 1, Operation.put("a", "9"), 10_000).get())
                    .isInstanceOf(ExecutionException.class).hasMessageContaining("Number each operation once");
            assertThat(client.get("a")).contains("1");
        }
    }

    @Test
    void whoeverWaitsAtALeaderThatIsReplacedIsTold() throws Exception {
        try (KvServer server = start()) {
            new KvClient(server.places(), PATIENCE).put("a", "0");
            StoreNode old = server.nodes().stream().filter(n -> n.state().leads()).findFirst().orElseThrow();
            List<StoreNode> others = server.nodes().stream().filter(n -> n != old).toList();
            old.node().cut(others.stream().map(n -> n.node().self()).collect(Collectors.toSet()));
            others.forEach(n -> n.node().cut(Set.of(old.node().self())));
            CompletableFuture<Result> waiting = old.execute("x", 1, Operation.put("a", "1"), PATIENCE.toMillis());
            new KvClient(server.places().stream().filter(place -> !place.equals(placeOf(server, old))).toList(), PATIENCE)
                    .put("a", "2");
            server.nodes().forEach(n -> n.node().cut(Set.of()));
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not lead any longer");
            assertThat(new KvClient(server.places(), PATIENCE).get("a")).contains("2");
        }
    }

    private static URI placeOf(KvServer server, StoreNode node) {
        return server.places().get(server.nodes().indexOf(node));
    }

    @Test
    void answersWhoeverAsksByHand() throws Exception {
        try (KvServer server = start()) {
            new KvClient(server.places(), PATIENCE).put("k", "v");
            HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
            for (URI place : server.places()) {
                HttpResponse<String> got = http.send(HttpRequest.newBuilder(place.resolve("/keys/k")).build(),
                        BodyHandlers.ofString());
                assertThat(got.statusCode()).isEqualTo(200);
                assertThat(got.body()).contains("\"value\":\"v\"");
                assertThat(http.send(HttpRequest.newBuilder(place.resolve("/status")).build(), BodyHandlers.ofString()).body())
                        .contains("\"leader\":\"p", "\"applied\":");
            }
            URI place = server.places().get(0);
            assertThat(post(http, place, "{\"expected\":\"w\",\"value\":\"x\"}").statusCode()).isEqualTo(409);
            assertThat(post(http, place, "{\"expected\":\"v\",\"value\":\"x\"}").statusCode()).isEqualTo(200);
            HttpResponse<String> bad = post(http, place, "x");
            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.body()).contains("Expected {");
            assertThat(http.send(HttpRequest.newBuilder(place.resolve("/keys/k")).header("Sequence", "1").build(),
                    BodyHandlers.ofString()).statusCode()).isEqualTo(400);
            assertThat(http.send(HttpRequest.newBuilder(place.resolve("/keys/k")).DELETE().build(),
                    BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        }
    }

    /** A node of another store may listen where one of this store did; ports are given to whoever asks next. */
    @Test
    void aNodeOfAnotherStoreIsNeverUsed() throws Exception {
        String cluster;
        try (KvServer own = KvServer.start(1, folder.resolve("own"), 0, settings -> settings);
                KvServer other = KvServer.start(1, folder.resolve("other"), 0, settings -> settings)) {
            cluster = own.cluster();
            URI stranger = other.places().get(0);
            assertThatThrownBy(() -> new KvClient(other::places, cluster, Duration.ofMillis(1)).put("a", "1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(stranger + ": that is a node of cluster " + other.cluster() + "; expected one of " + cluster);
            KvClient client = new KvClient(() -> List.of(stranger, own.places().get(0)), cluster, PATIENCE);
            assertThat(client.put("a", "2")).isEmpty();
            assertThat(client.get("a")).contains("2");
            assertThat(new KvClient(other.places(), PATIENCE).get("a")).as("what was refused was not done").isEmpty();

            HttpRequest misdirected = HttpRequest.newBuilder(stranger.resolve("/keys/a")).header("Cluster", cluster)
                    .PUT(BodyPublishers.ofString("3")).build();
            HttpResponse<String> refused = HttpClient.newHttpClient().send(misdirected, BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(421);
            assertThat(refused.body()).contains(other.cluster(), cluster, "Nothing was done");
        }
        try (KvServer again = KvServer.start(1, folder.resolve("own"), 0, settings -> settings)) {
            assertThat(again.cluster()).as("a store that goes on is the same").isEqualTo(cluster);
        }
    }

    /** However many wait for their operations at a leader that is cut off. */
    @Test
    void whoWaitsKeepsNobodyFromAskingHowTheNodeStands() throws Exception {
        try (KvServer server = start()) {
            new KvClient(server.places(), PATIENCE).put("a", "0");
            StoreNode leader = server.nodes().stream().filter(n -> n.state().leads()).findFirst().orElseThrow();
            leader.node().cut(server.nodes().stream().filter(n -> n != leader).map(n -> n.node().self())
                    .collect(Collectors.toSet()));
            try (HttpInterface http = new HttpInterface(leader, 0, PATIENCE.toMillis())) {
                HttpClient client = HttpClient.newHttpClient();
                List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    waiting.add(client.sendAsync(HttpRequest.newBuilder(http.place().resolve("/keys/" + i))
                            .PUT(BodyPublishers.ofString("1")).build(), BodyHandlers.ofString()));
                }
                URI status = http.place().resolve("/status");
                while (applicants(leader) < waiting.size()) {
                    Thread.sleep(10);
                }
                assertThat(client.send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString()).body())
                        .contains("\"leads\":true");
                assertThat(waiting).noneMatch(CompletableFuture::isDone);
                server.nodes().forEach(n -> n.node().cut(Set.of()));
                for (CompletableFuture<HttpResponse<String>> one : waiting) {
                    // The others may have elected another leader meanwhile: then nobody knows.
                    assertThat(one.get().statusCode()).isIn(200, 504);
                }
            }
        }
    }

    /** How many operations the node has proposed and not seen chosen. */
    private static int applicants(StoreNode leader) throws Exception {
        return leader.node().submit(turn -> turn.state().polls().size()).get();
    }

    private static HttpResponse<String> post(HttpClient http, URI place, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(place.resolve("/keys/k")).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }
}
