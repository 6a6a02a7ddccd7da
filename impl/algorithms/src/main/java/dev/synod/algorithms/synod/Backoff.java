package dev.synod.algorithms.synod;

import dev.synod.algorithms.BackoffTimer;
import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.algorithms.synod.Message.LastVote;
import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.runtime.Turn;

/**
 * Randomised exponential back-off: after each ballot that comes to nothing a priest waits, for a random time from a
 * span twice as long, so that soon one of them has the time to finish alone. A priest with nothing left to try tells
 * its outcome now and then, ever more rarely.
 *
 * <p>It also is a little careless, at random: it leaves an answer for later, waits for more answers than it needs, or
 * tries a ballot that is too low. All of that the protocol allows, and a test should see it.
 */
final class Backoff extends Answering {

    /** How often a ballot is urged on before it is given up. */
    private static final int URGES = 3;

    private final boolean proposes;
    private final boolean keepsTrying;
    private final BackoffTimer timer = new BackoffTimer();
    private int urges;
    private boolean resting;
    private boolean owesAnswer;

    /**
     * A new one.
     *
     * @param proposes    whether the priest tries ballots at all
     * @param keepsTrying whether it goes on when a decree is in its ledger
     */
    Backoff(boolean proposes, boolean keepsTrying) {
        this.proposes = proposes;
        this.keepsTrying = keepsTrying;
    }

    @Override
    public void start(Turn<Priest> turn) {
        if (proposes) {
            resting = true;
            turn.wakeAfter(timer.firstRest(turn.chance()));
        }
    }

    @Override
    public void received(Turn<Priest> turn, Record message) {
        if ((message instanceof NextBallot || message instanceof BeginBallot) && turn.chance().oneIn(8)) {
            owesAnswer = true;
            if (!proposes) {
                turn.wakeAfter(turn.chance().between(1, BackoffTimer.SHORTEST));
            }
        } else if (!(message instanceof LastVote && turn.chance().oneIn(4))) {
            super.received(turn, message);
        }
    }

    @Override
    public void timeout(Turn<Priest> turn) {
        if (owesAnswer) {
            owesAnswer = false;
            turn.take("SendLastVote");
            turn.take("SendVoted");
        }
        if (!proposes) {
            return;
        }
        if (resting) {
            resting = false;
            turn.take("SendSuccess");
            if (keepsTrying || turn.state().outcome() == null) {
                tryBallot(turn);
                return;
            }
            timer.failed();
        } else if (isSettled(turn.state())) {
            timer.succeeded();
        } else if (urges > 0) {
            urges--;
            urge(turn);
            turn.wakeAfter(timer.patience());
            return;
        } else {
            timer.failed();
        }
        rest(turn);
    }

    private void tryBallot(Turn<Priest> turn) {
        if (turn.chance().oneIn(8)) {
            turn.takeFirst("TryNewBallot");
            turn.take("SendNextBallot");
        } else {
            outbid(turn);
        }
        urges = URGES;
        turn.wakeAfter(timer.patience());
    }

    private void rest(Turn<Priest> turn) {
        resting = true;
        turn.wakeAfter(timer.rest(turn.chance()));
    }

    /** Whether the priest's ballot is over: all of the quorum have voted, or the slip is lost. */
    private static boolean isSettled(Priest p) {
        return switch (p.status()) {
            case IDLE -> true;
            case TRYING -> false;
            case POLLING -> p.voters().containsAll(p.quorum());
        };
    }
}
