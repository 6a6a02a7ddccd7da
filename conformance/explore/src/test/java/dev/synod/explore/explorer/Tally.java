package dev.synod.explore.explorer;

import dev.synod.runtime.Action;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Crash;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import dev.synod.runtime.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Nodes that count to four, each for itself, and forget their count in a crash; the least that can be explored. */
@Crash("Reset(p)")
public class Tally extends Machine<Tally.Count, Tally.Message> {
    private static final String MODULE = """
            ---- MODULE Tally ----
            EXTENDS Integers, FiniteSets
            CONSTANT Node
            VARIABLE count

            Most == 4
            First == CHOOSE n \\in Node : TRUE
            Init == count = [n \\in Node |-> 0]
            Step(p) == count[p] < Most /\\ count' = [count EXCEPT ![p] = @ + 1]
            Reset(p) == count' = [count EXCEPT ![p] = 0]
            Next == %s
            Spec == Init /\\ [][Next]_count
            ====
            """;

    /** Where a node is. */
    public record Count(int count) {}

    /** There are no messages. */
    public interface Message {}

    public Tally(NodeId self, List<NodeId> nodes) {
        super(self, nodes);
    }

    @Override
    public Count initial() {
        return new Count(0);
    }

    @Override
    public Map<String, Object> constants() {
        return Map.of("Node", Sets.copyOf(nodes()));
    }

    @Action
    protected Step<Count> step(Count p) {
        return p.count() < 4 ? to(new Count(p.count() + 1)) : disabled();
    }

    /** Writes the specification, with that next-state relation. @return the folder of specifications */
    public static Path specs(Path folder, String next) throws IOException {
        Path specs = Files.createDirectories(folder.resolve("specs/tally"));
        Files.writeString(specs.resolve("Tally.tla"), MODULE.formatted(next));
        return specs.getParent();
    }

    /** Provides it. */
    public static class Provider implements AlgorithmProvider<Count, Message> {
        @Override
        public String name() {
            return "tally";
        }

        @Override
        public String spec() {
            return "tally/Tally";
        }

        @Override
        public List<NodeId> nodes(int count) {
            return NodeId.numbered("n", count);
        }

        @Override
        public Machine<Count, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
            return new Tally(self, nodes);
        }

        @Override
        public List<String> policies() {
            return List.of("counts");
        }

        @Override
        public Policy<Count> policy(String name, Machine<Count, Message> machine, Options options) {
            return new Policy<>() {
                @Override
                public void start(Turn<Count> turn) {
                    turn.wakeAfter(1);
                }

                @Override
                public void received(Turn<Count> turn, Record message) {}

                @Override
                public void timeout(Turn<Count> turn) {
                    turn.take("Step");
                    turn.wakeAfter(1);
                }
            };
        }

        @Override
        public boolean done(Collection<Count> states) {
            return false;
        }
    }
}
