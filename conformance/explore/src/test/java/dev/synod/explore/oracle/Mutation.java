package dev.synod.explore.oracle;

import dev.synod.replay.convert.SpecTrace;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/** Ways to change a trace, most of which make it no behaviour of its specification. */
enum Mutation {
    /** A variable's logged value is another one that it has elsewhere in the trace. */
    VALUE_FLIPPED,
    /** An argument is another one that an argument of this name has elsewhere. */
    ARGUMENT_FLIPPED,
    /** A field of a message, at any depth, is another one that a field of this name has elsewhere. */
    MESSAGE_FORGED,
    EVENT_DROPPED,
    EVENT_DUPLICATED,
    NEIGHBOURS_SWAPPED,
    EVENT_MOVED,
    /** An event bears the name of another action, or of an operator that is no action, or of none. */
    ACTION_RENAMED,
    NODE_CHANGED,
    STATE_ENTRY_DROPPED,
    /** A variable is logged although it did not change here: with its value elsewhere, or null. */
    STATE_ENTRY_ADDED,
    TRUNCATED,
    CLOCKS_DROPPED,
    ARGUMENT_DROPPED,
    ARGUMENTS_DROPPED,
    ARGUMENT_OF_ANOTHER_NAME,
    ACTION_DROPPED,
    /** A variable is not observed at all. */
    VARIABLE_UNOBSERVED,
    /** A value is of another type, which TLC cannot even compare. */
    TYPE_BROKEN;

    /** The mutations with which TLC may end in an error. */
    static final Set<Mutation> BREAKING = Set.of(TYPE_BROKEN);

    /** The trace, changed at random; perhaps unchanged, where there is nothing to change. */
    SpecTrace apply(SpecTrace trace, SplittableRandom random) {
        List<TraceEvent> events = new ArrayList<>(trace.events());
        TraceHeader header = trace.header();
        if (events.isEmpty()) {
            return trace;
        }
        int at = random.nextInt(events.size());
        TraceEvent e = events.get(at);
        switch (this) {
            case VALUE_FLIPPED -> {
                at = from(events, at, x -> !x.state().isEmpty());
                e = events.get(at);
                if (!e.state().isEmpty()) {
                    String variable = pick(e.state().keySet(), random);
                    events.set(at, e.withState(with(e.state(), variable,
                            pick(pool(events, false).get(variable), random))));
                }
            }
            case ARGUMENT_FLIPPED -> {
                if (e.args() != null && !e.args().isEmpty()) {
                    String argument = pick(e.args().keySet(), random);
                    events.set(at, withArgs(e, with(e.args(), argument,
                            pick(pool(events, true).get(argument), random))));
                }
            }
            case MESSAGE_FORGED -> {
                at = from(events, at, x -> x.args() != null
                        && x.args().values().stream().anyMatch(Value.Rec.class::isInstance));
                e = events.get(at);
                if (e.args() != null) {
                    Map<String, List<Value>> fields = new HashMap<>();
                    events.forEach(x -> {
                        if (x.args() != null) {
                            x.args().values().forEach(v -> fields(v, fields));
                        }
                    });
                    Map<String, Value> args = new LinkedHashMap<>(e.args());
                    args.replaceAll((n, v) -> v instanceof Value.Rec r ? forged(r, fields, random) : v);
                    events.set(at, withArgs(e, args));
                }
            }
            case EVENT_DROPPED -> events.remove(at);
            case EVENT_DUPLICATED -> events.add(random.nextInt(at, events.size()) + 1, e);
            case NEIGHBOURS_SWAPPED -> Collections.swap(events, at, Math.min(at + 1, events.size() - 1));
            case EVENT_MOVED -> events.add(random.nextInt(events.size()), events.remove(at));
            case ACTION_RENAMED -> {
                Set<String> names = new LinkedHashSet<>();
                events.forEach(x -> names.add(x.action()));
                names.add("Send");
                names.add("Next");
                names.add("Nonsense");
                names.remove(null);
                events.set(at, withAction(e, pick(names, random)));
            }
            case NODE_CHANGED -> {
                Set<String> nodes = new LinkedHashSet<>();
                events.forEach(x -> nodes.add(x.node()));
                nodes.add("nobody");
                events.set(at, new TraceEvent(e.n(), pick(nodes, random), e.clock(), e.action(), e.args(), e.state()));
            }
            case STATE_ENTRY_DROPPED -> {
                at = from(events, at, x -> !x.state().isEmpty());
                e = events.get(at);
                Map<String, Value> state = new LinkedHashMap<>(e.state());
                if (!state.isEmpty()) {
                    state.remove(pick(state.keySet(), random));
                }
                events.set(at, e.withState(state));
            }
            case STATE_ENTRY_ADDED -> {
                Map<String, List<Value>> pool = pool(events, false);
                if (!header.observed().isEmpty()) {
                    String variable = pick(header.observed(), random);
                    List<Value> values = new ArrayList<>(pool.getOrDefault(variable, List.of()));
                    values.add(Value.NULL);
                    events.set(at, e.withState(with(e.state(), variable, pick(values, random))));
                }
            }
            case TRUNCATED -> events.subList(at, events.size()).clear();
            case CLOCKS_DROPPED -> events.replaceAll(Mutation::withoutClock);
            case ARGUMENT_DROPPED -> {
                if (e.args() != null && !e.args().isEmpty()) {
                    Map<String, Value> args = new LinkedHashMap<>(e.args());
                    args.remove(pick(args.keySet(), random));
                    events.set(at, withArgs(e, args));
                }
            }
            case ARGUMENTS_DROPPED -> events.set(at, withArgs(e, null));
            case ARGUMENT_OF_ANOTHER_NAME -> {
                if (e.args() != null && !e.args().isEmpty()) {
                    Set<String> names = new LinkedHashSet<>(pool(events, true).keySet());
                    names.add("nonsense");
                    Map<String, Value> args = new LinkedHashMap<>(e.args());
                    Value value = args.remove(pick(args.keySet(), random));
                    args.put(pick(names, random), value);
                    events.set(at, withArgs(e, args));
                }
            }
            case ACTION_DROPPED -> events.set(at, withAction(e, null));
            case VARIABLE_UNOBSERVED -> {
                if (!header.observed().isEmpty()) {
                    String variable = pick(header.observed(), random);
                    List<String> observed = new ArrayList<>(header.observed());
                    observed.remove(variable);
                    header = new TraceHeader(header.spec(), header.constants(), header.nullConstant(), header.self(),
                            observed, header.shared(), header.hidden(), header.source());
                    events.replaceAll(x -> {
                        Map<String, Value> state = new LinkedHashMap<>(x.state());
                        state.remove(variable);
                        return x.withState(state);
                    });
                }
            }
            case TYPE_BROKEN -> {
                boolean argument = random.nextBoolean() && e.args() != null && !e.args().isEmpty();
                if (argument) {
                    events.set(at, withArgs(e, with(e.args(), pick(e.args().keySet(), random), other(random))));
                } else {
                    at = from(events, at, x -> !x.state().isEmpty());
                    e = events.get(at);
                    if (!e.state().isEmpty()) {
                        events.set(at, e.withState(with(e.state(), pick(e.state().keySet(), random), other(random))));
                    }
                }
            }
        }
        for (int i = 0; i < events.size(); i++) {
            events.set(i, events.get(i).withN(i + 1));
        }
        return new SpecTrace(trace.name() + " " + name() + "@" + (at + 1), header, events);
    }

    /** The trace without clocks, so that nothing but its specification can refuse it. */
    static SpecTrace withoutClocks(SpecTrace trace) {
        return new SpecTrace(trace.name(), trace.header(),
                trace.events().stream().map(Mutation::withoutClock).toList());
    }

    private static TraceEvent withoutClock(TraceEvent e) {
        return new TraceEvent(e.n(), e.node(), null, e.action(), e.args(), e.state());
    }

    private static TraceEvent withArgs(TraceEvent e, Map<String, Value> args) {
        return new TraceEvent(e.n(), e.node(), e.clock(), e.action(), args, e.state());
    }

    private static TraceEvent withAction(TraceEvent e, String action) {
        return new TraceEvent(e.n(), e.node(), e.clock(), action, e.args(), e.state());
    }

    private static Map<String, Value> with(Map<String, Value> map, String key, Value value) {
        Map<String, Value> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static int from(List<TraceEvent> events, int at, java.util.function.Predicate<TraceEvent> wanted) {
        for (int i = 0; i < events.size(); i++) {
            int j = (at + i) % events.size();
            if (wanted.test(events.get(j))) {
                return j;
            }
        }
        return at;
    }

    private static Map<String, List<Value>> pool(List<TraceEvent> events, boolean arguments) {
        Map<String, List<Value>> pool = new LinkedHashMap<>();
        for (TraceEvent e : events) {
            Map<String, Value> values = arguments ? e.args() : e.state();
            if (values != null) {
                values.forEach((name, value) -> pool.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
            }
        }
        return pool;
    }

    private static void fields(Value value, Map<String, List<Value>> found) {
        if (value instanceof Value.Rec r) {
            r.fields().forEach((name, v) -> {
                found.computeIfAbsent(name, n -> new ArrayList<>()).add(v);
                fields(v, found);
            });
        }
    }

    private static Value.Rec forged(Value.Rec message, Map<String, List<Value>> pool, SplittableRandom random) {
        Map<String, Value> fields = new LinkedHashMap<>(message.fields());
        String field = pick(fields.keySet(), random);
        Value old = fields.get(field);
        if (old instanceof Value.Rec inner && random.nextBoolean()) {
            fields.put(field, forged(inner, pool, random));
        } else if (old instanceof Value.Int i && random.nextInt(4) == 0) {
            fields.put(field, Value.of(i.value() + random.nextInt(7) - 3));
        } else {
            fields.put(field, pick(pool.get(field), random));
        }
        return new Value.Rec(fields);
    }

    private static Value other(SplittableRandom random) {
        return List.of(Value.of("elsewhere"), Value.of(7), Value.of(true), Value.set(List.of()),
                Value.tup(List.of(Value.of(1)))).get(random.nextInt(5));
    }

    private static <T> T pick(Iterable<T> from, SplittableRandom random) {
        List<T> all = new ArrayList<>();
        from.forEach(all::add);
        return Objects.requireNonNull(all.get(random.nextInt(all.size())));
    }
}
