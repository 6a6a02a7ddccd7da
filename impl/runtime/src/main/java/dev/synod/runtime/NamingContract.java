package dev.synod.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that a machine shares with its spec, for the test that holds the two together.
 *
 * @param actions    every action, by name in alphabetical order
 * @param components the components of the state record, in order: each a variable of the spec
 * @param stable     those of the components that survive a crash
 */
public record NamingContract(List<ActionName> actions, List<String> components, Set<String> stable) {

    /**
     * An action's name and those of its parameters.
     *
     * @param name        the action's name
     * @param parameters  its parameters' names, in order
     * @param environment whether only the environment takes it
     */
    public record ActionName(String name, List<String> parameters, boolean environment) {
    }

    /** The names of that machine. */
    public static NamingContract of(Machine<?, ?> machine) {
        List<ActionName> actions = new ArrayList<>();
        for (MachineAction<?> action : machine.actions()) {
            actions.add(new ActionName(action.name(), action.parameterNames(), action.isEnvironment()));
        }
        RecordShape shape = RecordShape.of(machine.initial().getClass());
        Set<String> stable = new LinkedHashSet<>();
        for (int i = 0; i < shape.size(); i++) {
            if (shape.isStable(i)) {
                stable.add(shape.names().get(i));
            }
        }
        return new NamingContract(List.copyOf(actions), shape.names(), stable);
    }
}
