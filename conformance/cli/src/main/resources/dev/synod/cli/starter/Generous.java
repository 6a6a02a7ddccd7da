package @package@;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Turn;
import java.util.List;

/**
 * Uses the lock for a while, then gives it to anyone, and tells the heir now and then.
 *
 * <p>A policy chooses among the actions that the machine has enabled. It can be slow; it cannot be wrong.
 */
final class Generous implements Policy<Node> {

    private static final int LONGEST_WAIT = 20;

    private final List<NodeId> nodes;

    Generous(List<NodeId> nodes) {
        this.nodes = nodes;
    }

    @Override
    public void start(Turn<Node> turn) {
        wait(turn);
    }

    @Override
    public void received(Turn<Node> turn, Record message) {
        turn.take("Enter");
    }

    @Override
    public void timeout(Turn<Node> turn) {
        if (!turn.take("Leave") && !turn.take("SendTransfer") && turn.chance().oneIn(2)) {
            turn.take("Enter");
        } else {
            NodeId heir = nodes.get(turn.chance().below(nodes.size()));
            turn.take("Give", heir, turn.state().epoch() + turn.chance().between(1, 3));
        }
        wait(turn);
    }

    private static void wait(Turn<Node> turn) {
        turn.wakeAfter(turn.chance().between(1, LONGEST_WAIT));
    }
}
