package dev.synod.algorithms.synod;

import dev.synod.algorithms.Preferences;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Options.Option;
import dev.synod.runtime.Policy;
import dev.synod.runtime.SmallModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The synod, for the runtimes to find. */
public final class SynodProvider implements AlgorithmProvider<Priest, Message> {

    private static final List<String> GOODS = List.of("olive", "wine", "honey", "wool", "cheese", "marble", "linen");

    @Override
    public String name() {
        return "synod";
    }

    @Override
    public String spec() {
        return "synod/Synod";
    }

    @Override
    public List<NodeId> nodes(int count) {
        return NodeId.numbered("p", count);
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("decrees", "one each",
                        "the decrees, separated by commas; each priest prefers another; or \"one each\""),
                new Option("proposers", "all", "how many of the priests, the first ones, try ballots; or \"all\""));
    }

    @Override
    public Machine<Priest, Message> machine(NodeId self, List<NodeId> nodes, Options options) {
        return new Synod(self, nodes, Preferences.of(decrees(nodes.size(), options), nodes.indexOf(self)));
    }

    private static List<String> decrees(int priests, Options options) {
        if (options.text("decrees").strip().equals("one each")) {
            return IntStream.range(0, priests)
                    .mapToObj(i -> i < GOODS.size() ? GOODS.get(i) : "decree" + (i + 1))
                    .toList();
        }
        return options.distinct("decrees", "olive,wine");
    }

    @Override
    public List<String> policies() {
        return List.of("restless", "backoff", "eager");
    }

    @Override
    public Policy<Priest> policy(String name, Machine<Priest, Message> machine, Options options) {
        int priests = machine.nodes().size();
        int proposers = options.text("proposers").equals("all") ? priests : options.integer("proposers", 1, priests);
        int seat = machine.nodes().indexOf(machine.self());
        boolean proposes = seat < proposers;
        return switch (name) {
            case "restless" -> new Backoff(proposes, true);
            case "backoff" -> new Backoff(proposes, false);
            case "eager" -> new Eager(proposes, seat);
            default -> throw new IllegalArgumentException("Unknown policy \"" + name + "\".");
        };
    }

    /** Two ballots of two priests, and one decree; crashes as the specification has them. */
    @Override
    public SmallModel smallModel() {
        return new SmallModel(3, Map.of("decrees", "olive"), Map.of("Nat", "0..1"), List.of());
    }

    @Override
    public boolean done(Collection<Priest> states) {
        return states.stream().map(Priest::outcome).allMatch(Objects::nonNull);
    }
}
