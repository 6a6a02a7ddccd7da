package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Runs of proposers, acceptors and learners, and what was tampered with in them. */
public final class PaxosRecordings extends Recordings {
    public PaxosRecordings() {
        super("paxos");
    }

    @Override
    protected void record() throws IOException {
        good("calm", "Three nodes, one of which proposes, no faults: a value is chosen and learned.",
                s -> s.nodes(3).option("proposers", "p1").policy("backoff").seed(1).steps(200));
        good("alone", "One node that holds all roles: it is a majority, and the identity takes no bit of a number.",
                s -> s.nodes(1).policy("backoff").seed(1).steps(60));
        good("lossy", "Messages are lost, repeated and overtake each other, and all learn the same value.",
                s -> s.nodes(3).policy("backoff").faults(FaultPlan.parse("loss=0.3,duplication=0.2,delay=1..30")).seed(2)
                        .steps(400));
        good("crashes", "Nodes crash and come back; learners that forgot the value ask for it.",
                s -> s.nodes(3).faults(FaultPlan.parse("crash=0.02,downtime=1..20,delay=1..10")).seed(3).steps(500));
        UnaryOperator<Simulation<?, ?>> roles =
                s -> s.nodes(5).option("proposers", "p1,p4").option("acceptors", "p1,p2,p3").option("learners", "p4,p5")
                        .faults(FaultPlan.ALL).seed(4).steps(500);
        good("roles", "Two proposers, three acceptors and two learners at five nodes, every fault at once.", roles);
        good("duel", "Two proposers without back-off: each outbids the other before anything is accepted, for ever.",
                s -> s.nodes(3).option("proposers", "p1,p2").policy("eager").seed(5).steps(200));

        List<ObjectNode> base = events(s -> s.nodes(3).seed(11).steps(300)
                .faults(FaultPlan.parse("loss=0.1,duplication=0.1,delay=1..20,crash=0.01,downtime=1..20")));
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
        List<ObjectNode> five = events(roles);
        tampered("outsider-proposes", five, "A node that is no proposer starts a ballot.",
                t -> move(first(t, is("Prepare"), 0), "p2"));
        tampered("outsider-promises", five, "A node that is no acceptor promises.",
                t -> move(first(t, is("ReceivePrepare"), 0), "p5"));
        tampered("outsider-accepts", five, "A node that is no acceptor accepts.", t -> {
            ObjectNode e = first(t, is("ReceiveAccept"), 0);
            move(e, "p5");
            state(e).set("maxBal", arg(e, "m").get("n"));
        });
        tampered("outsider-learns", five, "A node that is no learner counts who has accepted.",
                t -> move(first(t, is("ReceiveAccepted"), 0), "p1"));
        tampered("outsider-asks", five, "A node that is no learner asks.", t -> move(first(t, is("Ask"), 0), "p1"));
        tampered("learns-a-proposal", base, "A learner takes for learned what a proposer proposes.", t -> {
            ObjectNode accept = first(t, is("ReceiveAccept"), 0);
            ObjectNode e = accept.deepCopy();
            e.remove("clock");
            renamed(e, "ReceiveLearned").set("learned", arg(e, "m").get("val"));
            t.add(t.indexOf(accept) + 1, e);
        });
        tampered("another-receives", base, "A Promise is received by another than the proposer of its number.", t -> {
            ObjectNode e = first(t, is("ReceivePromise"), 1);
            move(e, e.get("node").asText().equals("p1") ? "p2" : "p1");
        });
        tampered("nack-of-another", base, "A proposer gives its ballot up since a higher one of another was refused.", t -> {
            ObjectNode nack = first(t, is("ReceiveNack").and(e -> busyBelow(t, e).isPresent()), 0);
            ObjectNode e = nack.deepCopy();
            move(e, busyBelow(t, nack).orElseThrow());
            state(e).put("phase", "idle").putNull("value").putObject("promises").putArray("#set");
            t.add(t.indexOf(nack) + 1, e);
        });
        mutant("equal-values", "learnsFromEqualValues", "A learner counts equal values under different numbers.");
        mutant("nack-for-a-promise", "takesANackForAPromise", "A proposer takes a refusal for a promise.");
        mutant("no-promise", "acceptsWithoutAPromise", "An acceptor accepts and keeps its old promise.");
    }

    /** Of three nodes, one that has a ballot below that of this Nack under way when the Nack arrives. */
    private static Optional<String> busyBelow(List<ObjectNode> lines, ObjectNode nack) {
        Map<String, Integer> busy = new TreeMap<>();
        for (ObjectNode e : lines.subList(1, lines.indexOf(nack))) {
            String node = e.get("node").asText();
            if (is("Prepare").test(e)) {
                busy.put(node, arg(e).get("r").asInt() * 4 + node.charAt(1) - '1');
            } else if (state(e).path("phase").asText().equals("idle")) {
                busy.remove(node);
            }
        }
        return busy.entrySet().stream().filter(e -> e.getValue() < arg(nack, "m").get("n").asInt())
                .map(Map.Entry::getKey).findFirst();
    }

    /** The event is another node's now. */
    private static void move(ObjectNode event, String node) {
        event.remove("clock");
        event.put("node", node);
        arg(event).put("p", node);
    }
}
