package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.explore.Mutants;
import dev.synod.explore.RecordedTraces;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The recorded traces of one algorithm: good runs, and bad ones by tampering with good ones or with a mutant. Found through
 * {@link java.util.ServiceLoader}.
 */
public abstract class Recordings {
    protected static final ObjectMapper JSON = new ObjectMapper();

    private final String algorithm;
    private final ObjectNode verdicts = JSON.createObjectNode();
    private Path folder;
    private Replayer replayer;

    /** Recordings of the algorithm of that name. */
    protected Recordings(String algorithm) {
        this.algorithm = algorithm;
    }

    /** The algorithm's name, which is that of its folder. */
    final String algorithm() {
        return algorithm;
    }

    /** Records every trace, and which verdict each gets, into the algorithm's folder in {@code traces}. */
    final void recordInto(Path traces) throws IOException {
        folder = Files.createDirectories(traces.resolve(algorithm));
        try (Replayer one = Replayer.of(SpecFolders.near(folder))) {
            replayer = one;
            record();
        }
        Files.writeString(folder.resolve(RecordedTraces.EXPECTATIONS), verdicts.toPrettyString() + "\n");
    }

    /** Records every trace: a call of {@code good}, {@code tampered}, {@code mutant} or {@code write} for each. */
    protected abstract void record() throws IOException;

    /** What is done to the lines of a good trace, the header first. */
    protected interface Tampering {
        void with(List<ObjectNode> lines);
    }

    /** A run of the algorithm as it is. */
    protected final void good(String name, String about, UnaryOperator<Simulation<?, ?>> settings) throws IOException {
        write(name, text(simulation(), settings), about);
    }

    /** A copy of these events that was tampered with. */
    protected final void tampered(String name, List<ObjectNode> base, String about, Tampering tampering) throws IOException {
        List<ObjectNode> lines = new ArrayList<>(base.stream().map(ObjectNode::deepCopy).toList());
        tampering.with(lines);
        write(name, join(lines, true), about);
    }

    /** A run of a mutant, with the first seed with which it is rejected. */
    protected final void mutant(String name, String mutant, String about) throws IOException {
        Mutant planted = Mutants.named(algorithm, mutant);
        FaultPlan faults = FaultPlan.parse("delay=1..40").withTraitors(FaultPlan.parse(planted.faults()).traitors());
        for (int i = 1; i <= 100; i++) {
            long seed = i;
            write(name, text(Simulation.of(planted.algorithm()),
                    s -> s.nodes(3).faults(faults).note("mutant", mutant).seed(seed).steps(300)), about);
            if (verdicts.get(name + ".ndjson").get("verdict").asText().equals("diverged")) {
                return;
            }
        }
        throw new IllegalStateException(mutant + " is not rejected with any of 100 seeds");
    }

    /** What no reliable network does, to a message without and one with content. */
    protected final void ofReliableNetwork(List<ObjectNode> base, String receive, String receiveContent,
            Consumer<ObjectNode> forgery) throws IOException {
        tampered("received-twice", base, "A message is received twice; the clocks are gone, or they would tell.", t -> {
            forgetClocks(t);
            ObjectNode e = first(t, is(receive), 1);
            t.add(t.indexOf(e) + 1, e.deepCopy());
        });
        tampered("never-sent", base, "A message that nobody sent: what it says was changed.",
                t -> forgery.accept(arg(first(t, is(receiveContent), 2), "m")));
        tampered("from-another", base, "A message is received from another than sent it.", t -> {
            ObjectNode e = first(t, is(receiveContent), 1);
            List<String> others = new ArrayList<>();
            JsonNode constants = t.get(0).get("constants");
            (constants.has("Process") ? constants.get("Process") : constants.get("Node")).get("#set")
                    .forEach(node -> others.add(node.asText()));
            others.removeAll(List.of(e.get("node").asText(), arg(e).get("q").asText()));
            arg(e).put("q", others.get(0));
        });
        tampered("sent-later", base, "A message is received before it is sent; the clocks are gone, or they would tell.",
                t -> {
            forgetClocks(t);
            t.add(1, t.remove(t.indexOf(first(t, is(receive), 0))));
        });
    }

    /** A simulation of the algorithm with the defaults of everything. */
    protected final Simulation<?, ?> simulation() {
        return Simulation.of(Algorithms.named(algorithm));
    }

    /** The header and the events of a run, without the footer. */
    protected final List<ObjectNode> events(UnaryOperator<Simulation<?, ?>> settings) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (String line : text(simulation(), settings).split("\n")) {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            if (!node.has("end")) {
                lines.add(node);
            }
        }
        return lines;
    }

    private static String text(Simulation<?, ?> simulation, UnaryOperator<Simulation<?, ?>> settings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        settings.apply(simulation).record(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The text of a trace, its events counted anew. */
    protected static String join(List<ObjectNode> lines, boolean footer) {
        StringBuilder text = new StringBuilder();
        int n = 0;
        for (ObjectNode line : lines) {
            if (line.has("n")) {
                line.put("n", ++n);
            }
            text.append(line).append('\n');
        }
        return footer ? text.append("{\"end\":true,\"events\":").append(n).append("}\n").toString() : text.toString();
    }

    /** Writes a trace, and notes which verdict the replay gives. */
    protected final void write(String name, String text, String about) throws IOException {
        Path file = folder.resolve(name + ".ndjson");
        Files.writeString(file, text);
        ReplayResult result = replayer.replay(file);
        ObjectNode expected = verdicts.putObject(name + ".ndjson");
        expected.put("verdict", result.verdict() instanceof Verdict.Ok && !result.complete() ? "incomplete"
                : result.verdict().word());
        if (result.verdict() instanceof Verdict.Diverged diverged) {
            expected.put("event", diverged.divergence().event().n());
            expected.put("action", diverged.divergence().closest().action());
            expected.put("false", diverged.divergence().closest().conjunct());
        } else if (result.verdict() instanceof Verdict.Malformed malformed) {
            String error = malformed.error();
            expected.put("false", error.substring(error.indexOf("found "), error.indexOf(", expected")));
        }
        expected.put("about", about);
    }

    /** Whether an event is that action's. */
    protected static Predicate<ObjectNode> is(String action) {
        return e -> e.has("action") && e.get("action").asText().equals(action);
    }

    /** The first of the lines that are so, after as many as are to be skipped. */
    protected static ObjectNode first(List<ObjectNode> lines, Predicate<ObjectNode> which, int skip) {
        return lines.stream().filter(which).skip(skip).findFirst().orElseThrow();
    }

    /** The events after the first of that action. */
    protected static List<ObjectNode> after(List<ObjectNode> lines, String action) {
        return lines.subList(lines.indexOf(first(lines, is(action), 0)) + 1, lines.size());
    }

    /** The event's arguments, or the one to which the keys lead. */
    protected static ObjectNode arg(ObjectNode event, String... path) {
        ObjectNode node = (ObjectNode) event.get("args");
        for (String key : path) {
            node = (ObjectNode) node.get(key);
        }
        return node;
    }

    /** What changed at the event's node. */
    protected static ObjectNode state(ObjectNode event) {
        return (ObjectNode) event.get("state");
    }

    /** The event is another action's now; what that changes is still to be said, in what is returned. */
    protected static ObjectNode renamed(ObjectNode event, String action) {
        event.put("action", action);
        return state(event).removeAll();
    }

    /** In synchronous rounds, whether the step receives anything. */
    protected static boolean hears(ObjectNode event) {
        return event.path("args").path("received").path("#map").size() > 0;
    }

    /** In synchronous rounds, all that the step receives: pairs of a sender and its message. */
    protected static ArrayNode inbox(ObjectNode event) {
        return (ArrayNode) event.get("args").get("received").get("#map");
    }

    /** Takes the clocks away, which would tell of the tampering before the specification can. */
    protected static void forgetClocks(List<ObjectNode> lines) {
        lines.forEach(line -> line.remove("clock"));
    }
}
