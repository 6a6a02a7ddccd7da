package dev.synod.explore.oracle;

import dev.synod.replay.convert.SpecTrace;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random behaviours of Shelf.tla, logged with many gaps. */
final class ShelfTraces {
    private static final List<String> CLERKS = List.of("ann", "bob");
    private static final List<String> THINGS = List.of("jar", "pot");

    private final SplittableRandom random;
    private final Map<Integer, String> shelf = new TreeMap<>();
    private final Map<String, Integer> count = new TreeMap<>(Map.of("ann", 0, "bob", 0));
    private final List<TraceEvent> events = new ArrayList<>();
    private final boolean observesShelf;
    private final boolean observesLast;
    private final boolean hidesDust;
    private int dust;

    private ShelfTraces(SplittableRandom random) {
        this.random = random;
        observesShelf = random.nextInt(4) > 0;
        observesLast = random.nextInt(4) > 0;
        hidesDust = random.nextBoolean();
    }

    /** A behaviour of that many events. */
    static SpecTrace random(String name, int size, SplittableRandom random) {
        return new ShelfTraces(random).run(name, size);
    }

    private SpecTrace run(String name, int size) {
        while (events.size() < size) {
            step();
        }
        List<String> shared = new ArrayList<>();
        if (observesShelf) {
            shared.add("shelf");
        }
        if (observesLast) {
            shared.add("last");
        }
        Map<String, Value> constants = new LinkedHashMap<>();
        constants.put("Clerk", Value.set(CLERKS.stream().map(Value::of).toList()));
        constants.put("Thing", Value.set(THINGS.stream().map(Value::of).toList()));
        TraceHeader header = new TraceHeader("shelf/Shelf", constants, "NOBODY", null, List.of("count"), shared,
                hidesDust ? List.of("Settle") : List.of(), Map.of());
        return new SpecTrace(name, header, events);
    }

    private void step() {
        String clerk = CLERKS.get(random.nextInt(2));
        int place = 1 + random.nextInt(3);
        switch (random.nextInt(6)) {
            case 0, 1 -> put(clerk, place, THINGS.get(random.nextInt(2)));
            case 2 -> take(clerk, place);
            case 3 -> skip(clerk, random.nextInt(4));
            case 4 -> {
                if (dust < 3) {
                    dust++;
                    if (!hidesDust) {
                        log(clerk, "Settle", Map.of(), Map.of());
                    }
                }
            }
            default -> {
                if (dust > 1) {
                    dust = 0;
                    log(clerk, "Wipe", Map.of(), Map.of());
                }
            }
        }
    }

    private void put(String clerk, int place, String thing) {
        if (shelf.putIfAbsent(place, thing) == null) {
            Map<String, Value> state = new LinkedHashMap<>();
            state.put("shelf", random.nextBoolean()
                    ? whole()
                    : new Value.Except(List.of(new Value.Entry(Value.of(place), Value.of(thing))), List.of()));
            state.put("count", Value.of(count.merge(clerk, 1, Integer::sum)));
            state.put("last", Value.of(clerk));
            Map<String, Value> args = new LinkedHashMap<>();
            args.put(random.nextBoolean() ? "c" : "clerk", Value.of(clerk));
            args.put("s", Value.of(place));
            args.put("x", Value.of(thing));
            log(clerk, random.nextInt(3) == 0 ? "Move" : "Put", args, state);
        }
    }

    private void take(String clerk, int place) {
        if (shelf.remove(place) != null) {
            Map<String, Value> state = new LinkedHashMap<>();
            state.put("shelf", random.nextBoolean()
                    ? whole()
                    : new Value.Except(List.of(), List.of(Value.of(place))));
            state.put("last", Value.of(clerk));
            Map<String, Value> args = new LinkedHashMap<>();
            args.put(random.nextBoolean() ? "c" : "clerk", Value.of(clerk));
            args.put("s", Value.of(place));
            log(clerk, random.nextInt(3) == 0 ? "Move" : "Take", args, state);
        }
    }

    private void skip(String clerk, int by) {
        int change = random.nextBoolean() ? by : -by;
        Map<String, Value> args = new LinkedHashMap<>();
        args.put(random.nextBoolean() ? "n" : "by", Value.of(by));
        args.put("c", Value.of(clerk));
        log(clerk, "Skip", args, Map.of("count", Value.of(count.merge(clerk, change, Integer::sum))));
    }

    private Value whole() {
        Map<Value, Value> entries = new LinkedHashMap<>();
        shelf.forEach((k, v) -> entries.put(Value.of(k), Value.of(v)));
        return Value.fun(entries);
    }

    private void log(String clerk, String action, Map<String, Value> args, Map<String, Value> state) {
        Map<String, Value> logged = new LinkedHashMap<>(state);
        if (!observesShelf) {
            logged.remove("shelf");
        }
        if (!observesLast) {
            logged.remove("last");
        }
        Map<String, Value> given = new LinkedHashMap<>(args);
        given.keySet().removeIf(a -> random.nextInt(4) == 0);
        events.add(new TraceEvent(events.size() + 1, clerk, null, random.nextInt(5) == 0 ? null : action,
                random.nextInt(6) == 0 ? null : given, logged));
    }
}
