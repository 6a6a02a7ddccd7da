package dev.synod.explore.drive;

import dev.synod.explore.drive.Drive.Kind;
import dev.synod.explore.drive.Drive.Performed;
import dev.synod.explore.drive.Drive.Refusal;
import dev.synod.explore.drive.DrivenNetwork.Comparison;
import dev.synod.explore.drive.DrivenNetwork.Delivery;
import dev.synod.explore.explorer.MessagesUnderWay;
import dev.synod.explore.explorer.RoundsUnderWay;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.MachineAction;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.Send;
import dev.synod.runtime.Transition;
import dev.synod.runtime.trace.ValueEncoder;
import dev.synod.tlc.State;
import dev.synod.tlc.TlaValue;
import dev.synod.tlc.UnusableInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds for each step of a behaviour the enabled action, with arguments, that has just its effect.
 *
 * <p>A step is one node's: its components change as the variables do, the others' do not, and what it does to the
 * messages is what the specification does to its network, as {@link DrivenNetwork} has it. What has no twin in the code,
 * history, is not compared. Instances with the same effect may differ only in whom they sent a message to; all such ways
 * are followed together.
 *
 * @param <S> the state record of a process
 */
final class Driver<S extends Record, M> {
    /** How many choices of arguments of one action are tried; a supply may be infinite. */
    private static final int MOST_CHOICES = 1_000;
    private static final int MOST_SHOWN = 12;

    private final SpecBehaviour behaviour;
    private final Ensemble<S, M> ensemble;
    private final RecordShape shape;
    private final ValueEncoder encoder;
    private final Plain plain;
    private final List<State> specStates;
    /** The network; null in synchronous rounds. */
    private final DrivenNetwork network;
    /** The network of synchronous rounds; null in others. */
    private final DrivenRounds<S, M> rounds;
    private final List<String> notHeld;

    /** The processes' states, and the messages between them: {@link MessagesUnderWay} or {@link RoundsUnderWay}. */
    private record World<S>(List<S> states, Object underWay) {}

    /** The messages after a step, and how they compare with the specification's. */
    private record Messages(Object underWay, Comparison comparison) {}

    /** An action taken and the world after it. */
    private record Taken<S>(String action, World<S> after) {}

    Driver(SpecBehaviour behaviour, Ensemble<S, M> ensemble) {
        this.behaviour = behaviour;
        this.ensemble = ensemble;
        this.specStates = behaviour.states();
        Machine<S, M> machine = ensemble.machines().get(0);
        this.shape = RecordShape.of(machine.initial().getClass());
        this.encoder = new ValueEncoder(machine.messageType());
        this.plain = new Plain(machine.nullConstant());
        checkVariables();
        List<String> others = new ArrayList<>(specStates.get(0).variables().keySet());
        others.removeAll(shape.names());
        boolean inRounds = ensemble.network() == NetworkKind.ROUNDS;
        this.network = inRounds ? null : new DrivenNetwork(behaviour, ensemble, plain, others);
        this.rounds = inRounds ? new DrivenRounds<>(behaviour, ensemble, plain, others) : null;
        others.removeAll(networkVariables());
        this.notHeld = List.copyOf(others);
    }

    private Set<String> networkVariables() {
        return rounds == null ? network.variables() : Set.of(rounds.variable());
    }

    private Object specified(Map<String, Object> variables) {
        return rounds == null ? network.specified(variables) : variables.get(rounds.variable());
    }

    private void checkVariables() {
        Set<String> variables = specStates.get(0).variables().keySet();
        for (String component : shape.names()) {
            if (!variables.contains(component)) {
                throw new UnusableInputException(behaviour.name(), "no variable " + component + "; its variables are "
                        + String.join(", ", variables), "a variable for every component of a process's state",
                        "drive the machines of this specification, and leave out an ALIAS");
            }
        }
    }

    Drive drive() {
        List<Performed> performed = new ArrayList<>();
        World<S> first = new World<>(ensemble.machines().stream().map(Machine::initial).toList(),
                rounds == null ? network.empty() : rounds.empty());
        List<String> unlike = differencesFromInitial(first);
        if (!unlike.isEmpty()) {
            return result(performed, new Refusal(Kind.REFUSED, specStates.get(0), unlike, List.of(), List.of()));
        }
        Set<World<S>> worlds = Set.of(first);
        for (int i = 1; i < specStates.size(); i++) {
            State before = specStates.get(i - 1);
            State after = specStates.get(i);
            if (plainVariables(before).equals(plainVariables(after))) {
                performed.add(new Performed(after.number(), "(stutters)"));
                continue;
            }
            StepSearch search = new StepSearch(before, after);
            Map<World<S>, String> next = new LinkedHashMap<>();
            for (World<S> world : worlds) {
                search.from(world).forEach(taken -> next.putIfAbsent(taken.after(), taken.action()));
            }
            if (next.isEmpty()) {
                return result(performed, search.refusal());
            }
            performed.add(new Performed(after.number(), next.values().iterator().next()));
            worlds = next.keySet();
        }
        return result(performed, null);
    }

    private Drive result(List<Performed> performed, Refusal refusal) {
        return new Drive(behaviour, performed, Optional.ofNullable(refusal), notHeld);
    }

    private List<String> differencesFromInitial(World<S> first) {
        List<String> unlike = new ArrayList<>();
        Map<String, Object> variables = plainVariables(specStates.get(0));
        for (int node = 0; node < ensemble.nodes().size(); node++) {
            Map<String, Object> machine = components(first.states().get(node));
            for (String component : shape.names()) {
                Object specified = at(component, variables.get(component), ensemble.nodes().get(node));
                if (!specified.equals(machine.get(component))) {
                    unlike.add(component + "[" + ensemble.nodes().get(node) + "] is " + specified
                            + " at first, and in the code " + machine.get(component));
                }
            }
        }
        if (!(rounds == null ? network.isEmpty(specified(variables)) : rounds.isEmpty(specified(variables)))) {
            unlike.add(String.join(", ", networkVariables()) + " holds messages at first, and in the code none");
        }
        return unlike;
    }

    private Map<String, Object> plainVariables(State state) {
        Map<String, Object> values = new HashMap<>();
        state.variables().forEach((name, value) -> values.put(name, plain.of(value)));
        return values;
    }

    private Map<String, Object> components(Record state) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < shape.size(); i++) {
            values.put(shape.names().get(i), plain.of(encoder.encode(shape.value(state, i))));
        }
        return values;
    }

    /** The value of a variable at a node. */
    private Object at(String variable, Object value, NodeId node) {
        if (value instanceof Map<?, ?> function && function.size() == ensemble.nodes().size()
                && function.containsKey(node.name())) {
            return function.get(node.name());
        }
        throw new UnusableInputException(behaviour.name(), variable + " = " + value,
                "a function of the nodes " + ensemble.nodes(),
                "give the model and the machines the same nodes, with the same names");
    }

    private Map<String, Object> at(Map<String, Object> variables, NodeId node) {
        Map<String, Object> values = new HashMap<>();
        for (String component : shape.names()) {
            values.put(component, at(component, variables.get(component), node));
        }
        return values;
    }

    /** The search for one step. */
    private final class StepSearch {
        private final State before;
        private final State after;
        private final Map<String, Object> variablesBefore;
        private final Map<String, Object> variablesAfter;
        private final List<Integer> changed = new ArrayList<>();
        private final Object networkBefore;
        private final Object networkAfter;
        private final Set<String> enabled = new LinkedHashSet<>();
        private final Set<String> cut = new LinkedHashSet<>();
        private boolean cutMightFit;

        StepSearch(State before, State after) {
            this.before = before;
            this.after = after;
            variablesBefore = plainVariables(before);
            variablesAfter = plainVariables(after);
            for (int i = 0; i < ensemble.nodes().size(); i++) {
                NodeId node = ensemble.nodes().get(i);
                if (!at(variablesBefore, node).equals(at(variablesAfter, node))) {
                    changed.add(i);
                }
            }
            networkBefore = specified(variablesBefore);
            networkAfter = specified(variablesAfter);
        }

        /** Every way to take the step from that world. */
        List<Taken<S>> from(World<S> world) {
            List<Taken<S>> found = new ArrayList<>();
            if (changed.size() > 1) {
                return found;
            }
            for (int i = 0; i < ensemble.nodes().size(); i++) {
                if (changed.isEmpty() || changed.get(0) == i) {
                    from(world, i, found);
                }
            }
            return found;
        }

        private void from(World<S> world, int node, List<Taken<S>> found) {
            Machine<S, M> machine = ensemble.machines().get(node);
            S state = world.states().get(node);
            boolean named = machine.actions().stream().anyMatch(a -> a.name().equals(after.action()));
            if (rounds != null) {
                RoundsUnderWay underWay = (RoundsUnderWay) world.underWay();
                for (Iterable<Transition<S>> ways : rounds.ways(underWay, node, state)) {
                    tryAll(world, node, ways, named, transition -> {
                        RoundsUnderWay next = rounds.after(underWay, node, transition);
                        return new Messages(next, rounds.compare(next, networkAfter));
                    }, found);
                }
                return;
            }
            MessagesUnderWay underWay = (MessagesUnderWay) world.underWay();
            for (MachineAction<S> action : machine.actions()) {
                if (named && !action.name().equals(after.action())) {
                    continue;
                }
                if (!action.receives()) {
                    tryAll(world, node, action.enabled(state), named, t -> after(underWay, machine.self(), null, t), found);
                    continue;
                }
                for (Delivery delivery : network.arriving(underWay, machine.self())) {
                    if (network.isSpecified(delivery, networkBefore)) {
                        tryAll(world, node, action.enabled(state, delivery.from(), delivery.message()), named,
                                t -> after(underWay, machine.self(), delivery, t), found);
                    }
                }
            }
        }

        private Messages after(MessagesUnderWay underWay, NodeId self, Delivery received, Transition<S> transition) {
            List<Send> sends = transition.step().sends();
            MessagesUnderWay next = network.after(underWay, self, received, sends);
            return new Messages(next, network.compare(next, sends, networkBefore, networkAfter));
        }

        /** Tries these transitions, of the action that the step is named after if it is. */
        private void tryAll(World<S> world, int node, Iterable<Transition<S>> transitions, boolean named,
                Function<Transition<S>, Messages> taking, List<Taken<S>> found) {
            NodeId self = ensemble.nodes().get(node);
            Map<String, Object> from = components(world.states().get(node));
            Map<String, Object> target = at(variablesAfter, self);
            Set<String> targetChanges = changes(from, target);
            int tried = 0;
            boolean alike = false;
            for (Transition<S> transition : transitions) {
                if (named && !transition.action().name().equals(after.action())) {
                    continue;
                }
                if (tried++ == MOST_CHOICES) {
                    cut.add(transition.action() + " at " + self + ": the first " + MOST_CHOICES + " choices of arguments were tried");
                    cutMightFit |= alike;
                    break;
                }
                Map<String, Object> to = components(transition.step().next());
                Messages messages = taking.apply(transition);
                if (to.equals(target) && messages.comparison() == Comparison.SAME) {
                    List<S> states = new ArrayList<>(world.states());
                    states.set(node, transition.step().next());
                    found.add(new Taken<>(transition.toString(), new World<>(List.copyOf(states), messages.underWay())));
                } else if (enabled.size() <= MOST_SHOWN && tried <= MOST_SHOWN / 4) {
                    enabled.add(effect(self, transition, from, to));
                }
                alike |= changes(from, to).equals(targetChanges) && messages.comparison() != Comparison.OTHER;
            }
        }

        private Set<String> changes(Map<String, Object> from, Map<String, Object> to) {
            Set<String> names = new HashSet<>();
            shape.names().stream().filter(c -> !from.get(c).equals(to.get(c))).forEach(names::add);
            return names;
        }

        private String effect(NodeId self, Transition<S> transition, Map<String, Object> from, Map<String, Object> to) {
            List<String> parts = new ArrayList<>();
            for (String component : shape.names()) {
                if (!from.get(component).equals(to.get(component))) {
                    parts.add(component + "[" + self + "] := " + to.get(component));
                }
            }
            transition.step().sends().forEach(s -> parts.add("sends " + s.message() + (s.toAll() ? "" : " to " + s.to())));
            return transition + (parts.isEmpty() ? ", changing nothing" : ": " + String.join(", ", parts));
        }

        Refusal refusal() {
            List<String> changes = new ArrayList<>();
            after.variables().forEach((name, now) -> change(name, before.variables().get(name), now, changes));
            List<String> shown = new ArrayList<>(enabled);
            if (shown.size() > MOST_SHOWN) {
                shown = new ArrayList<>(shown.subList(0, MOST_SHOWN));
                shown.add("... and more");
            }
            return new Refusal(cutMightFit ? Kind.UNDECIDED : Kind.REFUSED, after, changes, shown, List.copyOf(cut));
        }

        private void change(String name, TlaValue from, TlaValue to, List<String> changes) {
            if (plain.of(to).equals(plain.of(from))) {
                return;
            }
            Map<String, TlaValue> results = entries(to);
            Map<String, TlaValue> earlier = entries(from);
            if (!results.isEmpty() && results.keySet().equals(earlier.keySet())) {
                results.forEach((key, result) -> {
                    if (!plain.of(result).equals(plain.of(earlier.get(key)))) {
                        changes.add(name + "[" + key + "]: " + earlier.get(key) + " to " + result);
                    }
                });
            } else if (plain.of(from) instanceof Set<?> f && plain.of(to) instanceof Set<?> t) {
                t.stream().filter(e -> !f.contains(e)).forEach(e -> changes.add(name + ": " + e + " is new"));
                f.stream().filter(e -> !t.contains(e)).forEach(e -> changes.add(name + ": " + e + " is gone"));
            } else {
                changes.add(name + ": " + from + " to " + to);
            }
        }
    }

    /** A function's results by its arguments, or a record's fields; empty for another value. */
    private static Map<String, TlaValue> entries(TlaValue value) {
        Map<String, TlaValue> entries = new LinkedHashMap<>();
        if (value instanceof TlaValue.Function function) {
            function.entries().forEach((argument, result) -> entries.put(argument.toString(), result));
        } else if (value instanceof TlaValue.Rec rec) {
            entries.putAll(rec.fields());
        }
        return entries;
    }
}
