package dev.synod.runtime;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small algorithm to try the runtime on: nodes count, tell others what they counted to, and keep the highest. */
public class Counting extends Machine<Counting.Count, Counting.Message> {

    /** Where the nodes stand. */
    public enum Mood {
        /** At first. */
        CALM,
        /** After the first message. */
        WIDE_AWAKE
    }

    /** The state. */
    public record Count(@Stable int own, Mood mood, @Stable int highest, NodeId from) {
    }

    /** What is sent. */
    public sealed interface Message {
        /** How far a node has counted. */
        record Told(int count) implements Message {
        }
    }

    public Counting(NodeId self, List<NodeId> nodes) {
        super(self, nodes);
    }

    @Override
    public Count initial() {
        return new Count(0, Mood.CALM, 0, null);
    }

    @Override
    public Map<String, Object> constants() {
        return Map.of("Node", Sets.copyOf(nodes()));
    }

    @Action
    Step<Count> count(Count c, @In("steps") int by, @In("multiples") long times) {
        if (by * times > 6) {
            return disabled();
        }
        return to(new Count(c.own() + by * (int) times, c.mood(), c.highest(), c.from()));
    }

    @Action
    Step<Count> tell(Count c, @In("nodes") NodeId q) {
        return to(c).send(q, new Message.Told(c.own()));
    }

    @Action
    Step<Count> tellAll(Count c) {
        return to(c).broadcast(new Message.Told(c.own()));
    }

    @Action
    Step<Count> listen(Count c, @Sender NodeId from, Message.Told m) {
        if (m.count() <= c.highest()) {
            return disabled();
        }
        return to(new Count(c.own(), Mood.WIDE_AWAKE, m.count(), from));
    }

    /** The next four numbers. */
    IntStream steps(Count c) {
        return IntStream.iterate(c.own() + 1, i -> i + 1).limit(4);
    }

    Stream<Long> multiples() {
        return Stream.of(1L, 2L);
    }

    /** The same, with a crash. */
    @Crash(" Reset( n ) ")
    public static class Crashing extends Counting {
        public Crashing(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }
    }

    /** Provides it, with policies to try the simulation on. */
    public static final class Provider implements AlgorithmProvider<Count, Message> {

        private final Map<String, Policy<Count>> policies = new LinkedHashMap<>();
        private final boolean crashes;

        public Provider(boolean crashes, Map<String, Policy<Count>> policies) {
            this.crashes = crashes;
            this.policies.putAll(policies);
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String spec() {
            return "counting/Counting";
        }

        @Override
        public List<NodeId> nodes(int count) {
            return NodeId.numbered("n", count);
        }

        @Override
        public Machine<Count, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
            return crashes ? new Crashing(self, nodes) : new Counting(self, nodes);
        }

        @Override
        public List<String> policies() {
            return List.copyOf(policies.keySet());
        }

        @Override
        public Policy<Count> policy(String name, Machine<Count, Message> machine, Options options) {
            return policies.get(name);
        }

        @Override
        public boolean done(Collection<Count> states) {
            return states.stream().allMatch(c -> c.highest() > 0);
        }
    }
}
