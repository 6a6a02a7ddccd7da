package dev.synod.replay.engine;

import dev.synod.replay.Divergence;
import dev.synod.replay.SpecChecker;
import dev.synod.replay.SpecException;
import dev.synod.replay.Verdict;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.Value;

/**
 * Follows one trace: keeps the set of states that explain the events so far.
 *
 * <p>A step of the trace fixes the next value of every variable that the header lists, since one that the event does not
 * give has not changed. The action is evaluated against these values; what it does to the other variables comes out of
 * it. An event is explained only by a disjunct of the next-state relation, never by stuttering.
 */
final class ReplaySession implements SpecChecker.Session {
    private final SpecEngine engine;
    private final String trace;
    private final TraceHeader header;
    private final long[] explained;
    private final List<OpDeclNode> observed = new ArrayList<>();
    private final List<OpDeclNode> shared = new ArrayList<>();
    private final Set<String> knownNodes = new HashSet<>();
    private final List<Plan> hidden = new ArrayList<>();
    private List<TLCState> candidates;
    /** Why the candidates may not be all states that explain the trace; null as long as they are. */
    private String lost;
    private long choices;

    ReplaySession(SpecEngine engine, String trace, TraceHeader header) {
        this.engine = engine;
        this.trace = trace;
        this.header = header;
        explained = new long[engine.plans().size()];
        header.observed().forEach(v -> observed.add(engine.variables().get(v)));
        header.shared().forEach(v -> shared.add(engine.variables().get(v)));
        header.hidden().forEach(a -> hidden.addAll(engine.byName().get(a)));
        candidates = List.copyOf(engine.initial());
    }

    @Override
    public Map<String, Long> coverage() {
        Map<String, Long> coverage = new LinkedHashMap<>();
        for (Plan plan : engine.plans()) {
            coverage.merge(plan.disjunct().name(), explained[plan.disjunct().index()], Long::sum);
        }
        return coverage;
    }

    /** An event with its values decoded and the disjuncts that may explain it. */
    record Decoded(TraceEvent event, Value node, Map<String, Value> args, List<Plan> plans) {}

    @Override
    public Verdict accept(TraceEvent event, long line) {
        try {
            Decoded decoded = decode(event, line);
            if (decoded.plans().isEmpty()) {
                return notADisjunct(event, line);
            }
            choices = 0;
            List<TLCState> before = hidden.isEmpty() ? candidates : withHiddenSteps();
            List<TLCState> after = step(decoded, before, line);
            if (after.isEmpty()) {
                if (lost != null) {
                    return new Verdict.Unknown("no explanation was found for event " + event.n() + " ("
                            + event.describe() + "), but " + lost, unobserved());
                }
                return new Verdict.Diverged(new Explainer(engine, this).explain(decoded, before, line));
            }
            if (after.size() > engine.limits().candidates()) {
                return new Verdict.Unknown("more than " + engine.limits().candidates()
                        + " states explain the trace up to event " + event.n(), differing(after));
            }
            candidates = after;
            return null;
        } catch (SpecException e) {
            throw new TraceFormatException(trace, line, 0, e.getMessage(), "a value that the specification can take",
                    "Correct the event, or record the trace again");
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            return new Verdict.Unknown("TLC cannot evaluate the specification at event " + event.n() + " ("
                    + event.describe() + "): " + Evaluation.message(e), List.of());
        }
    }

    // -- decoding ----------------------------------------------------------------------------------------------------

    private Decoded decode(TraceEvent event, long line) {
        Value node = engine.values().string(event.node());
        checkNode(event, node, line);
        Map<String, Value> args = new LinkedHashMap<>();
        if (event.args() != null) {
            for (Map.Entry<String, dev.synod.trace.Value> e : event.args().entrySet()) {
                args.put(e.getKey(), engine.values().decode(e.getValue()));
            }
        }
        Value named = header.self() == null ? null : args.get(header.self());
        if (named != null && (named.getKind() != node.getKind() || !named.equals(node))) {
            throw new TraceFormatException(trace, line, 0,
                    header.self() + " = " + TlcValues.show(named) + " in an event at node " + node,
                    header.self() + " = " + node, "The header says that " + header.self() + " is the acting node");
        }
        return new Decoded(event, node, args, plans(event, args.keySet(), line));
    }

    /** The argument that is the acting node, or null where the header names none. */
    String self() {
        return header.self();
    }

    /** The arguments that an event gives to a disjunct: those logged, and the acting node where it was not. */
    Map<String, Value> arguments(Decoded decoded, Plan plan) {
        String self = header.self();
        if (self == null || decoded.args().containsKey(self) || plan.target(self) == null) {
            return decoded.args();
        }
        Map<String, Value> args = new LinkedHashMap<>(decoded.args());
        args.put(self, decoded.node());
        return args;
    }

    private List<Plan> plans(TraceEvent event, Set<String> args, long line) {
        List<Plan> named = event.action() == null ? engine.plans() : engine.byName().get(event.action());
        if (named == null) {
            if (engine.actionDefinition(event.action()) != null) {
                return List.of();
            }
            throw new TraceFormatException(trace, line, 0, "the action " + event.action(),
                    "an action of " + engine.module() + ": " + String.join(", ", engine.byName().keySet()),
                    "Correct the name, or add the action to the specification");
        }
        if (args.isEmpty()) {
            return named;
        }
        List<Plan> found = new ArrayList<>(named.size());
        for (Plan plan : named) {
            if (args.stream().allMatch(a -> plan.target(a) != null)) {
                found.add(plan);
            }
        }
        if (found.isEmpty()) {
            Set<String> known = new java.util.TreeSet<>();
            named.forEach(p -> known.addAll(p.arguments()));
            String unknown = String.join(", ", args.stream().filter(a -> !known.contains(a)).toList());
            throw new TraceFormatException(trace, line, 0,
                    "the argument" + (unknown.isEmpty() ? "s " + String.join(", ", args) + " together" : " " + unknown)
                            + " of " + (event.action() == null ? "the event" : event.action()),
                    known.isEmpty() ? "no arguments" : "some of " + String.join(", ", known),
                    "Name the arguments as the specification does");
        }
        return found;
    }

    private void checkNode(TraceEvent event, Value node, long line) {
        if (observed.isEmpty() || knownNodes.contains(event.node())) {
            return;
        }
        OpDeclNode variable = observed.get(0);
        Value function = (Value) candidates.get(0).lookup(variable.getName());
        if (TlcValues.apply(function, node) == null) {
            FcnRcdValue fcn = (FcnRcdValue) function.toFcnRcd();
            if (fcn == null) {
                throw notAFunction(variable, function, line);
            }
            throw new TraceFormatException(trace, line, 0, "the node \"" + event.node() + "\"",
                    "a node of the run: " + TlcValues.show(fcn.getDomain()),
                    "Correct the node, or the header's constants");
        }
        knownNodes.add(event.node());
    }

    private TraceFormatException notAFunction(OpDeclNode variable, Value value, long line) {
        return new TraceFormatException(trace, line, 0,
                variable.getName() + " as observed, whose value is no function: " + TlcValues.show(value),
                "a variable that is a function of the node", "List " + variable.getName() + " under \"shared\"");
    }

    // -- steps -------------------------------------------------------------------------------------------------------

    private List<TLCState> step(Decoded decoded, List<TLCState> from, long line) {
        States after = new States();
        for (TLCState state : from) {
            TLCState given = given(state, decoded.event(), decoded.node(), line);
            for (Plan plan : decoded.plans()) {
                int before = after.size();
                successors(plan, arguments(decoded, plan), state, given, after::add);
                if (after.size() > before || after.readded()) {
                    explained[plan.disjunct().index()]++;
                }
            }
        }
        return after.list();
    }

    /**
     * The next state as far as the event gives it.
     *
     * @return a state in which the variables that the header lists are bound and no others
     */
    TLCState given(TLCState from, TraceEvent event, Value node, long line) {
        TLCState given = TLCState.Empty.createEmpty();
        Map<String, dev.synod.trace.Value> logged = event.state();
        for (OpDeclNode variable : observed) {
            Value before = (Value) from.lookup(variable.getName());
            dev.synod.trace.Value change = logged.isEmpty() ? null : logged.get(variable.getName().toString());
            given.bind(variable.getName(), change == null ? before : changedAt(variable, before, node, change, line));
        }
        for (OpDeclNode variable : shared) {
            Value before = (Value) from.lookup(variable.getName());
            dev.synod.trace.Value change = logged.get(variable.getName().toString());
            Value after = before;
            if (change instanceof dev.synod.trace.Value.Except except) {
                after = engine.values().except(before, except);
                if (after == null) {
                    throw noFunctionToChange(variable, before, line);
                }
            } else if (change != null) {
                after = engine.values().settle(engine.values().decode(change));
            }
            given.bind(variable.getName(), after);
        }
        return given;
    }

    private Value changedAt(OpDeclNode variable, Value before, Value node, dev.synod.trace.Value change, long line) {
        Value value;
        if (change instanceof dev.synod.trace.Value.Except except) {
            Value own = TlcValues.apply(before, node);
            value = own == null ? null : engine.values().except(own, except);
            if (own != null && value == null) {
                throw noFunctionToChange(variable, own, line);
            }
        } else {
            value = engine.values().decode(change);
        }
        Value after = value == null ? null : TlcValues.except(before, node, value);
        if (after == null) {
            throw before.toFcnRcd() == null ? notAFunction(variable, before, line)
                    : new TraceFormatException(trace, line, 0, "a value of " + variable.getName() + " at " + node,
                            "a node in its domain", "Correct the node, or list the variable under \"shared\"");
        }
        return after;
    }

    private TraceFormatException noFunctionToChange(OpDeclNode variable, Value before, long line) {
        return new TraceFormatException(trace, line, 0,
                "a change of entries (#except) of " + variable.getName() + ", whose value is no function: "
                        + TlcValues.show(before), "a whole value", "Log the variable's whole value");
    }

    /** All next states by one disjunct that agree with what is given. */
    private void successors(
            Plan plan, Map<String, Value> args, TLCState from, TLCState given, Consumer<TLCState> found) {
        Binding binding = Binding.of(engine.tool(), plan, args);
        if (binding == null) {
            return;
        }
        binding.walk(from, given, new Binding.Visitor() {
            @Override
            public void body(Context context) {
                evaluate(plan, context, from, given, found);
            }

            @Override
            public void open(Exists exists, String why) {
                lose(plan.disjunct().name() + " was not tried with all values of " + identifiers(exists) + ": " + why);
            }

            @Override
            public boolean mayTry() {
                return ++choices <= engine.limits().choices();
            }
        });
    }

    private void evaluate(Plan plan, Context context, TLCState from, TLCState given, Consumer<TLCState> found) {
        try {
            engine.tool().nextStates(plan.disjunct().body(), context, from, given, next -> {
                if (next.allAssigned()) {
                    found.accept(engine.settled(next, from));
                } else {
                    lose(plan.disjunct().name() + " leaves open the next value of " + next.getUnassigned().stream()
                            .map(v -> v.getName().toString()).sorted().toList() + ", which the trace does not log");
                }
            });
        } catch (RuntimeException e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            // Was it the comparison with a logged value of another type, or can the action itself not be evaluated?
            try {
                engine.tool().nextStates(
                        plan.disjunct().body(), context, from, TLCState.Empty.createEmpty(), next -> {});
            } catch (RuntimeException inSpec) {
                if (!Evaluation.isEvaluationError(inSpec)) {
                    throw inSpec;
                }
                lose("TLC cannot evaluate " + plan.disjunct().name() + ": " + Evaluation.message(inSpec));
            }
        }
    }

    private void lose(String why) {
        if (lost == null) {
            lost = why;
        }
    }

    static String identifiers(Exists exists) {
        List<String> names = new ArrayList<>();
        for (var id : exists.ids()) {
            names.add(id.getName().toString());
        }
        return String.join(", ", names);
    }

    /** The candidates and what hidden actions make of them while the variables of the header stay as they are. */
    private List<TLCState> withHiddenSteps() {
        States all = new States();
        candidates.forEach(all::add);
        List<TLCState> frontier = candidates;
        for (int depth = 0; !frontier.isEmpty(); depth++) {
            if (depth == engine.limits().hiddenSteps()) {
                lose("only " + depth + " hidden actions were tried between two events");
                break;
            }
            List<TLCState> next = new ArrayList<>();
            for (TLCState state : frontier) {
                TLCState given = TLCState.Empty.createEmpty();
                observed.forEach(v -> given.bind(v.getName(), state.lookup(v.getName())));
                shared.forEach(v -> given.bind(v.getName(), state.lookup(v.getName())));
                for (Plan plan : hidden) {
                    successors(plan, Map.of(), state, given, s -> {
                        if (all.add(s)) {
                            next.add(s);
                        }
                    });
                }
                if (all.size() > engine.limits().candidates()) {
                    lose("hidden actions lead to more than " + engine.limits().candidates() + " states");
                    return all.list();
                }
            }
            frontier = next;
        }
        return all.list();
    }

    // -- verdicts ----------------------------------------------------------------------------------------------------

    private Verdict notADisjunct(TraceEvent event, long line) {
        Divergence divergence = new Explainer(engine, this).notADisjunct(event, candidates, line);
        return new Verdict.Diverged(divergence);
    }

    private List<String> unobserved() {
        return engine.variables().keySet().stream()
                .filter(v -> !header.observed().contains(v) && !header.shared().contains(v))
                .toList();
    }

    private static List<String> differing(List<TLCState> states) {
        List<String> names = new ArrayList<>();
        TLCState first = states.get(0);
        for (OpDeclNode variable : TLCState.vars) {
            Value value = (Value) first.lookup(variable.getName());
            if (states.stream().anyMatch(s -> !value.equals(s.lookup(variable.getName())))) {
                names.add(variable.getName().toString());
            }
        }
        return names;
    }

    /** States without repetition; costs nothing as long as there is one. */
    private static final class States {
        private final List<TLCState> list = new ArrayList<>(1);
        private Map<Long, List<TLCState>> byHash;
        private boolean readded;

        boolean add(TLCState state) {
            readded = false;
            if (!list.isEmpty()) {
                if (byHash == null) {
                    byHash = new HashMap<>();
                    byHash.computeIfAbsent(hash(list.get(0)), h -> new ArrayList<>()).add(list.get(0));
                }
                List<TLCState> same = byHash.computeIfAbsent(hash(state), h -> new ArrayList<>(1));
                if (same.stream().anyMatch(state::equals)) {
                    readded = true;
                    return false;
                }
                same.add(state);
            }
            list.add(state);
            return true;
        }

        boolean readded() {
            return readded;
        }

        int size() {
            return list.size();
        }

        List<TLCState> list() {
            return list;
        }

        private static long hash(TLCState state) {
            long hash = 0;
            for (OpDeclNode variable : TLCState.vars) {
                hash = hash * 31 + TlcValues.hash((Value) state.lookup(variable.getName()));
            }
            return hash;
        }
    }
}
