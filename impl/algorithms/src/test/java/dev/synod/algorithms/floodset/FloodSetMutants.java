package dev.synod.algorithms.floodset;

import dev.synod.algorithms.floodset.Message.Values;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.Mutant.Kind;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classic ways to get it wrong, each by one method. */
public final class FloodSetMutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "flood-set";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("decidesARoundTooSoon",
                        "as many rounds as processes can crash are not enough",
                        Kind.EFFECT, "decision", DecidesARoundTooSoon::new),
                mutant("decidesItsOwnInput",
                        "where there are several values all must fall back on the same one",
                        Kind.EFFECT, "decision", DecidesItsOwnInput::new),
                mutant("decidesWhenNothingIsNew",
                        "what is new to nobody here may have been told to somebody else by one who crashed",
                        Kind.EFFECT, "decision", DecidesWhenNothingIsNew::new),
                mutant("forgetsWhatItKnew",
                        "a value counts from when it was first heard, also if nobody says it again",
                        Kind.EFFECT, "seen", ForgetsWhatItKnew::new),
                mutant("leavesOneOut",
                        "everybody tells everybody",
                        Kind.GUARD, "received \\in Arriving(net, p)", LeavesOneOut::new),
                mutant("tellsItsOwnInputOnly",
                        "what was heard from one who crashed must be told to those who did not hear it",
                        Kind.GUARD, "received \\in Arriving(net, p)", TellsItsOwnInputOnly::new));
    }

    private interface Planted {
        FloodSet machine(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f);
    }

    private static Mutant mutant(String name, String breaks, Kind kind, String expected, Planted planted) {
        return new Mutant(name, breaks, "Round", kind, expected, "delay=1..40", new FloodSetProvider() {
            @Override
            protected FloodSet machine(
                    NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
                return planted.machine(self, nodes, input, defaultValue, f);
            }
        });
    }

    private static final class DecidesARoundTooSoon extends FloodSet {
        DecidesARoundTooSoon(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
            super(self, nodes, input, defaultValue, f);
        }

        @Override
        Step<Participant> round(Participant p, Map<NodeId, Message> received) {
            if (p.round() < f()) return super.round(p, received);
            if (p.round() > f()) return disabled();
            Set<Integer> heard = heard(p, received);
            return to(p.withRound(p.round() + 1).withSeen(heard).withDecision(choice(heard)));
        }
    }

    private static final class DecidesItsOwnInput extends FloodSet {
        DecidesItsOwnInput(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
            super(self, nodes, input, defaultValue, f);
        }

        @Override
        int choice(Set<Integer> seen) {
            return input();
        }
    }

    private static final class DecidesWhenNothingIsNew extends FloodSet {
        DecidesWhenNothingIsNew(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
            super(self, nodes, input, defaultValue, f);
        }

        @Override
        Step<Participant> round(Participant p, Map<NodeId, Message> received) {
            Step<Participant> step = super.round(p, received);
            if (p.round() == 0 || !step.enabled() || !heard(p, received).equals(p.seen())) return step;
            return to(step.next().withDecision(choice(p.seen()))).broadcast(new Values(p.seen()));
        }
    }

    private static final class ForgetsWhatItKnew extends FloodSet {
        ForgetsWhatItKnew(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
            super(self, nodes, input, defaultValue, f);
        }

        @Override
        Set<Integer> heard(Participant p, Map<NodeId, Message> received) {
            return p.round() == 0 ? super.heard(p, received) : super.heard(p.withSeen(Sets.empty()), received);
        }
    }

    private static final class LeavesOneOut extends FloodSet {
        LeavesOneOut(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
            super(self, nodes, input, defaultValue, f);
        }

        @Override
        Step<Participant> round(Participant p, Map<NodeId, Message> received) {
            Step<Participant> step = super.round(p, received);
            if (step.sends().isEmpty()) return step;
            Set<NodeId> others = Sets.minus(Sets.copyOf(nodes()), Sets.of(self()));
            return to(step.next()).send(Sets.minus(others, Sets.of(others.iterator().next())),
                    new Values(step.next().seen()));
        }
    }

    private static final class TellsItsOwnInputOnly extends FloodSet {
        TellsItsOwnInputOnly(NodeId self, List<NodeId> nodes, Map<NodeId, Integer> input, int defaultValue, int f) {
            super(self, nodes, input, defaultValue, f);
        }

        @Override
        Step<Participant> round(Participant p, Map<NodeId, Message> received) {
            Step<Participant> step = super.round(p, received);
            return step.sends().isEmpty() ? step : to(step.next()).broadcast(new Values(Sets.of(input())));
        }
    }
}
