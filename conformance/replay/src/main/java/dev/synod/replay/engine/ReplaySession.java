package dev.synod.replay.engine;

import dev.synod.replay.Coverage;
import dev.synod.replay.Divergence;
import dev.synod.replay.SpecChecker;
import dev.synod.replay.SpecException;
import dev.synod.replay.StateChanges;
import dev.synod.replay.Verdict;
import dev.synod.replay.Violation;
import dev.synod.replay.engine.NextRelation.Exists;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.tool.impl.ReplayTool.Item;
import tlc2.util.Context;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Follows one trace: keeps the set of states that explain the events so far.
 *
 * <p>A step of the trace fixes the next value of every variable that the header lists, since one that the event does not
 * give has not changed. The action is evaluated against these values; what it does to the other variables comes out of
 * it. An event is explained only by a disjunct of the next-state relation, never by stuttering.
 */
final class ReplaySession implements SpecChecker.Session {
    private static final int MAX_HINTS = 1_000;
    /** No more next states than so many times those from which on symmetry is looked for are computed before that. */
    private static final int MANY = 4;
    /** Where no symmetry was found, it is not looked for again for some events, at most so many. */
    private static final int MAX_WAIT = 64;
    private static final int[] NOTHING = {};

    private final SpecEngine engine;
    private final String trace;
    private final TraceHeader header;
    private final Map<String, Long> explained = new HashMap<>();
    private final List<OpDeclNode> observed = new ArrayList<>();
    private final List<OpDeclNode> shared = new ArrayList<>();
    private final Map<String, Value> nodes = new HashMap<>();
    private final List<Plan> hidden = new ArrayList<>();
    /** Arguments that all hidden actions have. */
    private Map<String, Value> hiddenArguments = Map.of();
    private Orbits candidates;
    /** Whether symmetry may be used: not where the limits forbid it, nor once it turned out not to hold. */
    private boolean symmetric;
    private int failedLooks;
    private int wait;
    /** Why the candidates may not be all states that explain the trace; null as long as they are. */
    private String lost;
    /** What stood in the way of all successors of the state that is being looked at. */
    private String pending;
    private final boolean allLogged;
    private long choices;
    /** What is known of the ways to the candidates; null where nothing is judged and counted. */
    private final Histories histories;
    private final Places places;
    /** Which events may come before others; null where that is not asked, or none may. */
    private Independence independence;
    /** Whether the event looked at last is one of them. */
    private boolean mayComeFirst;
    /** Whether what became of an event depends on an element that a variable does not have, or on which it has. */
    private boolean sensitive;
    /** The places that the step takes which is about to be told. */
    private int[] taken = NOTHING;
    /** What was told of the states last; null where nothing was. */
    private StateDifference difference;

    ReplaySession(SpecEngine engine, String trace, TraceHeader header) {
        this.engine = engine;
        this.trace = trace;
        this.header = header;
        header.observed().forEach(v -> observed.add(engine.variables().get(v)));
        header.shared().forEach(v -> shared.add(engine.variables().get(v)));
        for (String action : header.hidden()) {
            engine.named(action).stream().filter(p -> !hidden.contains(p)).forEach(hidden::add);
        }
        candidates = Orbits.of(List.copyOf(engine.initial()));
                Set<String> logged = new HashSet<>(header.observed());
        logged.addAll(header.shared());
        allLogged = logged.containsAll(engine.variables().keySet());
        places = engine.places();
        histories = places == null && engine.properties().isEmpty() ? null : new Histories(engine, places);
        // What is known of the ways to a state need not be alike for states that differ only in names.
        symmetric = engine.limits().symmetryFrom() < Integer.MAX_VALUE && histories == null;
    }

    private ReplaySession(ReplaySession other) {
        engine = other.engine;
        trace = other.trace;
        header = other.header;
        explained.putAll(other.explained);
        observed.addAll(other.observed);
        shared.addAll(other.shared);
        nodes.putAll(other.nodes);
        hidden.addAll(other.hidden);
        hiddenArguments = other.hiddenArguments;
        candidates = other.candidates;
        symmetric = other.symmetric;
        lost = other.lost;
        allLogged = other.allLogged;
        places = other.places;
        independence = other.independence;
        histories = other.histories == null ? null : other.histories.copy();
    }

    /** Lets the session tell which events may come before others. */
    void watchOrder(Independence of) {
        independence = of;
    }

    @Override
    public boolean mayComeFirst() {
        return mayComeFirst;
    }

    @Override
    public SpecChecker.Session fork() {
        return new ReplaySession(this);
    }

    @Override
    public SpecChecker.Session part(String argument, dev.synod.trace.Value value) {
        ReplaySession part = new ReplaySession(this);
        part.hiddenArguments = Map.of(argument, engine.values().decode(value));
        return part;
    }

    @Override
    public void join(SpecChecker.Session session) {
        ReplaySession other = (ReplaySession) session;
        Orbits own = candidates.dissolved(engine.limits().candidates());
        Orbits others = other.candidates.dissolved(engine.limits().candidates());
        lost = lost == null ? other.lost : lost;
        if (own == null || others == null) {
            lost = lost == null ? "more than " + engine.limits().candidates() + " states explain it" : lost;
            return;
        }
        StateSet all = new StateSet();
        own.states().forEach(all::keep);
        if (histories != null) {
            histories.join(other.histories, others.states(), all);
        }
        others.states().forEach(all::keep);
        candidates = Orbits.of(all.list());
    }

    @Override
    public int candidates() {
        return candidates.count().min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }

    @Override
    public List<Map<String, dev.synod.trace.Value>> states() {
        Encoding encoding = new Encoding(engine.values());
        Orbits plain = candidates.dissolved(engine.limits().candidates());
        if (plain == null) {
            throw new SpecException("more than " + engine.limits().candidates() + " states explain the trace");
        }
        return plain.states().stream().map(state -> {
            Map<String, dev.synod.trace.Value> values = new LinkedHashMap<>();
            engine.variables().forEach((name, v) -> values.put(name, encoding.of((Value) state.lookup(v.getName()))));
            return values;
        }).toList();
    }

    @Override
    public void changes(StateChanges to) {
        if (difference == null || !difference.tells(to)) {
            difference = new StateDifference(to);
        }
        Set<String> open = candidates.plain() && candidates.states().size() == 1 ? Set.of()
                : Set.copyOf(differing(candidates));
        TLCState state = candidates.states().get(0);
        engine.variables().forEach((name, v) -> difference.now(name, open.contains(name) ? null
                : (Value) state.lookup(v.getName())));
    }

    @Override
    public Verdict begin() {
        InitialStates initial = new InitialStates(engine, header);
        try {
            List<TLCState> possible = initial.among(candidates.states());
            if (possible.isEmpty()) {
                return new Verdict.Diverged(initial.divergence());
            }
            candidates = Orbits.of(possible);
            return null;
        } catch (SpecException e) {
            return new Verdict.Malformed(trace + ":1: the initial state has " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            if (!Evaluation.isEvaluationError(e)) {
                throw e;
            }
            return new Verdict.Unknown("TLC cannot compare the initial state: " + Evaluation.message(e), List.of());
        }
    }

    @Override
    public Map<String, Long> coverage() {
        Map<String, Long> coverage = new LinkedHashMap<>();
        engine.actions().forEach(action -> coverage.put(action, explained.getOrDefault(action, 0L)));
        // Actions inside of others, where the trace names them.
        explained.forEach(coverage::putIfAbsent);
        return coverage;
    }

    /**
     * An event with its values decoded and the disjuncts that may explain it.
     *
     * @param hints the values in the event, each with its parts
     */
    record Decoded(TraceEvent event, Value node, Map<String, Value> args, List<Plan> plans, List<Value> hints) {}

    @Override
    public Verdict accept(TraceEvent event, long line) {
        return accept(event, line, true);
    }

    @Override
    public Verdict advance(TraceEvent event, long line) {
        return accept(event, line, false);
    }

    private Verdict accept(TraceEvent event, long line, boolean explain) {
        mayComeFirst = false;
        try {
            Orbits before = candidates;
            String lostBefore = lost;
            try {
                return follow(event, line, explain);
            } catch (NoSymmetry e) {
                // Once more, with every state for itself.
                symmetric = false;
                lost = lostBefore;
                candidates = before.dissolved(engine.limits().candidates());
                return candidates == null ? tooMany(event, before) : follow(event, line, explain);
            } finally {
                engine.tool().watch(null, null);
            }
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

    private Verdict follow(TraceEvent event, long line, boolean explain) {
        if (!candidates.plain()) {
            Orbits fewer = candidates.respecting(alike(event), engine.limits().candidates());
            if (fewer == null) {
                return tooMany(event, candidates);
            }
            candidates = fewer;
        }
        Decoded decoded = decode(event, line);
        if (decoded.plans().isEmpty()) {
            mayComeFirst = independence != null && !engine.isUndivided(event.action());
            return explain || engine.isUndivided(event.action()) ? notADisjunct(event, line) : new Verdict.Diverged(null);
        }
        choices = 0;
        Orbits before = hidden.isEmpty() ? candidates : withHiddenSteps(event, line);
        Orbits after;
        try {
            after = step(decoded, before, line);
        } catch (TooMany e) {
            return tooMany(event, e.states);
        }
        if (after.states().isEmpty()) {
            if (lost != null) {
                // Not to be told as a divergence: perhaps a state that was not looked at explains the event.
                mayComeFirst = false;
                return new Verdict.Unknown("no explanation was found for event " + event.n() + " ("
                        + event.describe() + "), but " + lost, unobserved());
            }
            return new Verdict.Diverged(!explain ? null : new Explainer(engine, this)
                    .explain(decoded, fitting(decoded, before, line), line));
        }
        candidates = after;
        if (histories != null) {
            histories.advance();
        }
        return null;
    }

    private Verdict tooMany(TraceEvent event, Orbits states) {
        return new Verdict.Unknown("more than " + engine.limits().candidates() + " states explain the trace up to event "
                + event.n() + (states.plain() ? "" : ", even where those that differ only in names count as one"),
                differing(states));
    }

    // -- symmetry ----------------------------------------------------------------------------------------------------

    /** Blocks of strings that an event does not tell apart. */
    private List<int[]> alike(TraceEvent event) {
        Set<String> strings = new HashSet<>();
        List<Value> values = new ArrayList<>();
        List<dev.synod.trace.Value> logged = new ArrayList<>(event.state().values());
        if (event.args() != null) {
            logged.addAll(event.args().values());
        }
        for (dev.synod.trace.Value value : logged) {
            Symmetry.strings(value, strings);
            if (value instanceof dev.synod.trace.Value.Updates updates) {
                updates.updates().forEach(u -> {
                    u.path().forEach(key -> values.add(engine.values().decode(key)));
                    if (u.argument() != null) {
                        values.add(engine.values().decode(u.argument()));
                    }
                });
            } else if (value instanceof dev.synod.trace.Value.Untold) {
                continue;
            } else if (value instanceof dev.synod.trace.Value.Except except) {
                except.changed().forEach(e -> {
                    values.add(engine.values().decode(e.key()));
                    values.add(engine.values().decode(e.value()));
                });
                except.gone().forEach(key -> values.add(engine.values().decode(key)));
            } else {
                values.add(engine.values().decode(value));
            }
        }
        if (!observed.isEmpty() || header.self() != null) {
            strings.add(event.node());
            values.add(engine.values().string(event.node()));
        }
        return engine.symmetry().blocks(values, strings);
    }

    private boolean isWorthALook(Orbits states) {
        return states.states().size() >= engine.limits().symmetryFrom() && --wait < 0;
    }

    /** The same set of states under a larger group, if one is found and symmetry may be used. */
    private Orbits coarser(Orbits states, TraceEvent event) {
        if (!symmetric || engine.symmetry().blocks().isEmpty()) {
            return states;
        }
        try {
            return states.coarser(engine.symmetry(), alike(event));
        } catch (Renaming.UnknownKind e) {
            throw new NoSymmetry();
        }
    }

    private void watch(Orbits states) {
        if (!states.plain()) {
            engine.tool().watch(engine.symmetry().watched(), engine.symmetry().renaming()::speaksOfElements);
        }
    }

    private void endWatch(Orbits states) {
        if (!states.plain() && engine.tool().toldApart()) {
            throw new NoSymmetry();
        }
    }

    /** What need not be told apart in a state; null for nothing. */
    private static Twins twins(Orbits orbits, TLCState state) {
        return orbits.plain() ? null : orbits.twins(state);
    }

    private static TLCState canonical(Orbits orbits, TLCState state) {
        try {
            return orbits.canonical(state);
        } catch (Renaming.UnknownKind e) {
            throw new NoSymmetry();
        }
    }

    // -- decoding ----------------------------------------------------------------------------------------------------

    private Decoded decode(TraceEvent event, long line) {
        Map<String, Value> args = new LinkedHashMap<>();
        if (event.args() != null) {
            for (Map.Entry<String, dev.synod.trace.Value> e : event.args().entrySet()) {
                args.put(e.getKey(), engine.values().decode(e.getValue()));
            }
        }
        Value named = header.self() == null ? null : args.get(header.self());
        Value node = node(event, named, line);
        if (named != null && !Membership.same(named, node)) {
            throw new TraceFormatException(trace, line, 0,
                    header.self() + " = " + TlcValues.show(named) + " in an event at node " + node,
                    header.self() + " = " + node, "The header says that " + header.self() + " is the acting node");
        }
        return new Decoded(event, node, args, plans(event, args.keySet(), line), new ArrayList<>());
    }

    /** Values that an unlogged argument may well have: those that the event holds. */
    private List<Value> hints(Decoded decoded) {
        List<Value> hints = decoded.hints();
        if (hints.isEmpty()) {
            decoded.args().values().forEach(v -> addParts(v, hints));
            for (dev.synod.trace.Value v : decoded.event().state().values()) {
                if (v instanceof dev.synod.trace.Value.Updates updates) {
                    updates.updates().stream().filter(u -> u.argument() != null)
                            .forEach(u -> addParts(engine.values().decode(u.argument()), hints));
                } else if (v instanceof dev.synod.trace.Value.Untold) {
                    continue;
                } else if (v instanceof dev.synod.trace.Value.Except except) {
                    except.changed().forEach(e -> {
                        addParts(engine.values().decode(e.key()), hints);
                        addParts(engine.values().decode(e.value()), hints);
                    });
                } else {
                    addParts(engine.values().decode(v), hints);
                }
            }
        }
        return hints;
    }

    private static void addParts(Value value, List<Value> parts) {
        if (parts.size() >= MAX_HINTS) {
            return;
        }
        parts.add(value);
        if (value instanceof SetEnumValue set) {
            ValueEnumeration all = set.elements();
            for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
                addParts(v, parts);
            }
        } else if (value.toFcnRcd() instanceof FcnRcdValue function) {
            for (Value v : function.values) {
                addParts(v, parts);
            }
        }
    }

    /** The argument that is the acting node, or null where the header names none. */
    String self() {
        return header.self();
    }

    /** The arguments that an event gives to a disjunct: those logged, and the acting node where it was not. */
    Map<String, Value> arguments(Decoded decoded, Plan plan) {
        String self = header.self();
        if (self == null || decoded.args().containsKey(self) || plan.target(decoded.event().action(), self) == null) {
            return decoded.args();
        }
        Map<String, Value> args = new LinkedHashMap<>(decoded.args());
        args.put(self, decoded.node());
        return args;
    }

    private List<Plan> plans(TraceEvent event, Set<String> args, long line) {
        String action = event.action();
        List<Plan> named = action == null ? engine.plans() : engine.named(action);
        if (named == null) {
            if (engine.actionDefinition(action) != null) {
                return List.of();
            }
            throw new TraceFormatException(trace, line, 0, "the action " + action,
                    "an action of " + engine.module() + ": " + String.join(", ", engine.actions()),
                    "Correct the name, or add the action to the specification");
        }
        if (args.isEmpty()) {
            return named;
        }
        List<Plan> found = new ArrayList<>(named.size());
        for (Plan plan : named) {
            boolean all = true;
            for (String arg : args) {
                all &= plan.target(action, arg) != null;
            }
            if (all) {
                found.add(plan);
            }
        }
        if (found.isEmpty()) {
            Set<String> known = new java.util.TreeSet<>();
            named.forEach(p -> known.addAll(p.arguments(action)));
            String unknown = String.join(", ", args.stream().filter(a -> !known.contains(a)).toList());
            throw new TraceFormatException(trace, line, 0,
                    "the argument" + (unknown.isEmpty() ? "s " + String.join(", ", args) + " together" : " " + unknown)
                            + " of " + (action == null ? "the event" : action),
                    known.isEmpty() ? "no arguments" : "some of " + String.join(", ", known),
                    "Name the arguments as the specification does");
        }
        return found;
    }

    /**
     * The event's node as the specification writes it: nodes are strings in a trace, and in the specification perhaps
     * numbers, or the null constant's kind of value.
     */
    private Value node(TraceEvent event, Value named, long line) {
        String text = event.node();
        Value known = nodes.get(text);
        if (known != null) {
            return known;
        }
        List<String> domains = new ArrayList<>();
        for (OpDeclNode variable : observed) {
            Value function = (Value) candidates.states().get(0).lookup(variable.getName());
            if (!(function.toFcnRcd() instanceof FcnRcdValue fcn)) {
                throw notAFunction(variable, function, line);
            }
            for (Value key : fcn.getDomainAsValues()) {
                if (isCalled(key, text)) {
                    nodes.put(text, key);
                    return key;
                }
            }
            domains.add(TlcValues.show(fcn.getDomain()));
        }
        if (!observed.isEmpty()) {
            throw new TraceFormatException(trace, line, 0, "the node \"" + text + "\"",
                    "a node of the run: " + String.join(" or ", new java.util.LinkedHashSet<>(domains)),
                    "Correct the node, or the header's constants");
        }
        return named != null && isCalled(named, text) ? named : engine.values().string(text);
    }

    private static boolean isCalled(Value key, String text) {
        if (key instanceof StringValue s) {
            return s.val.toString().equals(text);
        }
        return (key instanceof IntValue || key instanceof ModelValue) && key.toString().equals(text);
    }

    private TraceFormatException notAFunction(OpDeclNode variable, Value value, long line) {
        return new TraceFormatException(trace, line, 0,
                variable.getName() + " as observed, whose value is no function: " + TlcValues.show(value),
                "a variable that is a function of the node", "List " + variable.getName() + " under \"shared\"");
    }

    // -- steps -------------------------------------------------------------------------------------------------------

    private Orbits step(Decoded decoded, Orbits before, long line) {
        long tried = choices;
        if (isWorthALook(before)) {
            Orbits from = coarser(before, decoded.event());
            failedLooks = from == before ? failedLooks + 1 : 0;
            wait = Math.min(MAX_WAIT, failedLooks * engine.limits().symmetryFrom() / MAX_WAIT);
            return step(decoded, from, engine.limits().candidates(), line);
        }
        int most = symmetric && before.states().size() < engine.limits().symmetryFrom()
                ? (int) Math.min((long) MANY * engine.limits().symmetryFrom(), engine.limits().candidates())
                : engine.limits().candidates();
        try {
            return step(decoded, before, most, line);
        } catch (TooMany e) {
            if (!symmetric) {
                throw e;
            }
            choices = tried;
            return step(decoded, coarser(before, decoded.event()), engine.limits().candidates(), line);
        }
    }

    private Orbits step(Decoded decoded, Orbits from, int most, long line) {
        StateSet after = new StateSet();
        Histories.Occasion occasion = new Histories.Occasion(decoded.event(), line, false);
        Set<String> actions = new HashSet<>();
        boolean[] any = new boolean[1];
        boolean allTold = allLogged && !decoded.event().state().containsValue(dev.synod.trace.Value.UNTOLD);
        String lostHere = null;
        RuntimeException unfit = null;
        boolean fits = false;
        boolean decided = independence != null && from.plain();
        for (int i = 0; decided && i < decoded.plans().size(); i++) {
            decided = independence.mayMove(decoded.plans().get(i));
        }
        sensitive = false;
        watch(from);
        for (TLCState state : from.states()) {
            TLCState given;
            try {
                given = given(state, decoded.event(), decoded.node(), line);
                fits = true;
            } catch (SpecException | TraceFormatException e) {
                // What changes relative to this state cannot be so. It is the log's fault only if it fits no state.
                unfit = e;
                continue;
            }
            Twins twins = twins(from, state);
            pending = null;
            boolean explainedHere = false;
            for (Plan plan : decoded.plans()) {
                any[0] = false;
                successors(plan, decoded.event().action(), arguments(decoded, plan), () -> hints(decoded), state, given, twins,
                        next -> {
                            any[0] = true;
                            TLCState kept = after.keep(canonical(from, next));
                            if (histories != null) {
                                histories.step(state, kept, occasion, taken);
                            }
                            if (after.size() > most) {
                                throw new TooMany(from.with(after.list()));
                            }
                        });
                if (any[0]) {
                    explainedHere = true;
                    actions.add(plan.disjunct().name());
                }
            }
            decided &= pending == null;
            // Where the trace logs every variable there is but one next state: once found, nothing has been missed.
            if (pending != null && !(allTold && explainedHere) && lostHere == null) {
                lostHere = pending;
            }
        }
        endWatch(from);
        if (unfit != null && !fits) {
            throw unfit;
        }
        mayComeFirst = decided && !sensitive && unfit == null;
        lost = lost == null ? lostHere : lost;
        actions.forEach(a -> explained.merge(a, 1L, Long::sum));
        return from.with(after.list());
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
            if (change == dev.synod.trace.Value.UNTOLD) {
                continue;
            }
            given.bind(variable.getName(), change == null ? before : changedAt(variable, before, node, change, line));
        }
        for (OpDeclNode variable : shared) {
            Value before = (Value) from.lookup(variable.getName());
            dev.synod.trace.Value change = logged.get(variable.getName().toString());
            Value after = before;
            if (change == dev.synod.trace.Value.UNTOLD) {
                continue;
            } else if (change instanceof dev.synod.trace.Value.Updates updates) {
                after = Updating.apply(engine.values(), variable.getName().toString(), before, updates);
            } else if (change instanceof dev.synod.trace.Value.Except except) {
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
        } else if (change instanceof dev.synod.trace.Value.Updates updates) {
            Value own = TlcValues.apply(before, node);
            value = own == null ? null : Updating.apply(engine.values(), variable.getName().toString(), own, updates);
        } else {
            value = engine.values().decode(change);
            Value own = TlcValues.apply(before, node);
            if (own instanceof LargeSetValue && value instanceof SetEnumValue && own.equals(value)) {
                // A node that comes back logs all that it has; what is as it was need not be compared again.
                value = own;
            }
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

    /** The states from which the event's changes make sense; all where the trace says only whole values. */
    private Orbits fitting(Decoded decoded, Orbits orbits, long line) {
        return orbits.states().size() == 1 ? orbits : orbits.with(orbits.states().stream().filter(state -> {
            try {
                given(state, decoded.event(), decoded.node(), line);
                return true;
            } catch (SpecException | TraceFormatException e) {
                return false;
            }
        }).toList());
    }

    /**
     * All next states by one disjunct that agree with what is given.
     *
     * @param twins where it is not null, of next states that differ only in the names of these one suffices
     */
    private void successors(Plan plan, String action, Map<String, Value> args, Supplier<List<Value>> hints, TLCState from,
            TLCState given, Twins twins, Consumer<TLCState> found) {
        Binding binding = Binding.of(engine, plan, action, args, hints);
        if (binding == null) {
            return;
        }
        if (engine.unsteady(plan) != null) {
            lose("TLC cannot evaluate " + plan.disjunct().name() + ": " + engine.unsteady(plan)
                    + " has no value that is the same each time");
            return;
        }
        try {
            binding.walk(from, given, new Binding.Visitor() {
                @Override
                public void body(List<Item> items, Context context) {
                    evaluate(plan, items, from, given, found);
                }

                @Override
                public void notMember(Exists exists, Value value, Value set, Context inside) {
                    sensitive |= independence != null && independence.asks(plan, exists);
                }

                @Override
                public void enumerated(Exists exists) {
                    sensitive |= independence != null && independence.asks(plan, exists);
                }

                @Override
                public void open(Exists exists, String why) {
                    lose(plan.disjunct().name() + " was not tried with all values of " + identifiers(exists) + ": " + why);
                }

                @Override
                public boolean mayTry() {
                    return ++choices <= engine.limits().choices();
                }

                @Override
                public Predicate<Value> worthTrying(Collection<Value> chosen) {
                    return twins == null ? value -> true : twins.worthTrying(chosen);
                }
            });
        } catch (RuntimeException | StackOverflowError e) {
            loseIfEvaluation(plan, e);
        }
    }

    private void evaluate(Plan plan, List<Item> items, TLCState from, TLCState given, Consumer<TLCState> found) {
        try {
            engine.tool().nextStates(items, from, given, next -> {
                count(plan);
                if (next.allAssigned()) {
                    found.accept(noted(plan, items, from, engine.settled(next, from)));
                } else {
                    lose(plan.disjunct().name() + " leaves open the next value of " + next.getUnassigned().stream()
                            .map(v -> v.getName().toString()).sorted().toList() + ", which the trace does not log");
                }
            });
        } catch (Exhausted e) {
            lose(e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            if (e instanceof Signal || !Evaluation.isEvaluationError(e)) {
                throw e;
            }
            evaluateFreely(plan, items, from, given, found);
        }
    }

    /**
     * TLC stops where it cannot compare a logged value with what the action gives, say a string with a number, even if
     * another way through the action fits. So the action is evaluated without the logged values, and they are compared
     * afterwards.
     */
    private void evaluateFreely(Plan plan, List<Item> items, TLCState from, TLCState given, Consumer<TLCState> found) {
        try {
            engine.tool().nextStates(items, from, TLCState.Empty.createEmpty(), next -> {
                count(plan);
                boolean open = false;
                for (OpDeclNode variable : TLCState.vars) {
                    Value logged = (Value) given.lookup(variable.getName());
                    Value own = (Value) next.lookup(variable.getName());
                    if (own == null && logged != null) {
                        next.bind(variable.getName(), logged);
                    } else if (own == null) {
                        open = true;
                    } else if (logged != null && !Membership.same(engine.values().settle(own), logged)) {
                        return;
                    }
                }
                if (open) {
                    lose(plan.disjunct().name() + " leaves open the next value of variables that the trace does not log");
                } else {
                    found.accept(noted(plan, items, from, engine.settled(next, from)));
                }
            });
        } catch (Exhausted e) {
            lose(e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            loseIfEvaluation(plan, e);
        }
    }

    /** The next state, with the places noted that the step to it takes. */
    private TLCState noted(Plan plan, List<Item> items, TLCState from, TLCState next) {
        taken = places == null ? NOTHING : places.taken(plan, items, from, next);
        return next;
    }

    private void count(Plan plan) {
        if (++choices > engine.limits().choices()) {
            throw new Exhausted("not all next states of " + plan.disjunct().name() + " were tried: there are too many");
        }
    }

    private void loseIfEvaluation(Plan plan, Throwable e) {
        if (e instanceof Signal signal) {
            throw signal;
        } else if (Evaluation.isEvaluationError(e)) {
            lose("TLC cannot evaluate " + plan.disjunct().name() + ": " + Evaluation.message(e));
        } else if (e instanceof RuntimeException defect) {
            throw defect;
        } else {
            throw (Error) e;
        }
    }

    private void lose(String why) {
        if (pending == null) {
            pending = why;
        }
    }

    /** Ends a search; no error. */
    private static class Signal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Signal(String message) {
            super(message, null, false, false);
        }
    }

    private static final class Exhausted extends Signal {
        private static final long serialVersionUID = 1L;

        Exhausted(String message) {
            super(message);
        }
    }

    private static final class TooMany extends Signal {
        private static final long serialVersionUID = 1L;

        private final transient Orbits states;

        TooMany(Orbits states) {
            super("too many states");
            this.states = states;
        }
    }

    /** Symmetry was assumed and does not hold, or it cannot be told whether it does. */
    private static final class NoSymmetry extends Signal {
        private static final long serialVersionUID = 1L;

        NoSymmetry() {
            super("no symmetry");
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
    private Orbits withHiddenSteps(TraceEvent event, long line) {
        long tried = choices;
        if (isWorthALook(candidates)) {
            candidates = coarser(candidates, event);
        }
        List<Histories.Hidden> steps = new ArrayList<>();
        try {
            return withHiddenSteps(candidates, steps);
        } catch (TooMany e) {
            Orbits coarser = coarser(candidates, event);
            if (coarser != candidates) {
                candidates = coarser;
                choices = tried;
                try {
                    return withHiddenSteps(candidates, steps);
                } catch (TooMany again) {
                    e = again;
                }
            }
            endWatch(e.states);
            lose("hidden actions lead to more than " + engine.limits().candidates() + " states");
            lost = lost == null ? pending : lost;
            return e.states;
        } finally {
            if (histories != null) {
                histories.hidden(steps, new Histories.Occasion(event, line, true));
            }
        }
    }

    /** @param steps takes the steps, where histories are kept */
    private Orbits withHiddenSteps(Orbits from, List<Histories.Hidden> steps) {
        pending = null;
        StateSet all = new StateSet();
        from.states().forEach(all::keep);
        List<TLCState> frontier = from.states();
        watch(from);
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
                Twins twins = twins(from, state);
                for (Plan plan : hidden) {
                    successors(plan, null, hiddenArguments, List::of, state, given, twins, s -> {
                        TLCState canonical = canonical(from, s);
                        TLCState kept = all.keep(canonical);
                        if (kept == canonical) {
                            next.add(kept);
                        }
                        if (histories != null) {
                            steps.add(new Histories.Hidden(state, kept, taken));
                        }
                        if (all.size() > engine.limits().candidates()) {
                            throw new TooMany(from.with(all.list()));
                        }
                    });
                }
            }
            frontier = next;
        }
        endWatch(from);
        // Where every variable is logged, a hidden action changes nothing.
        if (pending != null && !allLogged && lost == null) {
            lost = pending;
        }
        return from.with(all.list());
    }

    // -- verdicts ----------------------------------------------------------------------------------------------------

    @Override
    public Verdict finish() {
        if (histories == null) {
            return null;
        }
        List<Violation> violations = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        for (Histories.Judged judged : histories.judged(candidates.states(), lost)) {
            if (judged.violated()) {
                violations.add(new Explainer(engine, this).violation(judged.property(), judged.witness(), candidates()));
            } else {
                undecided.add(judged.open());
            }
        }
        if (!violations.isEmpty()) {
            return new Verdict.Violated(violations, undecided);
        } else if (!undecided.isEmpty()) {
            List<String> toBlame = differing(candidates);
            return new Verdict.Unknown(String.join("; ", undecided), toBlame.isEmpty() ? unobserved() : toBlame);
        }
        return null;
    }

    @Override
    public boolean adopt(TraceEvent event, long line) {
        if (!allLogged || lost != null || !candidates.plain()
                || event.state().containsValue(dev.synod.trace.Value.UNTOLD)) {
            return false;
        }
        StateSet adopted = new StateSet();
        Value node = engine.values().string(event.node());
        for (TLCState state : candidates.states()) {
            TLCState given = engine.settled(given(state, event, nodes.getOrDefault(event.node(), node), line), state);
            TLCState kept = adopted.keep(given);
            if (histories != null) {
                histories.step(state, kept, new Histories.Occasion(event, line, false), NOTHING);
            }
        }
        candidates = Orbits.of(adopted.list());
        if (histories != null) {
            histories.advance();
        }
        return true;
    }

    @Override
    public Coverage places() {
        return places == null ? null : places.coverage(histories.taken(candidates.states()));
    }

    private Verdict notADisjunct(TraceEvent event, long line) {
        if (engine.isUndivided(event.action())) {
            return new Verdict.Unknown("event " + event.n() + " is called " + event.action() + ", which is applied inside "
                    + "of another action in a way that the replay cannot take apart", List.of());
        }
        Divergence divergence = new Explainer(engine, this).notADisjunct(event, candidates, line);
        return new Verdict.Diverged(divergence);
    }

    /** The variables that the trace does not log. */
    List<String> unobserved() {
        return engine.variables().keySet().stream()
                .filter(v -> !header.observed().contains(v) && !header.shared().contains(v))
                .toList();
    }

    private static List<String> differing(Orbits states) {
        List<String> names = new ArrayList<>();
        TLCState first = states.states().get(0);
        for (OpDeclNode variable : TLCState.vars) {
            Value value = (Value) first.lookup(variable.getName());
            if (states.moves(variable) || states.states().stream()
                    .anyMatch(s -> !Membership.same(value, (Value) s.lookup(variable.getName())))) {
                names.add(variable.getName().toString());
            }
        }
        return names;
    }
}
