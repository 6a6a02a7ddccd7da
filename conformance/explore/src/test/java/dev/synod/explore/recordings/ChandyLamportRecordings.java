package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Snapshots of money on its way, and what was tampered with in them. */
public final class ChandyLamportRecordings extends Recordings {
    public ChandyLamportRecordings() {
        super("chandy-lamport");
    }

    @Override
    protected void record() throws IOException {
        good("ring", "Three processes in a ring.", s -> s.nodes(3).option("channels", "ring").option("transfers", "10")
                .faults(FaultPlan.parse("delay=1..40")).seed(1).steps(500));
        good("mesh", "Four processes, every channel there can be.", s -> s.nodes(4).option("transfers", "10")
                .faults(FaultPlan.parse("delay=1..60")).seed(2).steps(500));
        good("two-loops", "Two loops that have a channel in common; all the money is at one process at first.",
                s -> s.nodes(3).option("channels", "p1>p2,p2>p3,p3>p1,p2>p1").option("money", "9,0,0")
                        .option("transfers", "12").faults(FaultPlan.parse("delay=1..30")).seed(3).steps(500));

        List<ObjectNode> base = events(s -> s.nodes(3).option("transfers", "15")
                .faults(FaultPlan.parse("delay=1..60")).seed(4).steps(500));
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
}
