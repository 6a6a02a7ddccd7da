package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.List;

/** Runs of the priests, and slips of paper that were tampered with. */
public final class SynodRecordings extends Recordings {
    public SynodRecordings() {
        super("synod");
    }

    @Override
    protected void record() throws IOException {
        good("calm", "Three priests, no faults: a decree is passed and told.",
                s -> s.nodes(3).policy("backoff").seed(1).steps(400).untilDone());
        good("lossy", "Messages are lost, repeated and overtake each other, and a decree is passed all the same.",
                s -> s.nodes(3).faults(FaultPlan.parse("loss=0.3,duplication=0.2,delay=1..30")).policy("backoff")
                        .seed(2).steps(800).untilDone());
        good("crashes", "Priests lose their slips of paper and come back.",
                s -> s.nodes(3).faults(FaultPlan.parse("crash=0.02,downtime=1..20,delay=1..10")).policy("backoff")
                        .seed(3).steps(800).untilDone());
        good("partitions", "Five priests and a chamber that falls apart and heals.",
                s -> s.nodes(5).faults(FaultPlan.parse("partition=0.02,healing=10..60,delay=1..10")).policy("backoff")
                        .seed(4).steps(800).untilDone());
        good("all-faults", "Five priests, every fault at once.",
                s -> s.nodes(5).faults(FaultPlan.ALL).policy("backoff").seed(5).steps(1000).untilDone());
        good("restless", "Ballots go on after a decree has been passed, all of them for that decree.",
                s -> s.nodes(3).faults(FaultPlan.ALL).policy("restless").seed(6).steps(400));
        good("duel", "Two proposers without back-off: each begins a higher ballot before the other's can succeed, for ever.",
                s -> s.nodes(3).policy("eager").option("proposers", "2").seed(7).steps(200));

        List<ObjectNode> base = events(s -> s.nodes(3).policy("restless").seed(11).steps(300)
                .faults(FaultPlan.parse("loss=0.1,duplication=0.1,delay=1..20,crash=0.01,downtime=1..20")));
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
}
