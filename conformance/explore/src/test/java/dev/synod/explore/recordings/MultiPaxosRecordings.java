package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Runs of a replicated log, and what was tampered with in them. */
public final class MultiPaxosRecordings extends Recordings {
    public MultiPaxosRecordings() {
        super("multi-paxos");
    }

    @Override
    protected void record() throws IOException {
        good("calm", "Three nodes, no faults: one leader, one round of messages a command.",
                s -> s.nodes(3).policy("stable").faults(FaultPlan.parse("delay=1..4")).seed(1).steps(400));
        good("lossy", "Messages are lost, repeated and overtake each other; who lacks a decision asks for it.",
                s -> s.nodes(3).policy("stable").faults(FaultPlan.parse("loss=0.2,duplication=0.1,delay=1..20")).seed(2)
                        .steps(600));
        good("take-over", "Leaders crash and are replaced; what they had begun is finished, and holes are filled.",
                s -> s.nodes(3).faults(FaultPlan.parse("loss=0.35,crash=0.01,downtime=40..200,delay=1..20"))
                        .option("window", "8").seed(6).steps(900));
        good("all-faults", "Five nodes, every fault at once.",
                s -> s.nodes(5).faults(FaultPlan.ALL).seed(4).steps(1000));

        List<ObjectNode> base = events(s -> s.nodes(3).option("clients", "2")
                .faults(FaultPlan.parse("loss=0.1,crash=0.005,downtime=20..60,delay=1..20")).seed(5).steps(500));
        tampered("forged-message", base, "A request for a vote that nobody sent: it is for the slot after.", t -> {
            ObjectNode m = arg(first(t, is("ReceiveAccept"), 5), "m");
            m.put("slot", m.get("slot").asInt() + 1);
        });
        tampered("number-zero", base, "A leader proposes a command with the number 0; clients count from 1.", t -> {
            ObjectNode propose = first(t, is("Propose"), 0);
            arg(propose, "c").put("seq", 0);
            ((ObjectNode) state(propose).get("votes").get("#set").get(0).get("cmd")).put("seq", 0);
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
        tampered("old-vote", base, "A leader decides by its vote in a ballot that is over.", t -> {
            ObjectNode decide = first(t, is("Decide").and(e -> !votesBefore(t, e).isEmpty()), 0);
            arg(decide).set("v", votesBefore(t, decide).get(0));
        });
        tampered("promise-taken-back", base, "A node comes back from a crash without its promise.",
                t -> state(first(t, is("Crash"), 0)).put("maxBal", -1));
        mutant("fills-holes", "fillsHolesWithItsOwn", "A new leader puts a command of its own into a hole.");
        mutant("minority", "trustsAMinority", "A leader takes its own vote for a majority.");
        mutant("no-phase-1", "leadsWithoutPhase1", "A node leads without having asked anyone.");
        mutant("twice", "executesACommandTwice", "A command that stands in the log twice takes effect twice.");
    }

    /** The votes for the same command in the same slot that the node of a Decide has cast in lower ballots. */
    private static List<JsonNode> votesBefore(List<ObjectNode> lines, ObjectNode decide) {
        ObjectNode v = arg(decide, "v");
        return lines.subList(1, lines.indexOf(decide)).stream()
                .filter(e -> e.get("node").equals(decide.get("node")))
                .flatMap(e -> Stream.of("#set", "#plus").map(state(e).path("votes")::path))
                .flatMap(votes -> StreamSupport.stream(votes.spliterator(), false))
                .filter(w -> w.get("slot").equals(v.get("slot")) && w.get("cmd").equals(v.get("cmd"))
                        && w.get("bal").asInt() < v.get("bal").asInt())
                .toList();
    }
}
