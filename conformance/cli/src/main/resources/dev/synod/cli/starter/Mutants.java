package @package@;

import @package@.Message.Transfer;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.Step;

/** Machines with a bug planted, one method each; {@code META-INF/services} names this class. */
public final class @Module@Mutants extends MutantsOf<Node, Message, @Module@> {

    /** All of them: each with the guard that is false, or the variable that is wrong, when a replay rejects it. */
    public @Module@Mutants() {
        super(new @Module@Provider(), @Module@.class);
        guard("takesTheLockFromAnOldMessage",
                "an old message is worth nothing: the lock has been given on since",
                "ReceiveTransfer", "m.epoch > epoch[p]", "duplication=0.3,delay=1..60",
                lock -> new @Module@(lock.self(), lock.nodes()) {
                    @Override
                    Step<Node> receiveTransfer(Node p, Transfer m) {
                        if (!m.to().equals(self())) return disabled();
                        return to(new Node(true, m.epoch(), null, p.using()));
                    }
                });
    }
}
