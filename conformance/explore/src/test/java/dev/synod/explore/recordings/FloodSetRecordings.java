package dev.synod.explore.recordings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs in rounds with and without crashes, and what was tampered with in them. */
public final class FloodSetRecordings extends Recordings {
    public FloodSetRecordings() {
        super("flood-set");
    }

    @Override
    protected void record() throws IOException {
        good("calm", "Four processes, nobody crashes.", s -> s.nodes(4).seed(1));
        good("slow-and-fast", "Five processes, all of which propose the same; within a round each takes its step when it"
                + " likes.", s -> s.nodes(5).option("inputs", "7").faults(FaultPlan.parse("delay=1..40")).seed(2));
        good("crashes", "Seven processes, of which three crash while they send.",
                s -> s.nodes(7).option("f", "3").faults(FaultPlan.parse("crash=0.03,delay=1..10")).seed(5));
        good("alone", "One process, which nobody tells anything.", s -> s.nodes(1).option("f", "1").seed(4));

        List<ObjectNode> base = events(s ->
                s.nodes(4).option("inputs", "1,0,0,0").option("default", "1")
                        .faults(FaultPlan.parse("crash=0.05,delay=1..10")).seed(3));
        ObjectNode crash = first(base, is("CrashSending"), 0);
        String crashed = crash.get("node").asText();
        tampered("not-heard", base, "A process does not hear what was said to it.",
                t -> inbox(first(t, is("Round").and(Recordings::hears), 0)).remove(0));
        tampered("misheard", base, "A process hears another value than was said.", t -> {
            ObjectNode values = (ObjectNode) inbox(first(t, is("Round").and(Recordings::hears), 0)).get(0).get(1)
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
            ObjectNode early = first(t, is("Round").and(Recordings::hears), 0);
            t.remove(early);
            t.add(2, early);
        });
        tampered("rises-again", base, "A process that has crashed takes a step.", t -> {
            forgetClocks(t);
            ObjectNode e = first(after(t, "CrashSending"), is("Round").and(Recordings::hears), 0);
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
}
