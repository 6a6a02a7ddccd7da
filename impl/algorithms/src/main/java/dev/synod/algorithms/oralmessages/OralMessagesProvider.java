package dev.synod.algorithms.oralmessages;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.SmallModel;
import dev.synod.runtime.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The Byzantine generals with oral messages, for the runtimes to find. */
public final class OralMessagesProvider implements AlgorithmProvider<General, Message> {

    private static final int MOST_TRAITORS = 3;

    @Override
    public String spec() {
        return "oral-messages/OralMessages";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("f", "1", "how many traitors there may be; there should be more than three times as many"
                        + " generals, and f+1 rounds are taken"),
                new Option("order", "any", "what a loyal commander orders, attack or retreat; or \"any\" of the two"));
    }

    @Override
    public Machine<General, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new OralMessages(self, nodes, mostTraitors(nodes, options), orders(options.text("order").strip()));
    }

    private static List<Order> orders(String text) {
        return switch (text) {
            case "any" -> List.of(Order.values());
            case "attack" -> List.of(Order.ATTACK);
            case "retreat" -> List.of(Order.RETREAT);
            default -> throw new IllegalArgumentException(
                    "Option order must be attack, retreat or any; found \"" + text + "\".");
        };
    }

    @Override
    public NetworkKind network() {
        return NetworkKind.ROUNDS;
    }

    @Override
    public Topology topology(List<NodeId> nodes, Options options) {
        return Topology.mesh(nodes);
    }

    @Override
    public int mostTraitors(List<NodeId> nodes, Options options) {
        return options.integer("f", 0, MOST_TRAITORS);
    }

    @Override
    public boolean done(Collection<General> loyal) {
        return loyal.stream().allMatch(p -> p.decision() != null);
    }

    /** Four generals, of whom any one may be a traitor. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(4, Map.of(), Map.of("Sayable(p, n, Q)", "Listened(p, n, Q)"), List.of());
    }
}
