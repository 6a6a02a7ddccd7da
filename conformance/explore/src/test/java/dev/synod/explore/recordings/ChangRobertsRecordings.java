package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.List;

/** Elections on a ring, and what was tampered with in them. */
public final class ChangRobertsRecordings extends Recordings {
    public ChangRobertsRecordings() {
        super("chang-roberts");
    }

    @Override
    protected void record() throws IOException {
        good("worst", "Seven identities descending around the ring, all start: 28 messages Elect.",
                s -> s.nodes(7).option("identities", "descending").faults(FaultPlan.parse("delay=30..90")).seed(1));
        good("best", "Seven identities ascending, all start: 13 messages Elect.",
                s -> s.nodes(7).option("identities", "ascending").faults(FaultPlan.parse("delay=30..90")).seed(2));
        good("overtaking", "Five nodes, some of which a message wakes; messages overtake each other.",
                s -> s.nodes(5).option("identities", "31,7,42,19,3").faults(FaultPlan.parse("delay=1..60")).seed(3));
        good("woken", "Five nodes, of which smaller identities wake two.",
                s -> s.nodes(5).faults(FaultPlan.parse("delay=1..5")).seed(3));
        good("alone", "A ring of one node, which elects itself.", s -> s.nodes(1).seed(4));

        List<ObjectNode> base = events(s -> s.nodes(4).option("identities", "descending")
                .faults(FaultPlan.parse("delay=1..60")).seed(5));
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
}
