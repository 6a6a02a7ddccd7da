package dev.synod.algorithms.ricartagrawala;

import dev.synod.algorithms.ricartagrawala.Message.Reply;
import dev.synod.algorithms.ricartagrawala.Message.Request;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.Mutant.Kind;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Step;
import dev.synod.runtime.Variant;
import java.util.List;
import java.util.function.BiFunction;

/** The classic ways to get it wrong, each by one method. */
public final class RicartAgrawalaMutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "ricart-agrawala";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("forgetsTheHighestNumber",
                        "who has permitted another to enter may overtake it with a number that is too low",
                        "ReceiveRequest", Kind.EFFECT, "highest", ForgetsTheHighestNumber::new),
                mutant("repliesInsideTheCriticalSection",
                        "who is inside keeps every reply back until it leaves",
                        "ReceiveRequest", Kind.EFFECT, "deferred", RepliesInside::new),
                mutant("letsBothGoFirst",
                        "of two with equal numbers one goes first",
                        "ReceiveRequest", Kind.EFFECT, "deferred", LetsBothGoFirst::new),
                mutant("waitsForOneReplyTooFew",
                        "every other process must permit the entry",
                        "Enter", Kind.GUARD, "outstanding[p] = 0", WaitsForOneReplyTooFew::new),
                mutant("forgetsTheRepliesItOwes",
                        "who leaves replies to those whom it kept waiting; to remember them replies to them twice",
                        "Exit", Kind.EFFECT, "deferred", ForgetsTheRepliesItOwes::new),
                mutant("asksUnderALowerNumber",
                        "a number is above all that were seen",
                        "Request", Kind.GUARD, "n = highest[p] + 1", AsksUnderALowerNumber::new));
    }

    private static Mutant mutant(String name, String breaks, String action, Kind kind, String expected,
            BiFunction<NodeId, List<NodeId>, RicartAgrawala> machine) {
        return new Mutant(name, breaks, action, kind, expected, "delay=1..40", new Variant<>(
                new RicartAgrawalaProvider(), (self, nodes, options) -> machine.apply(self, nodes)));
    }

    private static final class ForgetsTheHighestNumber extends RicartAgrawala {
        ForgetsTheHighestNumber(NodeId self, List<NodeId> processes) {
            super(self, processes);
        }

        @Override
        Step<Contender> receiveRequest(Contender p, NodeId q, Request m) {
            Step<Contender> step = super.receiveRequest(p, q, m);
            Step<Contender> forgetful = to(step.next().withHighest(p.highest()));
            return step.sends().isEmpty() ? forgetful : forgetful.send(q, new Reply());
        }
    }

    private static final class RepliesInside extends RicartAgrawala {
        RepliesInside(NodeId self, List<NodeId> processes) {
            super(self, processes);
        }

        @Override
        Step<Contender> receiveRequest(Contender p, NodeId q, Request m) {
            if (p.mode() == Mode.CRITICAL) {
                return to(p.withHighest(Math.max(p.highest(), m.number()))).send(q, new Reply());
            }
            return super.receiveRequest(p, q, m);
        }
    }

    private static final class LetsBothGoFirst extends RicartAgrawala {
        LetsBothGoFirst(NodeId self, List<NodeId> processes) {
            super(self, processes);
        }

        @Override
        boolean precedes(int a, NodeId p, int b, NodeId q) {
            return a < b;
        }
    }

    private static final class WaitsForOneReplyTooFew extends RicartAgrawala {
        WaitsForOneReplyTooFew(NodeId self, List<NodeId> processes) {
            super(self, processes);
        }

        @Override
        Step<Contender> enter(Contender p) {
            return super.enter(p.outstanding() == 1 ? p.withOutstanding(0) : p);
        }
    }

    private static final class ForgetsTheRepliesItOwes extends RicartAgrawala {
        ForgetsTheRepliesItOwes(NodeId self, List<NodeId> processes) {
            super(self, processes);
        }

        @Override
        Step<Contender> exit(Contender p) {
            return p.mode() == Mode.CRITICAL ? to(p.withMode(Mode.IDLE)) : disabled();
        }
    }

    private static final class AsksUnderALowerNumber extends RicartAgrawala {
        AsksUnderALowerNumber(NodeId self, List<NodeId> processes) {
            super(self, processes);
        }

        @Override
        Step<Contender> request(Contender p, int n) {
            Step<Contender> step = super.request(p, p.highest() + 1);
            return n == p.ourNumber() + 1 && step.enabled()
                    ? to(step.next().withOurNumber(n)).send(nodes().stream().filter(q -> !q.equals(self())).toList(),
                            new Request(n))
                    : disabled();
        }

        @Override
        List<Integer> numbers(Contender p) {
            return List.of(p.ourNumber() + 1);
        }
    }
}
