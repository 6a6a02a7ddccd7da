package @package@;

import @package@.Message.Transfer;
import dev.synod.runtime.Machine;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Step;
import java.util.List;

/** Machines with a bug planted, one method each; {@code META-INF/services} names this class. */
public final class @Module@Mutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "@name@";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(new Mutant(
                "takesTheLockFromAnOldMessage",
                "an old message is worth nothing: the lock has been given on since",
                "ReceiveTransfer", Mutant.Kind.GUARD, "m.epoch > epoch[p]",
                "duplication=0.3,delay=1..60",
                new @Module@Provider() {
                    @Override
                    public Machine<Node, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
                        return new TakesTheLockFromAnOldMessage(self, nodes);
                    }
                }));
    }

    private static final class TakesTheLockFromAnOldMessage extends @Module@ {

        TakesTheLockFromAnOldMessage(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }

        @Override
        Step<Node> receiveTransfer(Node p, Transfer m) {
            if (!m.to().equals(self())) return disabled();
            return to(new Node(true, m.epoch(), null, p.using()));
        }
    }
}
