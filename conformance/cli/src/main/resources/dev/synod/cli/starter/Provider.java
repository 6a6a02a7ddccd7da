package @package@;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Policy;
import dev.synod.runtime.SmallModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The algorithm, for the runtimes to find; {@code META-INF/services} names it. */
public class @Module@Provider implements AlgorithmProvider<Node, Message> {

    @Override
    public String name() {
        return "@name@";
    }

    @Override
    public String spec() {
        return "@name@/@Module@";
    }

    @Override
    public List<NodeId> nodes(int count) {
        return NodeId.numbered("n", count);
    }

    @Override
    public Machine<Node, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new @Module@(self, nodes);
    }

    @Override
    public List<String> policies() {
        return List.of("generous");
    }

    @Override
    public Policy<Node> policy(String name, Machine<Node, Message> machine, Options options) {
        return new Generous(machine.nodes());
    }

    /** Whether everyone has taken part in a hand-over. */
    @Override
    public boolean done(Collection<Node> states) {
        return states.stream().allMatch(p -> p.epoch() > 0);
    }

    /** That of MC@Module@.cfg: the code must reach as many states as TLC finds there. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(3, Map.of(), Map.of("Nat", "0..4"), List.of());
    }
}
