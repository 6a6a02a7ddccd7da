package dev.synod.algorithms.synod;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Step;
import dev.synod.runtime.Variant;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Priests who do nothing wrong, but not all that the paper lets them do. No replay can reject them; who compares the
 * states that they reach with those of the specification must.
 */
public final class LazySynods {

    private LazySynods() {
    }

    /** Nobody is told of a success. */
    public static AlgorithmProvider<Priest, Message> neverSendsSuccess() {
        return variant(priest -> new Synod(priest) {
            @Override
            Step<Priest> sendSuccess(Priest p) {
                return disabled();
            }
        });
    }

    /** No quorum has more priests than it must. */
    public static AlgorithmProvider<Priest, Message> pollsTheSmallestMajoritiesOnly() {
        return variant(priest -> new Synod(priest) {
            @Override
            Step<Priest> startPollingMajoritySet(Priest p, Set<NodeId> Q, String d) {
                return isMajority(Q.size() - 1) ? disabled() : super.startPollingMajoritySet(p, Q, d);
            }
        });
    }

    /** Nobody votes in ballot 0. */
    public static AlgorithmProvider<Priest, Message> neverVotesInTheFirstBallot() {
        return variant(priest -> new Synod(priest) {
            @Override
            Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
                return m.bal() == 0 ? disabled() : super.receiveBeginBallot(p, m);
            }
        });
    }

    private static AlgorithmProvider<Priest, Message> variant(UnaryOperator<Synod> lazy) {
        return Variant.of(new SynodProvider(), Synod.class, lazy);
    }
}
