package dev.synod.algorithms.paxos;

import dev.synod.algorithms.BackoffTimer;
import dev.synod.algorithms.paxos.Message.Nack;
import dev.synod.algorithms.paxos.Message.Promise;
import dev.synod.runtime.Turn;

/**
 * Randomised exponential back-off among proposers; and a learner that has not learned the value asks for it now and
 * then, ever more rarely.
 *
 * <p>It also is a little careless, at random: it waits for more promises than it needs, or starts a ballot that is too
 * low. All of that the protocol allows, and a test should see it.
 */
final class Backoff extends Answering {

    /** How often a request is sent again before the ballot is given up. */
    private static final int URGES = 3;

    private final boolean keepsTrying;
    private final BackoffTimer timer = new BackoffTimer();
    private int urges;
    private boolean resting = true;

    /** A new one, which goes on when the node has learned the value if it {@code keepsTrying}. */
    Backoff(Paxos paxos, boolean keepsTrying) {
        super(paxos);
        this.keepsTrying = keepsTrying;
    }

    @Override
    public void start(Turn<Member> turn) {
        // Whoever only learns gives the proposers the time to choose something first.
        turn.wakeAfter(timer.firstRest(turn.chance()) + (paxos.isProposer() ? 0 : 8 * BackoffTimer.SHORTEST));
    }

    @Override
    public void received(Turn<Member> turn, Record message) {
        if (!(message instanceof Promise && turn.chance().oneIn(4))) {
            super.received(turn, message);
        }
        if (message instanceof Nack && !resting) {
            rest(turn, true);
        }
    }

    @Override
    public void timeout(Turn<Member> turn) {
        boolean knows = turn.state().learned() != null;
        if (resting && knows && !keepsTrying) {
            return;
        }
        if (!resting && urges > 0 && !(knows && turn.state().phase() == Phase.ACCEPTING)) {
            urges--;
            urge(turn);
            turn.wakeAfter(timer.patience());
        } else if (!resting) {
            rest(turn, !knows);
        } else if (paxos.isProposer()) {
            if (turn.chance().oneIn(4)) {
                turn.take("Ask");
            }
            startBallot(turn);
        } else if (turn.take("Ask") || paxos.isLearner()) {
            rest(turn, !knows);
        }
    }

    private void startBallot(Turn<Member> turn) {
        if (turn.chance().oneIn(8)) {
            turn.takeFirst("Prepare");
        } else {
            outbid(turn);
        }
        resting = false;
        urges = URGES;
        turn.wakeAfter(timer.patience());
    }

    private void rest(Turn<Member> turn, boolean failed) {
        if (failed) {
            timer.failed();
        } else {
            timer.succeeded();
        }
        resting = true;
        turn.wakeAfter(timer.rest(turn.chance()));
    }
}
