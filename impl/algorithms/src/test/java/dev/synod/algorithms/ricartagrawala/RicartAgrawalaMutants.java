package dev.synod.algorithms.ricartagrawala;

import dev.synod.algorithms.ricartagrawala.Message.Reply;
import dev.synod.algorithms.ricartagrawala.Message.Request;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Step;
import java.util.List;

/** The classic ways to get it wrong, each by one method. */
public final class RicartAgrawalaMutants extends MutantsOf<Contender, Message, RicartAgrawala> {

    /** All of them. */
    public RicartAgrawalaMutants() {
        super(new RicartAgrawalaProvider(), RicartAgrawala.class);

        effect("forgetsTheHighestNumber",
                "who has permitted another to enter may overtake it with a number that is too low",
                "ReceiveRequest", "highest", "delay=1..40", process -> new RicartAgrawala(process) {
                    @Override
                    Step<Contender> receiveRequest(Contender p, NodeId q, Request m) {
                        Step<Contender> step = super.receiveRequest(p, q, m);
                        Step<Contender> forgetful = to(step.next().withHighest(p.highest()));
                        return step.sends().isEmpty() ? forgetful : forgetful.send(q, new Reply());
                    }
                });
        effect("repliesInsideTheCriticalSection",
                "who is inside keeps every reply back until it leaves",
                "ReceiveRequest", "deferred", "delay=1..40", process -> new RicartAgrawala(process) {
                    @Override
                    Step<Contender> receiveRequest(Contender p, NodeId q, Request m) {
                        if (p.mode() == Mode.CRITICAL) {
                            return to(p.withHighest(Math.max(p.highest(), m.number()))).send(q, new Reply());
                        }
                        return super.receiveRequest(p, q, m);
                    }
                });
        effect("letsBothGoFirst",
                "of two with equal numbers one goes first",
                "ReceiveRequest", "deferred", "delay=1..40", process -> new RicartAgrawala(process) {
                    @Override
                    boolean precedes(int a, NodeId p, int b, NodeId q) {
                        return a < b;
                    }
                });
        guard("waitsForOneReplyTooFew",
                "every other process must permit the entry",
                "Enter", "outstanding[p] = 0", "delay=1..40", process -> new RicartAgrawala(process) {
                    @Override
                    Step<Contender> enter(Contender p) {
                        return super.enter(p.outstanding() == 1 ? p.withOutstanding(0) : p);
                    }
                });
        effect("forgetsTheRepliesItOwes",
                "who leaves replies to those whom it kept waiting; to remember them replies to them twice",
                "Exit", "deferred", "delay=1..40", process -> new RicartAgrawala(process) {
                    @Override
                    Step<Contender> exit(Contender p) {
                        return p.mode() == Mode.CRITICAL ? to(p.withMode(Mode.IDLE)) : disabled();
                    }
                });
        guard("asksUnderALowerNumber",
                "a number is above all that were seen",
                "Request", "n = highest[p] + 1", "delay=1..40", process -> new RicartAgrawala(process) {
                    @Override
                    Step<Contender> request(Contender p, int n) {
                        Step<Contender> step = super.request(p, p.highest() + 1);
                        return n == p.ourNumber() + 1 && step.enabled()
                                ? to(step.next().withOurNumber(n))
                                        .send(nodes().stream().filter(q -> !q.equals(self())).toList(), new Request(n))
                                : disabled();
                    }

                    @Override
                    List<Integer> numbers(Contender p) {
                        return List.of(p.ourNumber() + 1);
                    }
                });
    }
}
