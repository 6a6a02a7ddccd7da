package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Generals with and without a traitor, and what not even a traitor can do. */
public final class OralMessagesRecordings extends Recordings {
    public OralMessagesRecordings() {
        super("oral-messages");
    }

    @Override
    protected void record() throws IOException {
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

        List<ObjectNode> loyal = events(s -> s.nodes(4).option("order", "attack").seed(5));
        List<ObjectNode> base = events(s -> s.nodes(4).option("order", "attack")
                .faults(FaultPlan.parse("delay=1..9,traitors=1")).seed(seedWith("traitors=1", 4, 5, "p3")));
        Predicate<ObjectNode> hears = is("Round").and(Recordings::hears);
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
        tampered("three-traitors", events(s -> s.nodes(7).option("f", "2")
                .faults(FaultPlan.parse("delay=1..9,traitors=2")).seed(6)), "A third general commits treason, where two may be"
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
            if (simulation().nodes(nodes).faults(FaultPlan.parse(faults)).seed(seed).run()
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
}
