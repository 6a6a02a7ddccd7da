package dev.synod.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes any of the actions that are enabled, at random times; sleeps while there is none, until a message comes.
 *
 * @param <S> the state record of a process
 */
public final class RandomPolicy<S extends Record> implements Policy<S> {

    /** Ticks between two actions, at most. */
    private static final int LONGEST_PAUSE = 20;
    /** Of each action that many choices of arguments are considered; a supply may be infinite. */
    private static final int MOST_CHOICES = 200;

    private final List<MachineAction<S>> actions;
    private final Map<String, Integer> left = new HashMap<>();
    private boolean awake;

    /** A policy for the node of that machine. */
    public RandomPolicy(Machine<S, ?> machine) {
        actions = machine.actions().stream().filter(a -> !a.receives() && !a.isEnvironment()).toList();
    }

    /** The same, which takes the action of that name so many times at most. */
    public RandomPolicy<S> atMost(int times, String action) {
        if (actions.stream().noneMatch(a -> a.name().equals(action))) {
            throw new IllegalArgumentException("No policy takes an action " + action + ".");
        }
        left.put(action, times);
        return this;
    }

    /**
     * The same, which takes the action of that name as often, at most, as an option says: a number, or {@code any} number.
     *
     * @throws IllegalArgumentException if the option is neither; the message says what it may be
     */
    public RandomPolicy<S> atMost(Options options, String option, String action) {
        return options.text(option).equals("any") ? this : atMost(options.integer(option, 0, Integer.MAX_VALUE), action);
    }

    @Override
    public void start(Turn<S> turn) {
        pause(turn);
    }

    @Override
    public void received(Turn<S> turn, Record message) {
        pause(turn);
    }

    @Override
    public void timeout(Turn<S> turn) {
        awake = false;
        List<Transition<S>> enabled = enabled(turn.state());
        if (!enabled.isEmpty()) {
            Transition<S> chosen = enabled.get(turn.chance().below(enabled.size()));
            String name = chosen.action().name();
            List<Object> arguments = chosen.arguments();
            turn.take(name, arguments.subList(1, arguments.size()).toArray());
            left.computeIfPresent(name, (action, times) -> times - 1);
            pause(turn);
        }
    }

    private void pause(Turn<S> turn) {
        if (!awake) {
            awake = true;
            turn.wakeAfter(turn.chance().between(1, LONGEST_PAUSE));
        }
    }

    private List<Transition<S>> enabled(S state) {
        List<Transition<S>> enabled = new ArrayList<>();
        for (MachineAction<S> action : actions) {
            if (left.getOrDefault(action.name(), 1) > 0) {
                int choices = 0;
                for (Transition<S> transition : action.enabled(state)) {
                    enabled.add(transition);
                    if (++choices == MOST_CHOICES) {
                        break;
                    }
                }
            }
        }
        return enabled;
    }
}
