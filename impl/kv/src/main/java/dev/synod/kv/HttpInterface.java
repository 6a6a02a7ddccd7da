package dev.synod.kv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.synod.runtime.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of the store for {@code curl}, on the loopback address.
 *
 * <pre>
 * GET  /keys/K                                    the value; 404 if there is none
 * PUT  /keys/K        with the value as the body
 * POST /keys/K        with {"expected": "old" or null, "value": "new"}: compare and set; 409 if it has another value
 * GET  /status        leader, ballot, slots applied
 * </pre>
 *
 * <p>A node that does not lead answers 307 with the place of the one that it takes for the leader, or 503 if it knows of
 * none. 504 says that the operation may yet take effect. A client that numbers its operations sends {@code Client: NAME} and
 * {@code Sequence: N} and may then ask again. Every answer has the header {@code Cluster: NAME}; 421 refuses a client that says
 * it is another cluster's.
 *
 * <p>Who waits for an operation holds no thread.
 */
final class HttpInterface implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpInterface.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The header with the name of the cluster. */
    static final String CLUSTER = "Cluster";
    private static final int THREADS = 8;
    private static final int LARGEST_BODY = 1 << 16;
    private static final long TIMEOUT = 5_000;

    static {
        // The server writes an answer's head and body apart: the body must not wait for the receiver's delayed acknowledgement.
        String noDelay = "sun.net.httpserver.nodelay";
        if (System.getProperty(noDelay) == null) {
            System.setProperty(noDelay, "true");
        }
    }

    private final StoreNode node;
    private final long timeout;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<NodeId, URI> places = new ConcurrentHashMap<>();

    /** Something is wrong with what was asked. */
    private static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        BadRequest(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    HttpInterface(StoreNode node, int port) throws IOException {
        this(node, port, TIMEOUT);
    }

    /** @param timeout for how many milliseconds an operation is waited for */
    HttpInterface(StoreNode node, int port, long timeout) throws IOException {
        this.node = node;
        this.timeout = timeout;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/keys/", this::keys);
        server.createContext("/status", this::status);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    URI place() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where a node listens, from now on. */
    void place(NodeId which, URI place) {
        places.put(which, place);
    }

    private void status(HttpExchange exchange) throws IOException {
        StoreNode.State state = node.state();
        ObjectNode answer = JSON.createObjectNode();
        answer.put("node", node.node().self().name());
        answer.put("cluster", node.node().cluster());
        answer.put("leader", state.leader().map(NodeId::name).orElse(null));
        answer.put("leads", state.leads());
        answer.put("ballot", state.ballot());
        answer.put("applied", state.applied());
        answer(exchange, 200, answer);
    }

    private void keys(HttpExchange exchange) throws IOException {
        try {
            checkCluster(exchange);
            Operation operation = operation(exchange);
            String client = exchange.getRequestHeaders().getFirst("Client");
            String sequence = exchange.getRequestHeaders().getFirst("Sequence");
            CompletableFuture<Result> result = client == null && sequence == null
                    ? node.execute(operation, timeout)
                    : node.execute(client(client), number(sequence), operation, timeout);
            // Not on the thread that completes it, which is the node's own.
            result.whenCompleteAsync((found, failure) -> conclude(exchange, operation, found, failure), threads);
        } catch (BadRequest e) {
            error(exchange, e.status, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("{}: {} {}: {}", node.node().self(), exchange.getRequestMethod(), exchange.getRequestURI(), e.toString());
            error(exchange, 500, "The node could not do it.");
        }
    }

    private void checkCluster(HttpExchange exchange) {
        String expected = exchange.getRequestHeaders().getFirst(CLUSTER);
        if (expected != null && !expected.equals(node.node().cluster())) {
            throw new BadRequest(421, "This is node " + node.node().self() + " of cluster " + node.node().cluster()
                    + ", and no node of cluster " + expected + ". Nothing was done; ask a node of that one.");
        }
    }

    private void conclude(HttpExchange exchange, Operation operation, Result result, Throwable failure) {
        try (exchange) {
            if (failure == null) {
                answer(exchange, operation, result);
            } else {
                failed(exchange, failure instanceof CompletionException ? failure.getCause() : failure);
            }
        } catch (IOException | RuntimeException e) {
            // Whoever asked is gone.
            LOG.debug("{}: no answer to {}: {}", node.node().self(), exchange.getRequestURI(), e.toString());
        }
    }

    private void failed(HttpExchange exchange, Throwable why) throws IOException {
        if (why instanceof StoreNode.NotLeaderException) {
            NodeId self = node.node().self();
            URI leader = node.state().leader().filter(l -> !l.equals(self)).map(places::get).orElse(null);
            if (leader == null) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                error(exchange, 503, "There is no leader that this node knows of. Ask again.");
            } else {
                exchange.getResponseHeaders().set("Location", leader.resolve(exchange.getRequestURI().getRawPath()).toString());
                error(exchange, 307, "Node " + node.state().leader().orElseThrow() + " leads.");
            }
        } else if (why instanceof IllegalArgumentException) {
            error(exchange, 400, why.getMessage());
        } else {
            String told = why instanceof TimeoutException ? "Not chosen in time." : String.valueOf(why.getMessage());
            error(exchange, 504, told + " It may take effect yet, or may not; a client that numbers its operations asks again.");
        }
    }

    private static Operation operation(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath().substring("/keys/".length());
        if (key.isEmpty()) {
            throw new BadRequest(400, "Expected a key behind /keys/.");
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> Operation.get(key);
            case "PUT" -> Operation.put(key, body(exchange));
            case "POST" -> compareAndSet(key, body(exchange));
            default -> throw new BadRequest(405, "Expected GET, PUT or POST; found " + exchange.getRequestMethod() + ".");
        };
    }

    private static Operation compareAndSet(String key, String body) {
        String expected = "Expected {\"expected\": \"old\" or null, \"value\": \"new\"}; found " + body + ".";
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BadRequest(400, expected);
        }
        JsonNode old = json.get("expected");
        JsonNode value = json.get("value");
        if (json.size() != 2 || old == null || !(old.isNull() || old.isTextual()) || value == null || !value.isTextual()) {
            throw new BadRequest(400, expected);
        }
        return Operation.cas(key, old.isNull() ? null : old.textValue(), value.textValue());
    }

    private static String body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new BadRequest(413, "A value has at most " + LARGEST_BODY + " bytes.");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String client(String name) {
        if (name == null || name.isBlank()) {
            throw new BadRequest(400, "Expected the header Client beside Sequence.");
        }
        return name;
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(String.valueOf(text).strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new BadRequest(400, "Expected the header Sequence with a number from 1 beside Client; found " + text + ".");
    }

    private void answer(HttpExchange exchange, Operation operation, Result result) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("key", operation.key());
        if (operation.kind() == Operation.Kind.GET) {
            answer.put("value", result.value());
            answer(exchange, result.value() == null ? 404 : 200, answer);
        } else {
            answer.put("done", result.done());
            answer.put("before", result.value());
            answer(exchange, result.done() ? 200 : 409, answer);
        }
    }

    private void error(HttpExchange exchange, int status, String message) throws IOException {
        answer(exchange, status, JSON.createObjectNode().put("error", message));
    }

    private void answer(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        try (exchange) {
            byte[] text = (json + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set(CLUSTER, node.node().cluster());
            exchange.sendResponseHeaders(status, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
