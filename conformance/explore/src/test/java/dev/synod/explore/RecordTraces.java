package dev.synod.explore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Records the synod's traces anew, the bad ones by tampering with good ones, and writes which verdict each gets. Run it
 * by hand, look at every verdict, and commit only what you understand: it writes down what the replay says, and the test
 * of the recorded traces holds later replays to that.
 */
final class RecordTraces {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("../../traces/synod");

    private final ObjectNode verdicts = JSON.createObjectNode();

    private RecordTraces() {}

    public static void main(String[] args) throws IOException {
        new RecordTraces().record();
    }

    private void record() throws IOException {
        Files.createDirectories(FOLDER);
        good("calm", 3, "none", "backoff", true, 1, 400, "Three priests, no faults: a decree is passed and told.");
        good("lossy", 3, "loss=0.3,duplication=0.2,delay=1..30", "backoff", true, 2, 800,
                "Messages are lost, repeated and overtake each other, and a decree is passed all the same.");
        good("crashes", 3, "crash=0.02,downtime=1..20,delay=1..10", "backoff", true, 3, 800,
                "Priests lose their slips of paper and come back.");
        good("partitions", 5, "partition=0.02,healing=10..60,delay=1..10", "backoff", true, 4, 800,
                "Five priests and a chamber that falls apart and heals.");
        good("all-faults", 5, "all", "backoff", true, 5, 1000, "Five priests, every fault at once.");
        good("restless", 3, "all", "restless", false, 6, 400,
                "Ballots go on after a decree has been passed, all of them for that decree.");
        good("duel", 3, "none", "eager", false, 7, 200,
                "Two proposers without back-off: each begins a higher ballot before the other's can succeed, for ever.");

        List<ObjectNode> base = events(text(3,
                "loss=0.1,duplication=0.1,delay=1..20,crash=0.01,downtime=1..20", "restless", false, 11, 300));
        tampered("forged-message", base, "A LastVote that nobody sent: the ballot number in it was changed.", t -> {
            ObjectNode e = first(t, is("ReceiveLastVote"), 5);
            arg(e, "m").put("bal", arg(e, "m").get("bal").asInt() + 3);
        });
        tampered("vote-changed", base, "A vote changed after the fact: the ledger shows another decree.", t -> {
            ObjectNode e = first(t, is("ReceiveBeginBallot").and(x -> state(x).has("prevDec")), 1);
            state(e).put("prevDec", state(e).get("prevDec").asText().equals("wine") ? "olive" : "wine");
        });
        tampered("lost-promise", base, "A priest comes back from a crash without its promise.", t -> {
            ObjectNode e = first(t, is("LoseSlip"), 2);
            state(e).put("nextBal", -1);
        });
        tampered("event-removed", base, "The receipt of a NextBallot is missing; the clocks are gone too, or they would "
                + "tell.", t -> {
            forgetClocks(t);
            t.remove(first(t, is("ReceiveNextBallot").and(x -> state(x).has("nextBal")), 8));
        });
        tampered("events-swapped", base, "A vote is told before it is cast; the clocks are gone too, or they would tell.",
                t -> {
            forgetClocks(t);
            ObjectNode cast = first(t, is("ReceiveBeginBallot"), 0);
            int i = t.indexOf(cast);
            int j = i + 1;
            while (!t.get(j).get("action").asText().equals("SendVoted")
                    || !t.get(j).get("node").equals(cast.get("node"))) {
                j++;
            }
            ObjectNode told = t.remove(j);
            t.add(i, told);
        });
        tampered("event-doubled", base, "A ballot is tried twice under the same number.", t -> {
            forgetClocks(t);
            ObjectNode e = first(t, is("TryNewBallot"), 2);
            t.add(t.indexOf(e) + 1, e.deepCopy());
        });
        tampered("wrong-decree", base, "A ballot is begun for another decree than that of the highest vote.", t -> {
            List<ObjectNode> voted = t.stream().filter(is("ReceiveBeginBallot")).toList();
            ObjectNode e = first(t.subList(t.indexOf(voted.get(2)), t.size()), is("StartPollingMajoritySet"), 0);
            String other = arg(e).get("d").asText().equals("wine") ? "olive" : "wine";
            arg(e).put("d", other);
            state(e).put("decree", other);
        });
        tampered("small-quorum", base, "A ballot is begun with one priest for a quorum.", t -> {
            ObjectNode e = first(t, is("StartPollingMajoritySet"), 0);
            ObjectNode one = JSON.createObjectNode();
            one.putArray("#set").add(e.get("node").asText());
            arg(e).set("Q", one);
            state(e).set("quorum", one);
        });
        tampered("hidden-change", base, "A promise changes in a step that does not touch promises.", t -> {
            ObjectNode e = first(t, is("SendVoted"), 1);
            state(e).put("nextBal", 999);
        });
        tampered("not-a-disjunct", base, "An event is called like an operator that is no step of the specification.",
                t -> first(t, is("SendVoted"), 0).put("action", "Send"));
        tampered("wrong-type", base, "A promise is logged as a word.",
                t -> state(first(t, is("ReceiveNextBallot").and(x -> state(x).has("nextBal")), 2)).put("nextBal", "three"));
        tampered("clocks-contradict", base, "Two events of one node changed places, and their clocks say so.", t -> {
            String node = t.get(20).get("node").asText();
            int next = 21;
            while (!t.get(next).get("node").asText().equals(node)) {
                next++;
            }
            ObjectNode later = t.remove(next);
            t.add(20, later);
        });
        tampered("unknown-action", base, "An event bears a name that the specification does not know.",
                t -> first(t, is("SendVoted"), 0).put("action", "SendVote"));
        tampered("unknown-node", base, "An event of a priest that is not in the parliament.",
                t -> first(t, is("SendVoted"), 0).put("node", "p9").remove("clock"));
        tampered("unknown-argument", base, "An argument that the action does not have.",
                t -> arg(first(t, is("SendVoted"), 0)).put("r", "p1"));
        tampered("node-is-not-self", base, "An event at one priest that names another.",
                t -> arg(first(t, is("SendVoted"), 0)).put("p", "p9"));
        String whole = join(base, true);
        write("no-footer", join(base, false), "A trace without its footer: the beginning of a run, perhaps not the whole.");
        write("cut-short", whole.substring(0, whole.length() * 2 / 3), "A crash cut the last line short.");

        Files.writeString(FOLDER.resolve(RecordedTraces.EXPECTATIONS), verdicts.toPrettyString() + "\n");
    }

    private interface Tampering {
        void with(List<ObjectNode> lines);
    }

    private void good(String name, int nodes, String faults, String policy, boolean untilDone, long seed, long steps,
            String about) throws IOException {
        write(name, text(nodes, faults, policy, untilDone, seed, steps), about);
    }

    private static String text(int nodes, String faults, String policy, boolean untilDone, long seed, long steps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        record(Algorithms.named("synod"), nodes, faults, policy, untilDone, seed, steps, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static <S extends Record, M> void record(AlgorithmProvider<S, M> algorithm, int nodes, String faults,
            String policy, boolean untilDone, long seed, long steps, ByteArrayOutputStream out) {
        Simulation<S, M> simulation = Simulation.of(algorithm).nodes(nodes).faults(FaultPlan.parse(faults))
                .policy(policy).seed(seed).steps(steps);
        if (policy.equals("eager")) {
            simulation.option("proposers", "2");
        }
        (untilDone ? simulation.untilDone() : simulation).record(out);
    }

    private void tampered(String name, List<ObjectNode> base, String about, Tampering tampering) throws IOException {
        List<ObjectNode> lines = new ArrayList<>(base.stream().map(ObjectNode::deepCopy).toList());
        tampering.with(lines);
        write(name, join(lines, true), about);
    }

    private static List<ObjectNode> events(String text) throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (String line : text.split("\n")) {
            ObjectNode node = (ObjectNode) JSON.readTree(line);
            if (!node.has("end")) {
                lines.add(node);
            }
        }
        return lines;
    }

    private static String join(List<ObjectNode> lines, boolean footer) {
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

    private void write(String name, String text, String about) throws IOException {
        Path file = FOLDER.resolve(name + ".ndjson");
        Files.writeString(file, text);
        ReplayResult result;
        try (Replayer replayer = Replayer.of(SpecFolders.near(FOLDER))) {
            result = replayer.replay(file);
        }
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

    private static Predicate<ObjectNode> is(String action) {
        return e -> e.has("action") && e.get("action").asText().equals(action);
    }

    private static ObjectNode first(List<ObjectNode> lines, Predicate<ObjectNode> which, int skip) {
        return lines.stream().filter(which).skip(skip).findFirst().orElseThrow();
    }

    private static ObjectNode arg(ObjectNode event, String... path) {
        ObjectNode node = (ObjectNode) event.get("args");
        for (String key : Arrays.asList(path)) {
            node = (ObjectNode) node.get(key);
        }
        return node;
    }

    private static ObjectNode state(ObjectNode event) {
        return (ObjectNode) event.get("state");
    }

    private static void forgetClocks(List<ObjectNode> lines) {
        lines.forEach(line -> line.remove("clock"));
    }
}
