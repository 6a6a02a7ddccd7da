package dev.synod.algorithms.floodset;

import dev.synod.algorithms.floodset.Message.Values;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.Map;
import java.util.Set;

/** The classic ways to get it wrong, each by one method. */
public final class FloodSetMutants extends MutantsOf<Participant, Message, FloodSet> {

    /** All of them. */
    public FloodSetMutants() {
        super(new FloodSetProvider(), FloodSet.class);

        effect("decidesARoundTooSoon",
                "as many rounds as processes can crash are not enough",
                "Round", "decision", "delay=1..40", process -> new FloodSet(process) {
                    @Override
                    Step<Participant> round(Participant p, Map<NodeId, Message> received) {
                        if (p.round() < f()) return super.round(p, received);
                        if (p.round() > f()) return disabled();
                        Set<Integer> heard = heard(p, received);
                        return to(p.withRound(p.round() + 1).withSeen(heard).withDecision(choice(heard)));
                    }
                });
        effect("decidesItsOwnInput",
                "where there are several values all must fall back on the same one",
                "Round", "decision", "delay=1..40", process -> new FloodSet(process) {
                    @Override
                    int choice(Set<Integer> seen) {
                        return input();
                    }
                });
        effect("decidesWhenNothingIsNew",
                "what is new to nobody here may have been told to somebody else by one who crashed",
                "Round", "decision", "delay=1..40", process -> new FloodSet(process) {
                    @Override
                    Step<Participant> round(Participant p, Map<NodeId, Message> received) {
                        Step<Participant> step = super.round(p, received);
                        if (p.round() == 0 || !step.enabled() || !heard(p, received).equals(p.seen())) return step;
                        return to(step.next().withDecision(choice(p.seen()))).broadcast(new Values(p.seen()));
                    }
                });
        effect("forgetsWhatItKnew",
                "a value counts from when it was first heard, also if nobody says it again",
                "Round", "seen", "delay=1..40", process -> new FloodSet(process) {
                    @Override
                    Set<Integer> heard(Participant p, Map<NodeId, Message> received) {
                        return p.round() == 0 ? super.heard(p, received) : super.heard(p.withSeen(Sets.empty()), received);
                    }
                });
        guard("leavesOneOut",
                "everybody tells everybody",
                "Round", "received \\in Arriving(net, p)", "delay=1..40", process -> new FloodSet(process) {
                    @Override
                    Step<Participant> round(Participant p, Map<NodeId, Message> received) {
                        Step<Participant> step = super.round(p, received);
                        if (step.sends().isEmpty()) return step;
                        Set<NodeId> others = Sets.minus(Sets.copyOf(nodes()), Sets.of(self()));
                        return to(step.next()).send(Sets.minus(others, Sets.of(others.iterator().next())),
                                new Values(step.next().seen()));
                    }
                });
        guard("tellsItsOwnInputOnly",
                "what was heard from one who crashed must be told to those who did not hear it",
                "Round", "received \\in Arriving(net, p)", "delay=1..40", process -> new FloodSet(process) {
                    @Override
                    Step<Participant> round(Participant p, Map<NodeId, Message> received) {
                        Step<Participant> step = super.round(p, received);
                        return step.sends().isEmpty() ? step : to(step.next()).broadcast(new Values(Sets.of(input())));
                    }
                });
    }
}
