package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of processes that want to enter, and what was tampered with in them. */
public final class RicartAgrawalaRecordings extends Recordings {
    public RicartAgrawalaRecordings() {
        super("ricart-agrawala");
    }

    @Override
    protected void record() throws IOException {
        good("calm", "Three processes enter twice each; no message overtakes another.",
                s -> s.nodes(3).option("entries", "2").seed(1).steps(500));
        good("overtaking", "Five processes; messages overtake each other.",
                s -> s.nodes(5).option("entries", "2").faults(FaultPlan.parse("delay=1..80")).seed(2).steps(500));
        good("alone", "One process enters without asking anybody.", s -> s.nodes(1).option("entries", "3").seed(3));

        List<ObjectNode> base = events(s -> s.nodes(3).faults(FaultPlan.parse("delay=1..40")).seed(4).steps(150));
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
}
