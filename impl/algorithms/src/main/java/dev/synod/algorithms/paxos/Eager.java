package dev.synod.algorithms.paxos;

import dev.synod.algorithms.paxos.Message.Prepare;
import dev.synod.runtime.Turn;

/**
 * Outbids every higher ballot that it hears of at once: with two such proposers a value may never be chosen.
 *
 * <p>Each promise to the one stands in the way of the other. Where all messages take the same time they duel for ever;
 * {@link Backoff} is the remedy. To hear of the other a duellist is an acceptor, too.
 */
final class Eager extends Answering {

    private static final int PATIENCE = 10;

    Eager(Paxos paxos) {
        super(paxos);
    }

    @Override
    public void start(Turn<Member> turn) {
        // One after the other: the duel needs two ballots under way, a message's time apart. A learner asks later.
        turn.wakeAfter(paxos.isProposer() ? 1 + paxos.nodes().indexOf(paxos.self()) : 2 * PATIENCE);
    }

    @Override
    public void received(Turn<Member> turn, Record message) {
        super.received(turn, message);
        Member p = turn.state();
        if (message instanceof Prepare prepare && prepare.n() > paxos.number(p.round()) && p.learned() == null) {
            outbid(turn);
        }
    }

    @Override
    public void timeout(Turn<Member> turn) {
        if (turn.state().learned() != null) {
            return;
        }
        if (!paxos.isProposer()) {
            if (!turn.take("Ask")) {
                return;
            }
        } else if (turn.state().phase() == Phase.IDLE) {
            outbid(turn);
        } else {
            urge(turn);
        }
        turn.wakeAfter(PATIENCE);
    }
}
