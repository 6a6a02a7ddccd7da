package dev.synod.algorithms.synod;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Step;
import java.util.List;
import java.util.Set;

/**
 * Priests who do nothing wrong, but not all that the paper lets them do. No replay can reject them; who compares the
 * states that they reach with those of the specification must.
 */
public final class LazySynods {

    private LazySynods() {
    }

    /** Nobody is told of a success. */
    public static SynodProvider neverSendsSuccess() {
        return new SynodProvider() {
            @Override
            protected Synod machine(NodeId self, List<NodeId> priests, List<String> decrees) {
                return new Synod(self, priests, decrees) {
                    @Override
                    Step<Priest> sendSuccess(Priest p) {
                        return disabled();
                    }
                };
            }
        };
    }

    /** No quorum has more priests than it must. */
    public static SynodProvider pollsTheSmallestMajoritiesOnly() {
        return new SynodProvider() {
            @Override
            protected Synod machine(NodeId self, List<NodeId> priests, List<String> decrees) {
                return new Synod(self, priests, decrees) {
                    @Override
                    Step<Priest> startPollingMajoritySet(Priest p, Set<NodeId> Q, String d) {
                        return isMajority(Q.size() - 1) ? disabled() : super.startPollingMajoritySet(p, Q, d);
                    }
                };
            }
        };
    }

    /** Nobody votes in ballot 0. */
    public static SynodProvider neverVotesInTheFirstBallot() {
        return new SynodProvider() {
            @Override
            protected Synod machine(NodeId self, List<NodeId> priests, List<String> decrees) {
                return new Synod(self, priests, decrees) {
                    @Override
                    Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
                        return m.bal() == 0 ? disabled() : super.receiveBeginBallot(p, m);
                    }
                };
            }
        };
    }
}
