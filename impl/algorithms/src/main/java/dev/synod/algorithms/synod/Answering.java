package dev.synod.algorithms.synod;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.algorithms.synod.Message.LastVote;
import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.algorithms.synod.Message.Voted;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Turn;

/** What all policies of the synod share: a priest answers what it is asked, and goes on with its ballot when it can. */
abstract class Answering implements Policy<Priest> {

    @Override
    public void received(Turn<Priest> turn, Record message) {
        if (message instanceof NextBallot) {
            turn.take("SendLastVote");
        } else if (message instanceof LastVote) {
            poll(turn);
        } else if (message instanceof BeginBallot) {
            turn.take("SendVoted");
        } else if (message instanceof Voted && turn.take("Succeed")) {
            turn.take("SendSuccess");
        }
    }

    /** Begins the ballot if a majority has answered. */
    final boolean poll(Turn<Priest> turn) {
        boolean begun = turn.takeFirst("StartPollingMajoritySet");
        if (begun) {
            askForVotes(turn);
        }
        return begun;
    }

    /** Asks those of the quorum who have not voted yet, as far as the priest knows. */
    final void askForVotes(Turn<Priest> turn) {
        Priest p = turn.state();
        for (NodeId q : p.quorum()) {
            if (!p.voters().contains(q)) {
                turn.take("SendBeginBallot", q);
            }
        }
    }

    /** Tries a ballot above all that the priest knows of. */
    final void outbid(Turn<Priest> turn) {
        int highest = turn.state().nextBal();
        turn.takeFirst("TryNewBallot", ballot -> (int) ballot.arguments().get(1) > highest);
        turn.take("SendNextBallot");
    }

    /** Does again, or at last, what the ballot is waiting for. */
    final void urge(Turn<Priest> turn) {
        switch (turn.state().status()) {
            case TRYING -> {
                if (!poll(turn)) {
                    turn.take("SendNextBallot");
                }
            }
            case POLLING -> askForVotes(turn);
            case IDLE -> { }
        }
    }
}
