package dev.synod.explore.drive;

import dev.synod.explore.drive.Drive.Kind;
import dev.synod.explore.drive.Drive.Performed;
import dev.synod.explore.drive.Drive.Refusal;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.MachineAction;
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

/**
 * Finds for each step of a behaviour the enabled action, with arguments, that has just its effect.
 *
 * <p>A step is one node's: its components change as the variables do, the others' do not, and the messages that it sends
 * are the ones new in the specification's network. What has no twin in the code, history, is not compared. Instances
 * with the same effect may differ only in whom they sent a message to; all such ways are followed together.
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
    private final Set<String> networks = new LinkedHashSet<>();
    private final List<String> notHeld = new ArrayList<>();

    /** A message on its way, or that may arrive again. */
    private record Delivery(NodeId from, NodeId to, Record message) {}

    /** The processes' states, and what may arrive. */
    private record World<S>(List<S> states, Set<Delivery> sent) {}

    /** An action taken and the world after it. */
    private record Taken<S>(String action, World<S> after) {}

    Driver(SpecBehaviour behaviour, Ensemble<S, M> ensemble) {
        if (ensemble.network().isReliable()) {
            throw new UnusableInputException(behaviour.name(), "a specification of a reliable network",
                    "one whose network is the set of all messages ever sent", "explore the algorithm instead, which holds"
                            + " its machines to the specification in the other direction as well");
        }
        this.behaviour = behaviour;
        this.ensemble = ensemble;
        this.specStates = behaviour.states();
        Machine<S, M> machine = ensemble.machines().get(0);
        this.shape = RecordShape.of(machine.initial().getClass());
        this.encoder = new ValueEncoder(machine.messageType());
        this.plain = new Plain(machine.nullConstant());
        checkVariables();
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
        Set<String> types = messageTypes(ensemble.machines().get(0).messageType());
        for (String variable : variables) {
            if (!shape.names().contains(variable)) {
                if (holdsMessages(variable, types)) {
                    networks.add(variable);
                } else {
                    notHeld.add(variable);
                }
            }
        }
    }

    private static Set<String> messageTypes(Class<?> type) {
        Set<String> names = new HashSet<>();
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                names.addAll(messageTypes(permitted));
            }
        } else {
            names.add(type.getSimpleName());
        }
        return names;
    }

    /** Whether a variable is, in every state, a set of messages, and somewhere not empty. */
    private boolean holdsMessages(String variable, Set<String> types) {
        boolean any = false;
        for (State state : specStates) {
            if (!(plain.of(state.variables().get(variable)) instanceof Set<?> set)) {
                return false;
            }
            for (Object element : set) {
                if (!(element instanceof Map<?, ?> record) || !types.contains(record.get("type"))) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    Drive drive() {
        List<Performed> performed = new ArrayList<>();
        World<S> first = new World<>(ensemble.machines().stream().map(Machine::initial).toList(), Set.of());
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
        for (String network : networks) {
            if (!((Set<?>) variables.get(network)).isEmpty()) {
                unlike.add(network + " holds messages at first, and in the code none");
            }
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
        private final State after;
        private final Map<String, Object> variablesBefore;
        private final Map<String, Object> variablesAfter;
        private final List<Integer> changed = new ArrayList<>();
        private final Set<Object> network = new HashSet<>();
        private final Set<Object> added = new HashSet<>();
        private final Set<String> enabled = new LinkedHashSet<>();
        private final Set<String> cut = new LinkedHashSet<>();
        private boolean cutMightFit;

        StepSearch(State before, State after) {
            this.after = after;
            variablesBefore = plainVariables(before);
            variablesAfter = plainVariables(after);
            for (int i = 0; i < ensemble.nodes().size(); i++) {
                NodeId node = ensemble.nodes().get(i);
                if (!at(variablesBefore, node).equals(at(variablesAfter, node))) {
                    changed.add(i);
                }
            }
            for (String name : networks) {
                network.addAll((Set<?>) variablesBefore.get(name));
                added.addAll((Set<?>) variablesAfter.get(name));
            }
            added.removeAll(network);
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
            for (MachineAction<S> action : machine.actions()) {
                if (named && !action.name().equals(after.action())) {
                    continue;
                }
                if (!action.receives()) {
                    tryAll(world, node, action, action.enabled(state), found);
                    continue;
                }
                for (Delivery delivery : world.sent()) {
                    if (delivery.to().equals(machine.self())
                            && network.contains(plain.of(encoder.encode(delivery.message())))) {
                        tryAll(world, node, action, action.enabled(state, delivery.from(), delivery.message()), found);
                    }
                }
            }
        }

        private void tryAll(World<S> world, int node, MachineAction<S> action, Iterable<Transition<S>> transitions,
                List<Taken<S>> found) {
            NodeId self = ensemble.nodes().get(node);
            Map<String, Object> from = components(world.states().get(node));
            Map<String, Object> target = at(variablesAfter, self);
            Set<String> targetChanges = changes(from, target);
            int tried = 0;
            boolean alike = false;
            for (Transition<S> transition : transitions) {
                if (tried++ == MOST_CHOICES) {
                    cut.add(action + " at " + self + ": the first " + MOST_CHOICES + " choices of arguments were tried");
                    cutMightFit |= alike;
                    break;
                }
                Map<String, Object> to = components(transition.step().next());
                Set<Object> sends = new HashSet<>();
                transition.step().sends().forEach(s -> sends.add(plain.of(encoder.encode(s.message()))));
                sends.removeAll(network);
                if (to.equals(target) && sends.equals(added)) {
                    found.add(new Taken<>(transition.toString(), after(world, node, transition)));
                } else if (enabled.size() <= MOST_SHOWN && tried <= MOST_SHOWN / 4) {
                    enabled.add(effect(self, transition, from, to));
                }
                alike |= changes(from, to).equals(targetChanges) && sends.size() == added.size();
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
            transition.step().sends().forEach(s -> parts.add("sends " + s.message()));
            return transition + (parts.isEmpty() ? ", changing nothing" : ": " + String.join(", ", parts));
        }

        private World<S> after(World<S> world, int node, Transition<S> transition) {
            List<S> states = new ArrayList<>(world.states());
            states.set(node, transition.step().next());
            Set<Delivery> sent = world.sent();
            if (!transition.step().sends().isEmpty()) {
                sent = new LinkedHashSet<>(sent);
                for (Send send : transition.step().sends()) {
                    for (NodeId to : send.toAll() ? ensemble.nodes() : List.of(send.to())) {
                        sent.add(new Delivery(ensemble.nodes().get(node), to, send.message()));
                    }
                }
            }
            return new World<>(List.copyOf(states), sent);
        }

        Refusal refusal() {
            List<String> changes = new ArrayList<>();
            after.variables().forEach((name, value) -> change(name, value, changes));
            List<String> shown = new ArrayList<>(enabled);
            if (shown.size() > MOST_SHOWN) {
                shown = new ArrayList<>(shown.subList(0, MOST_SHOWN));
                shown.add("... and more");
            }
            return new Refusal(cutMightFit ? Kind.UNDECIDED : Kind.REFUSED, after, changes, shown, List.copyOf(cut));
        }

        private void change(String name, TlaValue value, List<String> changes) {
            Object before = variablesBefore.get(name);
            Object now = plain.of(value);
            if (now.equals(before)) {
                return;
            }
            if (before instanceof Map<?, ?> from && now instanceof Map<?, ?> to && from.keySet().equals(to.keySet())) {
                to.forEach((key, result) -> {
                    if (!result.equals(from.get(key))) {
                        changes.add(name + "[" + key + "]: " + from.get(key) + " to " + result);
                    }
                });
            } else if (before instanceof Set<?> from && now instanceof Set<?> to) {
                to.stream().filter(e -> !from.contains(e)).forEach(e -> changes.add(name + ": " + e + " is new"));
                from.stream().filter(e -> !to.contains(e)).forEach(e -> changes.add(name + ": " + e + " is gone"));
            } else {
                changes.add(name + ": " + before + " to " + now);
            }
        }
    }
}
