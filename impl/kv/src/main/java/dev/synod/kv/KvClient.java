package dev.synod.kv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A client of the store, a session of its own: it numbers its operations, goes to whoever leads, and asks again after a
 * failure, so that each operation takes effect once. It says of which cluster it is a client, and a node of another, which may
 * listen where one of this listened before, refuses it. Not thread-safe: one operation after the other.
 */
public final class KvClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ONE_TRY = Duration.ofSeconds(6);
    private static final long PAUSE_MILLIS = 50;

    /** All clients share its connections and its threads. */
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<List<URI>> places;
    private final Duration patience;
    /** The cluster's name; null until it is known. */
    private String cluster;
    private final String session = "client/" + UUID.randomUUID();
    private int sequence;
    private URI leader;

    /**
     * A client of the nodes at those places; its cluster is that of the first node that answers.
     *
     * @param patience for how long it asks again; it always asks once
     */
    public KvClient(List<URI> places, Duration patience) {
        this(() -> places, null, patience);
    }

    /**
     * A client of nodes that move.
     *
     * @param places   tells where they are now, at least one; safe for use by any thread
     * @param cluster  the name of their cluster; null for that of the first node that answers
     * @param patience for how long it asks again
     */
    public KvClient(Supplier<List<URI>> places, String cluster, Duration patience) {
        this.places = places;
        this.cluster = cluster;
        this.patience = patience;
        this.leader = places.get().get(0);
    }

    /** The key's value, empty if it has none. */
    public Optional<String> get(String key) throws IOException, InterruptedException {
        return Optional.ofNullable(execute(Operation.get(key)).value());
    }

    /** Gives the key a value; returns the one that it had, empty if it had none. */
    public Optional<String> put(String key, String value) throws IOException, InterruptedException {
        return Optional.ofNullable(execute(Operation.put(key, value)).value());
    }

    /** Gives the key a value if it has the one expected, null for none; returns whether it had. */
    public boolean compareAndSet(String key, String expected, String value) throws IOException, InterruptedException {
        return execute(Operation.cas(key, expected, value)).done();
    }

    /**
     * Executes an operation.
     *
     * @throws IOException              if its result has not come in time: it may have taken effect, or may yet
     * @throws IllegalArgumentException if the store refuses it
     */
    public Result execute(Operation operation) throws IOException, InterruptedException {
        sequence++;
        long deadline = System.nanoTime() + patience.toNanos();
        int next = 0;
        boolean redirected = false;
        String trouble = "";
        do {
            try {
                if (cluster == null) {
                    cluster = clusterOf(send(HttpRequest.newBuilder(leader.resolve("/status"))));
                }
                HttpResponse<String> answer = send(request(operation));
                if (!clusterOf(answer).equals(cluster)) {
                    throw new IOException("that is a node of cluster " + clusterOf(answer) + "; expected one of " + cluster);
                }
                JsonNode json = JSON.readTree(answer.body());
                switch (answer.statusCode()) {
                    case 200, 404, 409 -> {
                        boolean get = operation.kind() == Operation.Kind.GET;
                        return new Result(get || json.path("done").asBoolean(),
                                json.path(get ? "value" : "before").textValue());
                    }
                    case 307 -> {
                        boolean again = redirected;
                        redirected = true;
                        URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
                        leader = location.resolve("/");
                        trouble = json.path("error").asText();
                        if (again) {
                            // Nodes may send it in a circle until one of them leads.
                            Thread.sleep(PAUSE_MILLIS);
                        }
                        continue;
                    }
                    case 503, 504 -> trouble = json.path("error").asText();
                    default -> throw new IllegalArgumentException("The store refuses it: " + json.path("error").asText());
                }
            } catch (IOException e) {
                trouble = leader + ": " + (e.getMessage() == null ? e : e.getMessage());
            }
            List<URI> now = places.get();
            leader = now.get(next++ % now.size());
            Thread.sleep(PAUSE_MILLIS);
        } while (System.nanoTime() < deadline);
        throw new IOException("No result in " + patience.toMillis() + " ms; the operation may have taken effect. Last: "
                + trouble);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(ONE_TRY).build(), BodyHandlers.ofString());
    }

    private static String clusterOf(HttpResponse<String> answer) throws IOException {
        return answer.headers().firstValue(HttpInterface.CLUSTER)
                .orElseThrow(() -> new IOException("what answers there is no node of a store"));
    }

    private HttpRequest.Builder request(Operation operation) {
        HttpRequest.Builder request = HttpRequest.newBuilder(place(operation.key())).header(HttpInterface.CLUSTER, cluster)
                .header("Client", session).header("Sequence", Integer.toString(sequence));
        return switch (operation.kind()) {
            case GET -> request.GET();
            case PUT -> request.PUT(BodyPublishers.ofString(operation.value()));
            case CAS -> request.POST(BodyPublishers.ofString(JSON.createObjectNode().put("expected", operation.expected())
                    .put("value", operation.value()).toString()));
        };
    }

    private URI place(String key) {
        try {
            return leader.resolve(new URI(null, null, "/keys/" + key, null).getRawPath());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The key " + key + " cannot stand in an address: " + e.getMessage(), e);
        }
    }
}
