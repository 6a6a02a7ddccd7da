package dev.synod.explore;

import dev.synod.replay.SpecOutline;
import dev.synod.runtime.NamingContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Lays a machine and its specification side by side: the same actions with the same parameters, and every component of
 * a process's state a variable.
 */
public final class NamingCheck {
    private NamingCheck() {}

    /**
     * The differences, in sentences that name what was found and what is known; empty if there are none.
     *
     * @param machine the names on the machine's side
     * @param spec    the names on the specification's side
     */
    public static List<String> differences(NamingContract machine, SpecOutline spec) {
        List<String> differences = new ArrayList<>();
        Map<String, NamingContract.ActionName> actions = machine.actions().stream()
                .collect(Collectors.toMap(NamingContract.ActionName::name, a -> a));
        for (String action : new TreeSet<>(actions.keySet())) {
            List<String> parameters = spec.actions().get(action);
            if (parameters == null) {
                differences.add("the machine's action " + action + " is no disjunct of the specification's next-state "
                        + "relation; these are: " + String.join(", ", spec.actions().keySet()));
            } else if (!parameters.subList(0, Math.min(parameters.size(), actions.get(action).parameters().size()))
                            .equals(actions.get(action).parameters())
                    || parameters.size() < actions.get(action).parameters().size()) {
                differences.add("the machine's action " + action + " has the parameters "
                        + actions.get(action).parameters() + ", the specification's has " + parameters);
            }
        }
        for (String action : spec.actions().keySet()) {
            if (!actions.containsKey(action)) {
                differences.add("the specification's action " + action + " is no action of the machine; these are: "
                        + String.join(", ", new TreeSet<>(actions.keySet())));
            }
        }
        Set<String> variables = Set.copyOf(spec.variables());
        for (String component : machine.components()) {
            if (!variables.contains(component)) {
                differences.add("the state component " + component + " is no variable of the specification; these are: "
                        + String.join(", ", spec.variables()));
            }
        }
        return differences;
    }
}
