package dev.synod.explore.mutation;

import dev.synod.explore.mutation.Evidence.Trace;
import dev.synod.replay.Replayer;
import dev.synod.replay.Verdict;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes wrong traces of right ones, each with one thing changed that the specification notices: a variable changes that
 * should not, an event happens again, too early or not at all, a message, a number or a name is another, of all the messages
 * of a round one is missing, or too many. A specification that allows too much shows in that it accepts one of them.
 *
 * <p>Where a trace tells what changed, a wrong event is mostly wrong in that too, and a guard less goes unnoticed. So there
 * are traces as well that tell nothing but the events and their arguments: in these it is the guards alone that reject.
 */
final class Tampering {
    /** Short, since each wrong trace is replayed from its beginning. */
    private static final int LONGEST = 150;
    private static final int RANDOM_EACH = 40;
    private static final int ATTEMPTS_EACH = 5;

    private final Replayer replayer;
    private final Random random;
    private final List<Evidence> found = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();

    private Tampering(Replayer replayer, long seed) {
        this.replayer = replayer;
        this.random = new Random(seed);
    }

    /**
     * Wrong traces, up to the event that the specification rejects.
     *
     * @param good     traces that the replayer's specification allows
     * @param seed     of the choices among them
     */
    static List<Evidence> of(List<Evidence> good, Replayer replayer, long seed) {
        Tampering tampering = new Tampering(replayer, seed);
        Set<String> done = new LinkedHashSet<>();
        for (Evidence evidence : good) {
            // Without clocks, which would contradict each other.
            Trace whole = Trace.of(evidence.trace());
            Trace trace = new Trace(whole.header(), whole.first(LONGEST).events().stream()
                    .map(e -> new TraceEvent(e.n(), e.node(), null, e.action(), e.args(), e.state())).toList());
            tampering.extraChanges(evidence.name(), trace, done);
            tampering.repeats(evidence.name(), trace, done);
            tampering.tooEarly(evidence.name(), trace, done);
            tampering.otherMessages(evidence.name(), trace, done);
            tampering.oneLessOrMore(evidence.name(), trace, done);
            tampering.atRandom(evidence.name(), trace);
        }
        Set<String> doneByGuards = new LinkedHashSet<>();
        for (Evidence evidence : good) {
            String name = evidence.name() + " without states";
            Trace trace = withoutStates(Trace.of(evidence.trace()).first(LONGEST));
            tampering.repeats(name, trace, doneByGuards);
            tampering.elsewhere(name, trace, doneByGuards);
            tampering.otherMessages(name, trace, doneByGuards);
            tampering.otherNumbers(name, trace, doneByGuards);
        }
        return tampering.found;
    }

    private static Trace withoutStates(Trace trace) {
        TraceHeader h = trace.header();
        return new Trace(new TraceHeader(h.spec(), h.constants(), h.nullConstant(), h.self(), List.of(), List.of(), h.hidden(),
                h.initial(), h.source()), trace.events().stream()
                .map(e -> new TraceEvent(e.n(), e.node(), null, e.action(), e.args(), Map.of())).toList());
    }

    private boolean keep(String name, Trace header, List<TraceEvent> events) {
        // What the specification has allowed a few times it may well allow always.
        if (attempts.merge(name, 1, Integer::sum) > ATTEMPTS_EACH) {
            return false;
        }
        Evidence evidence = Evidence.judged(name, new Trace(header.header(), events).bytes(), replayer);
        if (!(evidence.verdict() instanceof Verdict.Diverged diverged)) {
            return false;
        }
        int last = (int) diverged.divergence().event().n();
        found.add(new Evidence(name, new Trace(header.header(), events).first(last).bytes(), diverged));
        return true;
    }

    /** For each action and each variable that it leaves alone, an event in which it changes. */
    private void extraChanges(String name, Trace trace, Set<String> done) {
        Map<String, Set<Value>> seen = new HashMap<>();
        for (TraceEvent event : trace.events()) {
            event.state().forEach((v, value) -> seen.computeIfAbsent(v, k -> new LinkedHashSet<>()).add(value));
        }
        Map<String, Value> now = new HashMap<>();
        for (int i = 0; i < trace.events().size(); i++) {
            TraceEvent event = trace.events().get(i);
            for (String variable : trace.header().observed()) {
                String key = event.action() + " changes " + variable;
                Value current = now.get(event.node() + " " + variable);
                if (event.state().containsKey(variable) || done.contains(key)) {
                    continue;
                }
                for (Value other : seen.getOrDefault(variable, Set.of())) {
                    if (!other.equals(current)) {
                        Map<String, Value> state = new LinkedHashMap<>(event.state());
                        state.put(variable, other);
                        List<TraceEvent> events = new ArrayList<>(trace.events().subList(0, i));
                        events.add(event.withState(state));
                        if (keep(name + ", tampered: " + key, trace, events)) {
                            done.add(key);
                            break;
                        }
                    }
                }
            }
            event.state().forEach((v, value) -> now.put(event.node() + " " + v, value));
        }
    }

    /** For each pair of actions, the one again right after the other, at the same node. */
    private void repeats(String name, Trace trace, Set<String> done) {
        Map<String, Map<String, TraceEvent>> latest = new LinkedHashMap<>();
        for (int i = 0; i < trace.events().size(); i++) {
            TraceEvent event = trace.events().get(i);
            Map<String, TraceEvent> here = latest.computeIfAbsent(event.node(), n -> new LinkedHashMap<>());
            here.put(event.action(), event);
            for (TraceEvent again : here.values()) {
                String key = again.action() + " again after " + event.action();
                if (!done.contains(key)) {
                    List<TraceEvent> events = new ArrayList<>(trace.events().subList(0, i + 1));
                    events.add(again);
                    if (keep(name + ", tampered: " + key, trace, events)) {
                        done.add(key);
                    }
                }
            }
        }
    }

    /** For each pair of actions, the first of the one right after one of the other that came before it, at the same node. */
    private void tooEarly(String name, Trace trace, Set<String> done) {
        Map<String, Map<String, TraceEvent>> first = new LinkedHashMap<>();
        for (int i = trace.events().size() - 1; i >= 0; i--) {
            TraceEvent event = trace.events().get(i);
            Map<String, TraceEvent> later = first.computeIfAbsent(event.node(), n -> new LinkedHashMap<>());
            for (TraceEvent early : later.values()) {
                String key = early.action() + " already after " + event.action();
                if (!done.contains(key)) {
                    List<TraceEvent> events = new ArrayList<>(trace.events().subList(0, i + 1));
                    events.add(early);
                    if (keep(name + ", tampered: " + key, trace, events)) {
                        done.add(key);
                    }
                }
            }
            later.put(event.action(), event);
        }
    }

    /** For each pair of actions, the one again right after the other, but at the other's node. */
    private void elsewhere(String name, Trace trace, Set<String> done) {
        String self = trace.header().self();
        if (self == null) {
            return;
        }
        Map<String, TraceEvent> latest = new LinkedHashMap<>();
        for (int i = 0; i < trace.events().size(); i++) {
            TraceEvent event = trace.events().get(i);
            for (TraceEvent other : latest.values()) {
                String key = other.action() + " of another after " + event.action();
                if (!other.node().equals(event.node()) && event.args().containsKey(self) && other.args().containsKey(self)
                        && !done.contains(key)) {
                    Map<String, Value> args = new LinkedHashMap<>(other.args());
                    args.put(self, event.args().get(self));
                    List<TraceEvent> events = new ArrayList<>(trace.events().subList(0, i + 1));
                    events.add(new TraceEvent(other.n(), event.node(), null, other.action(), args, other.state()));
                    if (keep(name + ", tampered: " + key, trace, events)) {
                        done.add(key);
                    }
                }
            }
            latest.put(event.node() + " " + event.action(), event);
        }
    }

    /** For each number in an action's arguments, by its place there, an event in which it is one less, and one more. */
    private void otherNumbers(String name, Trace trace, Set<String> done) {
        for (int i = 0; i < trace.events().size(); i++) {
            TraceEvent event = trace.events().get(i);
            for (Map.Entry<String, Value> argument : event.args().entrySet()) {
                for (Renumbered other : renumbered(argument.getKey(), argument.getValue())) {
                    String key = event.action() + " with " + other.what();
                    if (!done.contains(key)) {
                        keep(name, trace, i, argument.getKey(), other.value(), key, done);
                    }
                }
            }
        }
    }

    /** A value in which one number is another. */
    private record Renumbered(String what, Value value) {}

    private static List<Renumbered> renumbered(String place, Value value) {
        List<Renumbered> all = new ArrayList<>();
        if (value instanceof Value.Int number) {
            all.add(new Renumbered(place + " one less", Value.of(number.value() - 1)));
            all.add(new Renumbered(place + " one more", Value.of(number.value() + 1)));
        } else if (value instanceof Value.Rec record) {
            record.fields().forEach((field, part) -> {
                for (Renumbered other : renumbered(place + "." + field, part)) {
                    Map<String, Value> fields = new LinkedHashMap<>(record.fields());
                    fields.put(field, other.value());
                    all.add(new Renumbered(other.what(), Value.rec(fields)));
                }
            });
        }
        return all;
    }

    /** For each action and each type of record, an event whose argument is of that type, and other in one field at most. */
    private void otherMessages(String name, Trace trace, Set<String> done) {
        Set<Value.Rec> records = new LinkedHashSet<>();
        for (int i = 0; i < trace.events().size(); i++) {
            TraceEvent event = trace.events().get(i);
            event.args().values().stream().filter(Value.Rec.class::isInstance)
                    .forEach(v -> records.add((Value.Rec) v));
            for (Map.Entry<String, Value> argument : event.args().entrySet()) {
                if (!(argument.getValue() instanceof Value.Rec record)) {
                    continue;
                }
                for (Value.Rec other : records) {
                    Set<String> unlike = unlike(record, other);
                    String key = event.action() + " with " + other.fields().get("type") + ", other in " + unlike;
                    if (unlike.size() <= 1 && !record.equals(other) && !done.contains(key)) {
                        keep(name, trace, i, argument.getKey(), other, key, done);
                    }
                }
            }
        }
    }

    /** Keeps the trace up to that event, in which the argument is another. */
    private void keep(String name, Trace trace, int i, String argument, Value other, String key, Set<String> done) {
        TraceEvent event = trace.events().get(i);
        Map<String, Value> args = new LinkedHashMap<>(event.args());
        args.put(argument, other);
        List<TraceEvent> events = new ArrayList<>(trace.events().subList(0, i));
        events.add(new TraceEvent(event.n(), event.node(), null, event.action(), args, event.state()));
        if (keep(name + ", tampered: " + key, trace, events)) {
            done.add(key);
        }
    }

    /**
     * For each argument that is a function, such as all messages of a round by their senders, or a set, an event in which
     * it has one element less, and one in which it has one more; and for a function, one in which a result is another.
     */
    private void oneLessOrMore(String name, Trace trace, Set<String> done) {
        Set<Value> results = new LinkedHashSet<>();
        Set<Value> elements = new LinkedHashSet<>();
        for (int i = 0; i < trace.events().size(); i++) {
            TraceEvent event = trace.events().get(i);
            for (Map.Entry<String, Value> argument : event.args().entrySet()) {
                String key = event.action() + ", " + argument.getKey();
                List<Value.Entry> entries = new ArrayList<>();
                if (argument.getValue() instanceof Value.Fun function) {
                    entries.addAll(function.entries());
                } else if (argument.getValue() instanceof Value.SetOf set) {
                    set.elements().forEach(element -> entries.add(new Value.Entry(element, element)));
                } else {
                    continue;
                }
                boolean function = argument.getValue() instanceof Value.Fun;
                for (Value.Entry entry : entries) {
                    elements.add(entry.key());
                    if (function) {
                        results.add(entry.value());
                    }
                }
                for (Altered altered : altered(entries, elements, function ? results : elements, function)) {
                    String what = key + " with one " + altered.what();
                    if (!done.contains(what)) {
                        Value other = function ? new Value.Fun(altered.entries())
                                : Value.set(altered.entries().stream().map(Value.Entry::key)
                                        .collect(Collectors.toCollection(LinkedHashSet::new)));
                        keep(name, trace, i, argument.getKey(), other, what, done);
                    }
                }
            }
        }
    }

    /** The entries of a function, or the elements of a set with themselves, with one thing changed. */
    private record Altered(String what, List<Value.Entry> entries) {}

    private static List<Altered> altered(
            List<Value.Entry> entries, Set<Value> elements, Set<Value> results, boolean function) {
        List<Altered> altered = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<Value.Entry> less = new ArrayList<>(entries);
            Value.Entry gone = less.remove(i);
            altered.add(new Altered("less", less));
            for (Value other : function ? results : Set.<Value>of()) {
                if (!other.equals(gone.value())) {
                    List<Value.Entry> changed = new ArrayList<>(entries);
                    changed.set(i, new Value.Entry(gone.key(), other));
                    altered.add(new Altered("other", changed));
                }
            }
        }
        for (Value element : elements) {
            if (entries.stream().noneMatch(entry -> entry.key().equals(element))) {
                for (Value result : function ? results : Set.of(element)) {
                    List<Value.Entry> more = new ArrayList<>(entries);
                    more.add(new Value.Entry(element, result));
                    altered.add(new Altered("more", more));
                }
            }
        }
        return altered;
    }

    /** The fields that both have and in which they differ, apart from the type. */
    private static Set<String> unlike(Value.Rec one, Value.Rec other) {
        Set<String> unlike = new TreeSet<>();
        one.fields().forEach((field, value) -> {
            if (!field.equals("type") && other.fields().containsKey(field) && !value.equals(other.fields().get(field))) {
                unlike.add(field);
            }
        });
        return unlike;
    }

    private void atRandom(String name, Trace trace) {
        if (trace.events().size() < 3) {
            return;
        }
        for (int i = 0; i < RANDOM_EACH; i++) {
            int at = 1 + random.nextInt(trace.events().size() - 1);
            TraceEvent event = trace.events().get(at);
            List<TraceEvent> events = new ArrayList<>(trace.events());
            String what;
            switch (random.nextInt(4)) {
                case 0 -> {
                    events.remove(at);
                    what = "event " + (at + 1) + " is missing";
                }
                case 1 -> {
                    int earlier = random.nextInt(at);
                    events.add(at, trace.events().get(earlier));
                    what = "event " + (earlier + 1) + " again";
                }
                case 2 -> {
                    List<Long> numbers = new ArrayList<>(numbers(event));
                    if (numbers.isEmpty()) {
                        continue;
                    }
                    long from = numbers.get(random.nextInt(numbers.size()));
                    long to = from + List.of(-3, -2, -1, 1, 2, 3).get(random.nextInt(6));
                    events.set(at, mapped(event, v -> v.equals(Value.of(from)) ? Value.of(to) : v));
                    what = from + " is " + to + " in event " + (at + 1);
                }
                default -> {
                    List<String> here = new ArrayList<>(strings(List.of(event)));
                    List<String> all = new ArrayList<>(strings(trace.events()));
                    if (here.isEmpty()) {
                        continue;
                    }
                    String from = here.get(random.nextInt(here.size()));
                    String to = all.get(random.nextInt(all.size()));
                    events.set(at, mapped(event, v -> v.equals(Value.of(from)) ? Value.of(to) : v));
                    what = from + " is " + to + " in event " + (at + 1);
                }
            }
            keep(name + ", tampered: " + what, trace, events);
        }
    }

    private static Set<Long> numbers(TraceEvent event) {
        Set<Long> found = new TreeSet<>();
        mapped(event, v -> {
            if (v instanceof Value.Int i) {
                found.add(i.value());
            }
            return v;
        });
        return found;
    }

    private static Set<String> strings(List<TraceEvent> events) {
        Set<String> found = new TreeSet<>();
        events.forEach(event -> mapped(event, v -> {
            if (v instanceof Value.Str s) {
                found.add(s.value());
            }
            return v;
        }));
        return found;
    }

    private static TraceEvent mapped(TraceEvent event, UnaryOperator<Value> leaf) {
        return new TraceEvent(event.n(), event.node(), event.clock(), event.action(), mapped(event.args(), leaf),
                mapped(event.state(), leaf));
    }

    private static Map<String, Value> mapped(Map<String, Value> values, UnaryOperator<Value> leaf) {
        if (values == null) {
            return null;
        }
        Map<String, Value> map = new LinkedHashMap<>();
        values.forEach((name, value) -> map.put(name, mapped(value, leaf)));
        return map;
    }

    private static Value mapped(Value value, UnaryOperator<Value> leaf) {
        if (value instanceof Value.SetOf s) {
            return Value.set(new LinkedHashSet<>(s.elements().stream().map(e -> mapped(e, leaf)).toList()));
        } else if (value instanceof Value.Tup t) {
            return new Value.Tup(t.elements().stream().map(e -> mapped(e, leaf)).toList());
        } else if (value instanceof Value.Rec r) {
            return Value.rec(mapped(r.fields(), leaf));
        } else if (value instanceof Value.Fun f) {
            return new Value.Fun(f.entries().stream()
                    .map(e -> new Value.Entry(e.key(), mapped(e.value(), leaf))).toList());
        }
        return leaf.apply(value);
    }
}
