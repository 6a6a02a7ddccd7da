package dev.synod.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.explore.history.KnownHistory;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Records the traces of the algorithms that it is given by name anew, the bad ones by tampering with good ones or with a
 * mutant, and writes which verdict each gets. Run it by hand, look at every verdict, and commit only what you understand:
 * it writes down what the replay says, and the test of the recorded traces holds later replays to that.
 */
final class RecordTraces {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String algorithm;
    private final Path folder;
    private final ObjectNode verdicts = JSON.createObjectNode();

    private RecordTraces(String algorithm) {
        this.algorithm = algorithm;
        this.folder = Path.of("../../traces").resolve(algorithm);
    }

    public static void main(String[] args) throws IOException {
        for (String algorithm : args) {
            new RecordTraces(algorithm).record();
        }
    }

    private void record() throws IOException {
        Files.createDirectories(folder);
        switch (algorithm) {
            case "synod" -> synod();
            case "paxos" -> paxos();
            case "ricart-agrawala" -> ricartAgrawala();
            case "chang-roberts" -> changRoberts();
            case "chandy-lamport" -> chandyLamport();
            case "oral-messages" -> oralMessages();
            case "flood-set" -> floodSet();
            case "linearizable-map" -> histories();
            case "multi-paxos" -> multiPaxos();
            default -> throw new IllegalArgumentException("No traces are known for " + algorithm + "; add them here.");
        }
        Files.writeString(folder.resolve(RecordedTraces.EXPECTATIONS), verdicts.toPrettyString() + "\n");
    }

    private void ricartAgrawala() throws IOException {
        good("calm", "Three processes enter twice each; no message overtakes another.",
                s -> s.nodes(3).option("entries", "2").seed(1).steps(500));
        good("overtaking", "Five processes; messages overtake each other.",
                s -> s.nodes(5).option("entries", "2").faults(FaultPlan.parse("delay=1..80")).seed(2).steps(500));
        good("alone", "One process enters without asking anybody.", s -> s.nodes(1).option("entries", "3").seed(3));

        List<ObjectNode> base = events(text(s -> s.nodes(3).faults(FaultPlan.parse("delay=1..40")).seed(4).steps(150)));
        ofReliableNetwork(base, "ReceiveReply", "ReceiveRequest", m -> m.put("number", m.get("number").asInt() + 5));
        tampered("enters-too-soon", base, "A process enters while a reply is on the way; the clocks are gone, or they "
                + "would tell.", t -> {
            forgetClocks(t);
            ObjectNode enter = first(t, is("Enter"), 1);
            int at = t.indexOf(enter);
            int reply = at - 1;
            while (!is("ReceiveReply").test(t.get(reply)) || !t.get(reply).get("node").equals(enter.get("node"))) {
                reply--;
            }
            t.remove(enter);
            t.add(reply, enter);
        });
        tampered("exit-missing", base, "An Exit is missing, and with it the replies that it sends; the clocks are gone too.",
                t -> {
            forgetClocks(t);
            t.remove(first(t, is("Exit"), 0));
        });
        tampered("taken-for-a-reply", base, "A request is received as if it were a reply.", t -> {
            Map<String, Integer> outstanding = new HashMap<>();
            for (ObjectNode e : t.subList(1, t.size())) {
                int awaited = outstanding.getOrDefault(e.path("node").asText(), 0);
                if (is("ReceiveRequest").test(e) && awaited > 0) {
                    renamed(e, "ReceiveReply").put("outstanding", awaited - 1);
                    return;
                }
                if (e.path("state").has("outstanding")) {
                    outstanding.put(e.get("node").asText(), state(e).get("outstanding").asInt());
                }
            }
            throw new IllegalStateException("nobody who waits for a reply is asked");
        });
        tampered("taken-for-a-request", base, "A reply is received as if it were a request.",
                t -> renamed(first(t, is("ReceiveReply"), 0), "ReceiveRequest"));
        mutant("replies-inside", "repliesInsideTheCriticalSection", "A process replies while it is inside.");
        mutant("no-tie-break", "letsBothGoFirst", "Of two processes with equal numbers each permits the other to enter.");
    }

    private void changRoberts() throws IOException {
        good("worst", "Seven identities descending around the ring, all start: 28 messages Elect.",
                s -> s.nodes(7).option("identities", "descending").faults(FaultPlan.parse("delay=30..90")).seed(1));
        good("best", "Seven identities ascending, all start: 13 messages Elect.",
                s -> s.nodes(7).option("identities", "ascending").faults(FaultPlan.parse("delay=30..90")).seed(2));
        good("overtaking", "Five nodes, some of which a message wakes; messages overtake each other.",
                s -> s.nodes(5).option("identities", "31,7,42,19,3").faults(FaultPlan.parse("delay=1..60")).seed(3));
        good("woken", "Five nodes, of which smaller identities wake two.",
                s -> s.nodes(5).faults(FaultPlan.parse("delay=1..5")).seed(3));
        good("alone", "A ring of one node, which elects itself.", s -> s.nodes(1).seed(4));

        List<ObjectNode> base = events(text(s -> s.nodes(4).option("identities", "descending")
                .faults(FaultPlan.parse("delay=1..60")).seed(5)));
        ofReliableNetwork(base, "ReceiveLeader", "ReceiveElect", m -> m.put("id", 9));
        tampered("two-leaders", base, "A node that has let a larger identity pass says that it is elected.",
                t -> state(first(t, is("ReceiveElect").and(e -> state(e).path("status").asText().equals("passive")), 1))
                        .put("status", "elected"));
        tampered("starts-twice", base, "A node starts a second time; the clocks are gone, or they would tell.", t -> {
            forgetClocks(t);
            ObjectNode start = first(t, is("Start"), 0);
            t.add(t.indexOf(start) + 1, start.deepCopy());
        });
        tampered("taken-for-a-candidate", base, "A Leader is received as if it were an Elect.",
                t -> renamed(first(t, is("ReceiveLeader"), 0), "ReceiveElect"));
        tampered("taken-for-a-leader", base, "An Elect is received as if it were a Leader.", t -> {
            ObjectNode e = first(t, is("ReceiveElect"), 0);
            renamed(e, "ReceiveLeader").set("leader", arg(e, "m").get("id"));
        });
        mutant("lets-all-pass", "letsSmallerIdentitiesPass", "A candidate lets a smaller identity pass.");
        mutant("sleeps-on", "swallowsWithoutStarting", "A node that is asleep swallows a smaller identity and sleeps on.");
    }

    private void chandyLamport() throws IOException {
        good("ring", "Three processes in a ring.", s -> s.nodes(3).option("channels", "ring").option("transfers", "10")
                .faults(FaultPlan.parse("delay=1..40")).seed(1).steps(500));
        good("mesh", "Four processes, every channel there can be.", s -> s.nodes(4).option("transfers", "10")
                .faults(FaultPlan.parse("delay=1..60")).seed(2).steps(500));
        good("two-loops", "Two loops that have a channel in common; all the money is at one process at first.",
                s -> s.nodes(3).option("channels", "p1>p2,p2>p3,p3>p1,p2>p1").option("money", "9,0,0")
                        .option("transfers", "12").faults(FaultPlan.parse("delay=1..30")).seed(3).steps(500));

        List<ObjectNode> base = events(text(s -> s.nodes(3).option("transfers", "15")
                .faults(FaultPlan.parse("delay=1..60")).seed(4).steps(500)));
        ofReliableNetwork(base, "ReceiveMarker", "ReceiveTransfer", m -> m.put("amount", m.get("amount").asInt() + 1));
        tampered("overtakes-the-marker", base, "Money that was sent behind a marker is received before it; the clocks are "
                + "gone, or they would tell.", t -> {
            forgetClocks(t);
            for (int i = 0; i < t.size(); i++) {
                ObjectNode marker = t.get(i);
                if (!is("ReceiveMarker").test(marker)) {
                    continue;
                }
                for (int j = i + 1; j < t.size(); j++) {
                    ObjectNode money = t.get(j);
                    if (is("ReceiveTransfer").test(money) && money.get("node").equals(marker.get("node"))
                            && arg(money).get("q").equals(arg(marker).get("q"))) {
                        t.remove(money);
                        t.add(i, money);
                        return;
                    }
                }
            }
            throw new IllegalStateException("nothing comes behind a marker");
        });
        tampered("counts-too-much", base, "A process records more than it has.", t -> {
            ObjectNode e = first(t, is("Record"), 0);
            state(e).put("saved", state(e).get("saved").asInt() + 1);
        });
        tampered("spends-too-much", base, "A process sends more than it has.", t -> {
            ObjectNode e = first(t, is("SendTransfer"), 3);
            arg(e).put("a", 100);
            state(e).put("balance", -90);
        });
        tampered("sends-nothing", base, "A process sends a transfer of nothing.", t -> {
            ObjectNode e = first(t, is("SendTransfer"), 3);
            arg(e).put("a", 0);
            state(e).remove("balance");
        });
        tampered("taken-for-a-marker", base, "Money is received as if it were a second marker.", t -> {
            List<String> marked = new ArrayList<>();
            for (ObjectNode e : t.subList(1, t.size())) {
                String channel = e.path("args").path("q").asText() + " to " + e.path("node").asText();
                if (is("ReceiveMarker").test(e)) {
                    marked.add(channel);
                } else if (is("ReceiveTransfer").test(e) && marked.contains(channel)) {
                    renamed(e, "ReceiveMarker");
                    return;
                }
            }
            throw new IllegalStateException("nothing comes behind a marker");
        });
        tampered("taken-for-money", base, "A marker is received as if it were money.",
                t -> renamed(first(t, is("ReceiveMarker"), 0), "ReceiveTransfer"));
        mutant("records-behind", "recordsBehindTheMarker", "A process goes on recording a channel behind its marker.");
        mutant("sends-no-markers-on", "sendsNoMarkersOn", "Only who begins the snapshot sends markers.");
    }

    private void oralMessages() throws IOException {
        good("loyal", "Four generals, all of them loyal: nine messages.",
                s -> s.nodes(4).option("order", "attack").seed(1));
        good("traitorous-commander", "The commander is the traitor; his lieutenants agree all the same.",
                s -> s.nodes(4).faults(FaultPlan.parse("delay=1..9,traitors=1")).seed(seedWith("traitors=1", 4, 1, "p1")));
        good("traitorous-lieutenant", "A lieutenant is the traitor, who says anything to anyone.",
                s -> s.nodes(4).option("order", "attack").faults(FaultPlan.parse("delay=1..9,traitors=1"))
                        .seed(seedWith("traitors=1", 4, 1, "p4")));
        good("seven", "Seven generals, two of them traitors, and a round more.", s -> s.nodes(7).option("f", "2")
                .faults(FaultPlan.parse("delay=1..9,traitors=2")).seed(6));
        good("three", "Among three generals a traitor is one too many; the specification allows each step all the same.",
                s -> s.nodes(3).option("order", "attack").faults(FaultPlan.parse("traitors=1"))
                        .seed(seedWith("traitors=1", 3, 1, "p3")));

        List<ObjectNode> loyal = events(text(s -> s.nodes(4).option("order", "attack").seed(5)));
        List<ObjectNode> base = events(text(s -> s.nodes(4).option("order", "attack")
                .faults(FaultPlan.parse("delay=1..9,traitors=1")).seed(seedWith("traitors=1", 4, 5, "p3"))));
        Predicate<ObjectNode> hears = is("Round").and(RecordTraces::hears);
        tampered("pretends-silence", loyal, "A lieutenant pretends not to have heard another; its tree fits.", t -> {
            ObjectNode e = first(t, hears.and(x -> inbox(x).size() > 1), 0);
            inbox(e).remove(0);
        });
        tampered("never-said", loyal, "A lieutenant heard what nobody said: the order in it was changed.",
                t -> report(first(t, hears, 3)).put("order", "retreat"));
        tampered("forged-sender", base, "What one general said is heard from another, which not even a traitor can do.", t -> {
            ArrayNode heard = (ArrayNode) inbox(first(t, hears, 4)).get(0);
            heard.set(0, heard.get(0).asText().equals("p2") ? "p4" : "p2");
        });
        tampered("too-early", loyal, "A lieutenant does not wait for the round to end; the clocks are gone, or they would "
                + "tell.", t -> {
            forgetClocks(t);
            t.add(2, t.remove(t.indexOf(first(t, hears, 0))));
        });
        tampered("two-traitors", base, "A second general commits treason, where one may be a traitor.", t ->
                betrays(first(t, is("Round").and(e -> !e.get("node").asText().equals("p3")), 4)));
        tampered("three-traitors", events(text(s -> s.nodes(7).option("f", "2")
                .faults(FaultPlan.parse("delay=1..9,traitors=2")).seed(6))), "A third general commits treason, where two may be"
                + " traitors.", t -> betrays(first(t, is("Round"), 8)));
        tampered("loyal-again", base, "A traitor goes on as a loyal general.", t -> {
            JsonNode given = inbox(first(t, hears.and(x -> !x.get("node").asText().equals("p1")), 0)).get(0).deepCopy();
            ObjectNode e = first(t, is("Betray"), 1);
            e.put("action", "Round");
            arg(e).remove("said");
            arg(e).putObject("received").putArray("#map").add(given);
        });
        tampered("no-such-order", base, "A traitor says what no message can hold: an order that there is not.",
                t -> said(first(t, is("Betray"), 0)).put("order", "wait"));
        tampered("speaks-after-the-end", base, "A traitor says something after the last round.", t -> {
            ObjectNode last = first(t, is("Betray"), 2);
            arg(last).set("said", first(t, is("Betray"), 1).get("args").get("said").deepCopy());
        });
        tampered("decides-otherwise", base, "A lieutenant does not what it has heard.", t -> {
            ObjectNode e = first(t, is("Round").and(x -> state(x).has("decision")), 1);
            state(e).put("decision", state(e).get("decision").asText().equals("attack") ? "retreat" : "attack");
        });
        mutant("obeys-without-asking", "obeysWithoutAskingTheOthers", "A lieutenant obeys without asking the others.");
        mutant("leaves-out-its-vote", "leavesOutItsOwnVote", "A lieutenant counts the others' votes only.");
    }

    /** The first seed from that one on with which that node is the only traitor. */
    private long seedWith(String faults, int nodes, long from, String traitor) {
        for (long seed = from; seed < from + 100; seed++) {
            if (Simulation.of(Algorithms.named(algorithm)).nodes(nodes).faults(FaultPlan.parse(faults)).seed(seed).run()
                    .traitors().toString().equals("[" + traitor + "]")) {
                return seed;
            }
        }
        throw new IllegalStateException(traitor + " is a traitor with none of 100 seeds");
    }

    /** The first report that an event hears. */
    private static ObjectNode report(ObjectNode event) {
        return (ObjectNode) inbox(event).get(0).get(1).get("reports").get("#set").get(0);
    }

    /** The first report that a traitor makes. */
    private static ObjectNode said(ObjectNode event) {
        for (JsonNode one : event.get("args").get("said").get("#map")) {
            if (!one.get(1).get("reports").get("#set").isEmpty()) {
                return (ObjectNode) one.get(1).get("reports").get("#set").get(0);
            }
        }
        throw new IllegalStateException("the traitor says nothing");
    }

    /** A step becomes that of a traitor, who says nothing. */
    private static void betrays(ObjectNode event) {
        event.put("action", "Betray");
        arg(event).remove("received");
        arg(event).putObject("said").putArray("#map");
    }

    private void floodSet() throws IOException {
        good("calm", "Four processes, nobody crashes.", s -> s.nodes(4).seed(1));
        good("slow-and-fast", "Five processes, all of which propose the same; within a round each takes its step when it"
                + " likes.", s -> s.nodes(5).option("inputs", "7").faults(FaultPlan.parse("delay=1..40")).seed(2));
        good("crashes", "Seven processes, of which three crash while they send.",
                s -> s.nodes(7).option("f", "3").faults(FaultPlan.parse("crash=0.03,delay=1..10")).seed(5));
        good("alone", "One process, which nobody tells anything.", s -> s.nodes(1).option("f", "1").seed(4));

        List<ObjectNode> base = events(text(s ->
                s.nodes(4).option("inputs", "1,0,0,0").option("default", "1")
                        .faults(FaultPlan.parse("crash=0.05,delay=1..10")).seed(3)));
        ObjectNode crash = first(base, is("CrashSending"), 0);
        String crashed = crash.get("node").asText();
        tampered("not-heard", base, "A process does not hear what was said to it.",
                t -> inbox(first(t, is("Round").and(RecordTraces::hears), 0)).remove(0));
        tampered("misheard", base, "A process hears another value than was said.", t -> {
            ObjectNode values = (ObjectNode) inbox(first(t, is("Round").and(RecordTraces::hears), 0)).get(0).get(1)
                    .get("values");
            values.putArray("#set").add(values.get("#set").size() == 1 && values.get("#set").get(0).asInt() == 0 ? 1 : 0);
        });
        tampered("heard-from-the-dead", base, "A process hears from one whose last message did not reach it.", t -> {
            List<String> reached = new ArrayList<>();
            crash.get("args").get("reached").get("#set").forEach(node -> reached.add(node.asText()));
            ObjectNode e = first(after(t, "CrashSending"), is("Round").and(x -> !reached.contains(x.get("node").asText())
                    && hears(x) && !inbox(x).toString().contains("[\"" + crashed)), 0);
            ArrayNode said = inbox(e).addArray();
            said.add(crashed);
            said.add(inbox(e).get(0).get(1).deepCopy());
        });
        tampered("does-not-wait", base, "A process begins a round before it has heard everybody in the one before; the"
                + " clocks are gone, or they would tell.", t -> {
            forgetClocks(t);
            ObjectNode early = first(t, is("Round").and(RecordTraces::hears), 0);
            t.remove(early);
            t.add(2, early);
        });
        tampered("rises-again", base, "A process that has crashed takes a step.", t -> {
            forgetClocks(t);
            ObjectNode e = first(after(t, "CrashSending"), is("Round").and(RecordTraces::hears), 0);
            ObjectNode risen = e.deepCopy();
            risen.put("node", crashed);
            arg(risen).put("p", crashed);
            t.add(t.indexOf(e), risen);
        });
        tampered("one-crash-too-many", base, "More processes crash than the rounds are for.", t -> {
            List<ObjectNode> steps = t.stream().filter(is("Round")).toList();
            ObjectNode last = steps.get(steps.size() - 1);
            renamed(last, "CrashSending");
            arg(last).remove("received");
            arg(last).putObject("reached").putArray("#set");
        });
        tampered("reaches-itself", base, "A process that crashes hears its own last message.",
                t -> ((ArrayNode) arg(first(t, is("CrashSending"), 0), "reached").get("#set")).add(crashed));
        tampered("crash-in-silence", base, "A process decides although it crashes.",
                t -> state(first(t, is("CrashSending"), 0)).put("decision", 1));
        mutant("decides-too-soon", "decidesARoundTooSoon", "Everybody decides after as many rounds as can crash.");
        mutant("tells-its-own-only", "tellsItsOwnInputOnly", "Nobody passes on what it has heard.");
    }

    /** The events after the first of that action. */
    private static List<ObjectNode> after(List<ObjectNode> lines, String action) {
        return lines.subList(lines.indexOf(first(lines, is(action), 0)) + 1, lines.size());
    }

    private static boolean hears(ObjectNode event) {
        return event.path("args").path("received").path("#map").size() > 0;
    }

    /** All that the step receives, pairs of a sender and its message. */
    private static ArrayNode inbox(ObjectNode event) {
        return (ArrayNode) event.get("args").get("received").get("#map");
    }

    private void histories() throws IOException {
        for (KnownHistory known : KnownHistory.ALL) {
            write(known.name(), new String(known.trace(), StandardCharsets.UTF_8), known.about());
        }
    }

    /** What no reliable network does, to a message without and one with content. */
    private void ofReliableNetwork(List<ObjectNode> base, String receive, String receiveContent,
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

    private void multiPaxos() throws IOException {
        good("calm", "Three nodes, no faults: one leader, one round of messages a command.",
                s -> s.nodes(3).policy("stable").faults(FaultPlan.parse("delay=1..4")).seed(1).steps(400));
        good("lossy", "Messages are lost, repeated and overtake each other; who lacks a decision asks for it.",
                s -> s.nodes(3).policy("stable").faults(FaultPlan.parse("loss=0.2,duplication=0.1,delay=1..20")).seed(2)
                        .steps(600));
        good("take-over", "Leaders crash and are replaced; what they had begun is finished, and holes are filled.",
                s -> s.nodes(3).faults(FaultPlan.parse("loss=0.1,crash=0.01,downtime=40..200,delay=1..20"))
                        .option("window", "8").seed(3).steps(900));
        good("all-faults", "Five nodes, every fault at once.",
                s -> s.nodes(5).faults(FaultPlan.ALL).seed(4).steps(1000));

        List<ObjectNode> base = events(text(s -> s.nodes(3).option("clients", "2")
                .faults(FaultPlan.parse("loss=0.1,crash=0.005,downtime=20..60,delay=1..20")).seed(5).steps(500)));
        tampered("forged-message", base, "A request for a vote that nobody sent: it is for the slot after.", t -> {
            ObjectNode m = arg(first(t, is("ReceiveAccept"), 5), "m");
            m.put("slot", m.get("slot").asInt() + 1);
        });
        tampered("another-vote", base, "A node writes down another vote than the one that it casts.", t -> {
            ObjectNode vote = (ObjectNode) state(first(t, is("ReceiveAccept").and(e -> state(e).path("votes").has("#plus")), 2))
                    .get("votes").get("#plus").get(0);
            vote.put("bal", vote.get("bal").asInt() + 1);
        });
        tampered("decision-unwritten", base, "A node is told of a decision and does not write it down.",
                t -> state(first(t, is("ReceiveDecide").and(e -> state(e).path("chosen").has("#plus")), 2)).remove("chosen"));
        tampered("two-for-one", base, "With a decision that it is told of a node writes down another one.", t -> {
            ArrayNode news = (ArrayNode) state(first(t, is("ReceiveDecide").and(e -> state(e).path("chosen").has("#plus")), 2))
                    .get("chosen").get("#plus");
            news.add(news.get(0).<ObjectNode>deepCopy().put("slot", news.get(0).get("slot").asInt() + 7));
        });
        tampered("gap", base, "A node applies a slot and leaves out the one before; the clocks are gone, or they would "
                + "tell.", t -> {
            forgetClocks(t);
            t.remove(first(t, is("Apply"), 5));
        });
        tampered("forgotten-vote-of-the-poll", base, "A leader counts a vote that it has not been told of.", t -> {
            forgetClocks(t);
            t.remove(first(t, is("ReceiveAccepted"), 3));
        });
        tampered("promise-taken-back", base, "A node comes back from a crash without its promise.",
                t -> state(first(t, is("Crash"), 0)).put("maxBal", -1));
        mutant("fills-holes", "fillsHolesWithItsOwn", "A new leader puts a command of its own into a hole.");
        mutant("minority", "trustsAMinority", "A leader takes its own vote for a majority.");
        mutant("no-phase-1", "leadsWithoutPhase1", "A node leads without having asked anyone.");
        mutant("twice", "executesACommandTwice", "A command that stands in the log twice takes effect twice.");
    }

    private void mutant(String name, String mutant, String about) throws IOException {
        AlgorithmProvider<?, ?> planted = Mutants.named(algorithm, mutant).algorithm();
        FaultPlan faults = FaultPlan.parse("delay=1..40")
                .withTraitors(FaultPlan.parse(Mutants.named(algorithm, mutant).faults()).traitors());
        for (int i = 1; i <= 100; i++) {
            long seed = i;
            write(name, text(planted, s -> s.nodes(3).faults(faults).note("mutant", mutant)
                    .seed(seed).steps(300)), about);
            if (verdicts.get(name + ".ndjson").get("verdict").asText().equals("diverged")) {
                return;
            }
        }
        throw new IllegalStateException(mutant + " is not rejected with any of 100 seeds");
    }

    private void synod() throws IOException {
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
    }

    private void paxos() throws IOException {
        good("calm", "Three nodes, one of which proposes, no faults: a value is chosen and learned.",
                s -> s.nodes(3).option("proposers", "p1").policy("backoff").seed(1).steps(200));
        good("lossy", "Messages are lost, repeated and overtake each other, and all learn the same value.",
                s -> s.nodes(3).policy("backoff").faults(FaultPlan.parse("loss=0.3,duplication=0.2,delay=1..30")).seed(2)
                        .steps(400));
        good("crashes", "Nodes crash and come back; learners that forgot the value ask for it.",
                s -> s.nodes(3).faults(FaultPlan.parse("crash=0.02,downtime=1..20,delay=1..10")).seed(3).steps(500));
        good("roles", "Two proposers, three acceptors and two learners at five nodes, every fault at once.",
                s -> s.nodes(5).option("proposers", "p1,p4").option("acceptors", "p1,p2,p3").option("learners", "p4,p5")
                        .faults(FaultPlan.ALL).seed(4).steps(500));
        good("duel", "Two proposers without back-off: each outbids the other before anything is accepted, for ever.",
                s -> s.nodes(3).option("proposers", "p1,p2").policy("eager").seed(5).steps(200));

        List<ObjectNode> base = events(text(s -> s.nodes(3).seed(11).steps(300)
                .faults(FaultPlan.parse("loss=0.1,duplication=0.1,delay=1..20,crash=0.01,downtime=1..20"))));
        tampered("forged-promise", base, "A promise that nobody sent: the number in it was changed.", t -> {
            ObjectNode e = first(t, is("ReceivePromise"), 3);
            arg(e, "m").put("n", arg(e, "m").get("n").asInt() + 4);
        });
        tampered("lost-promise", base, "An acceptor comes back from a crash without its promise.",
                t -> state(first(t, is("Crash"), 1)).put("maxBal", -1));
        tampered("lost-round", base, "A proposer comes back from a crash without its round.",
                t -> state(first(t, is("Crash"), 1)).put("round", -1));
        tampered("refusal-lowers", base, "An acceptor that refuses takes its promise back.",
                t -> state(first(t, is("RefuseAccept").or(is("RefusePrepare")), 1)).put("maxBal", 0));
        tampered("value-changed", base, "An acceptor accepts another value than it was asked to.", t -> {
            ObjectNode e = first(t, is("ReceiveAccept").and(x -> state(x).has("vVal")), 1);
            state(e).put("vVal", state(e).get("vVal").asText().equals("red") ? "green" : "red");
        });
        tampered("own-value", base, "A proposer proposes another value than that of the highest report.", t -> {
            int accepted = t.indexOf(first(t, is("Learn"), 0));
            ObjectNode e = first(t.subList(accepted, t.size()), is("Accept"), 1);
            String other = arg(e).get("v").asText().equals("red") ? "green" : "red";
            arg(e).put("v", other);
            state(e).put("value", other);
        });
        tampered("learned-too-soon", base, "A learner learns before it has heard of a majority; the clocks are gone, or "
                + "they would tell.", t -> {
            forgetClocks(t);
            ObjectNode learn = first(t, is("Learn"), 0);
            int heard = t.indexOf(learn);
            while (!is("ReceiveAccepted").test(t.get(heard)) || !t.get(heard).get("node").equals(learn.get("node"))) {
                heard--;
            }
            t.remove(learn);
            t.add(heard, learn);
        });
        tampered("another-receives", base, "A Promise is received by another than the proposer of its number.", t -> {
            ObjectNode e = first(t, is("ReceivePromise"), 1);
            String other = e.get("node").asText().equals("p1") ? "p2" : "p1";
            e.remove("clock");
            e.put("node", other);
            arg(e).put("p", other);
        });
        mutant("equal-values", "learnsFromEqualValues", "A learner counts equal values under different numbers.");
        mutant("nack-for-a-promise", "takesANackForAPromise", "A proposer takes a refusal for a promise.");
        mutant("no-promise", "acceptsWithoutAPromise", "An acceptor accepts and keeps its old promise.");
    }

    private interface Tampering {
        void with(List<ObjectNode> lines);
    }

    private void good(String name, String about, UnaryOperator<Simulation<?, ?>> settings) throws IOException {
        write(name, text(settings), about);
    }

    private void good(String name, int nodes, String faults, String policy, boolean untilDone, long seed, long steps,
            String about) throws IOException {
        write(name, text(nodes, faults, policy, untilDone, seed, steps), about);
    }

    private String text(int nodes, String faults, String policy, boolean untilDone, long seed, long steps) {
        return text(s -> {
            s.nodes(nodes).faults(FaultPlan.parse(faults)).policy(policy).seed(seed).steps(steps);
            if (policy.equals("eager")) {
                s.option("proposers", "2");
            }
            return untilDone ? s.untilDone() : s;
        });
    }

    private String text(UnaryOperator<Simulation<?, ?>> settings) {
        return text(Algorithms.named(algorithm), settings);
    }

    private static String text(AlgorithmProvider<?, ?> algorithm, UnaryOperator<Simulation<?, ?>> settings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        settings.apply(Simulation.of(algorithm)).record(out);
        return out.toString(StandardCharsets.UTF_8);
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
        Path file = folder.resolve(name + ".ndjson");
        Files.writeString(file, text);
        ReplayResult result;
        try (Replayer replayer = Replayer.of(SpecFolders.near(folder))) {
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

    /** The event is another action's now; what that changes is still to be said, in what is returned. */
    private static ObjectNode renamed(ObjectNode event, String action) {
        event.put("action", action);
        return state(event).removeAll();
    }

    private static void forgetClocks(List<ObjectNode> lines) {
        lines.forEach(line -> line.remove("clock"));
    }
}
