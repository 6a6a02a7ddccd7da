package dev.synod.algorithms.floodset;

import dev.synod.algorithms.floodset.Message.Values;
import dev.synod.runtime.Action;
import dev.synod.runtime.Crash;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Agreement among processes of which some crash, in synchronous rounds. Nancy A. Lynch, Distributed Algorithms, 1996,
 * section 6.2.1, FloodSet.
 *
 * <p>In short: everybody tells everybody else all inputs that it knows of, for one round more than processes can crash. In
 * one of these rounds nobody crashes, and after it all know the same.
 *
 * <p>This is {@code specs/flood-set/FloodSet.tla}, action by action, with the same names.
 */
@Crash("CrashSending(p, reached)")
public class FloodSet extends Machine<Participant, Message> {

    private final Map<NodeId, Integer> input;
    private final int defaultValue;
    private final int f;

    /**
     * The process {@code self}.
     *
     * @param input        what each process proposes
     * @param defaultValue what is decided where several values were proposed, the same at every process
     * @param f            at most so many processes crash
     */
    public FloodSet(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
        super(self, nodes);
        this.input = input;
        this.defaultValue = defaultValue;
        this.f = f;
    }

    /** The same process, for a mutant to differ. */
    protected FloodSet(FloodSet process) {
        this(process.self(), process.nodes(), process.input, process.defaultValue, process.f);
    }

    @Override
    public Participant initial() {
        return new Participant(0, Sets.of(input.get(self())), null);
    }

    /** Round(p, received): hear what was said in the round, and go on to the next; decide after the last. */
    @Action
    Step<Participant> round(Participant p, Map<NodeId, Message> received) {
        if (p.round() > f + 1) return disabled();
        Participant next = p.withRound(p.round() + 1).withSeen(heard(p, received));
        if (p.round() == f + 1) return to(next.withDecision(choice(next.seen())));
        return to(next).broadcast(new Values(next.seen()));
    }

    /** What p knows of when it has received these messages. */
    Set<Integer> heard(Participant p, Map<NodeId, Message> received) {
        Set<Integer> heard = p.seen();
        for (Message m : received.values()) {
            heard = Sets.union(heard, ((Values) m).values());
        }
        return heard;
    }

    /** What is decided by who knows of these values. */
    int choice(Set<Integer> seen) {
        return seen.size() == 1 ? seen.iterator().next() : defaultValue;
    }

    /** What this process proposes. */
    final int input() {
        return input.get(self());
    }

    /** At most so many processes crash. */
    final int f() {
        return f;
    }

    @Override
    public Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Process", Sets.copyOf(nodes()));
        constants.put("Value", Sets.plus(Sets.copyOf(input.values()), defaultValue));
        constants.put("Input", input);
        constants.put("Default", defaultValue);
        constants.put("F", f);
        return constants;
    }

    @Override
    public String nullConstant() {
        return "NONE";
    }
}
