package dev.synod.algorithms.paxos;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Options;
import dev.synod.runtime.Sets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who does what; a node may hold several roles, or none.
 *
 * @param proposers who proposes
 * @param acceptors who accepts, at least one
 * @param learners  who learns
 */
public record Roles(Set<NodeId> proposers, Set<NodeId> acceptors, Set<NodeId> learners) {

    /** Everyone holds all roles. */
    public static Roles all(List<NodeId> nodes) {
        Set<NodeId> all = Sets.copyOf(nodes);
        return new Roles(all, all, all);
    }

    /**
     * The roles as the options of those names say.
     *
     * @throws IllegalArgumentException if one is not usable; the message says what is
     */
    static Roles of(List<NodeId> nodes, Options options) {
        Roles roles = new Roles(holders("proposers", nodes, options), holders("acceptors", nodes, options),
                holders("learners", nodes, options));
        if (roles.acceptors.isEmpty()) {
            throw new IllegalArgumentException("Option acceptors must name at least one node; found \"none\".");
        }
        return roles;
    }

    private static Set<NodeId> holders(String option, List<NodeId> nodes, Options options) {
        String text = options.text(option).strip();
        if (text.equals("all")) {
            return Sets.copyOf(nodes);
        } else if (text.equals("none")) {
            return Sets.empty();
        }
        List<NodeId> named = Stream.of(text.split(",", -1)).map(String::strip)
                .map(name -> nodes.stream().filter(node -> node.name().equals(name)).findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("Option " + option + " must be nodes of the run,"
                                + " separated by commas, or \"all\", or \"none\"; found \"" + name + "\". The nodes are "
                                + String.join(", ", nodes.stream().map(NodeId::name).toList()) + ".")))
                .toList();
        return Sets.copyOf(named);
    }
}
