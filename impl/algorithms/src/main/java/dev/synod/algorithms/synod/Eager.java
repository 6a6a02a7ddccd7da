package dev.synod.algorithms.synod;

import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.runtime.Turn;

/**
 * Outbids every higher ballot at once: with two such proposers a decree may never be passed.
 *
 * <p>Each promise to the one takes the votes from the other. Where all messages take the same time they duel for ever;
 * {@link Backoff} is the remedy.
 */
final class Eager extends Answering {

    private static final int PATIENCE = 10;

    private final boolean proposes;
    private final int seat;

    Eager(boolean proposes, int seat) {
        this.proposes = proposes;
        this.seat = seat;
    }

    @Override
    public void start(Turn<Priest> turn) {
        // One after the other: the duel needs two ballots under way, a message's time apart.
        turn.wakeAfter(1 + seat);
    }

    @Override
    public void received(Turn<Priest> turn, Record message) {
        super.received(turn, message);
        Priest p = turn.state();
        if (message instanceof NextBallot next && next.bal() > p.lastTried() && p.outcome() == null && proposes) {
            outbid(turn);
        }
    }

    @Override
    public void timeout(Turn<Priest> turn) {
        if (!turn.take("SendSuccess") && proposes) {
            if (turn.state().status() == Status.IDLE) {
                outbid(turn);
            } else {
                urge(turn);
            }
        }
        turn.wakeAfter(PATIENCE);
    }
}
