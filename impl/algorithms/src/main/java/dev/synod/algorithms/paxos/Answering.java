package dev.synod.algorithms.paxos;

import dev.synod.algorithms.paxos.Message.Accepted;
import dev.synod.algorithms.paxos.Message.Nack;
import dev.synod.algorithms.paxos.Message.Promise;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Turn;

/** What all policies of Paxos share: a node goes on with its ballot when it can, and learns when it can. */
abstract class Answering implements Policy<Member> {

    /** The machine of the node. */
    final Paxos paxos;
    /** The highest number that a Nack has told of. */
    private int refused = Paxos.NO_NUMBER;

    Answering(Paxos paxos) {
        this.paxos = paxos;
    }

    @Override
    public void received(Turn<Member> turn, Record message) {
        if (message instanceof Promise) {
            turn.takeFirst("Accept");
        } else if (message instanceof Accepted) {
            turn.takeFirst("Learn");
        } else if (message instanceof Nack nack) {
            refused = Math.max(refused, nack.maxBal());
        }
    }

    /** Starts a ballot above all that the node knows of. */
    final void outbid(Turn<Member> turn) {
        int highest = Math.max(refused, turn.state().maxBal());
        turn.take("Prepare", Math.max(turn.state().round(), paxos.round(highest)) + 1);
    }

    /** Goes on with the ballot, or sends its request again. */
    final void urge(Turn<Member> turn) {
        if (!turn.takeFirst("Accept")) {
            turn.take("Retransmit");
        }
    }
}
