package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.trace.TraceHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import tlc2.value.impl.ValueVec;

/**
 * The ways in which the elements of some constants can change places.
 *
 * <p>That a specification is the same under all of them is what its model claims. What can be asked of a claim is asked:
 * the other constants must be the same, and so must, which is the explorer's to ask, the set of all states.
 */
final class DeclaredSymmetry {
    private static final int MOST = 5_040;

    private final TlcValues values;
    private final ValueTable table;
    private final List<Map<String, String>> permutations = new ArrayList<>();
    private final List<ConcurrentHashMap<Integer, Integer>> images = new ArrayList<>();

    /** @throws SpecException if one of the sets is no set of strings, or another constant is not the same */
    DeclaredSymmetry(SpecEngine engine, TraceHeader header, ValueTable table) {
        this.values = engine.values();
        this.table = table;
        permutations.add(Map.of());
        for (String set : engine.bounds().symmetry()) {
            List<String> elements = SpecLoader.symmetric(header, set);
            List<Map<String, String>> all = new ArrayList<>();
            for (List<String> order : orders(elements)) {
                for (Map<String, String> before : permutations) {
                    Map<String, String> both = new HashMap<>(before);
                    for (int i = 0; i < elements.size(); i++) {
                        if (both.put(elements.get(i), order.get(i)) != null) {
                            throw new SpecException("the model is to be symmetric in two sets that both have "
                                    + elements.get(i) + ". Name one of them");
                        }
                    }
                    all.add(both);
                }
            }
            permutations.clear();
            permutations.addAll(all);
        }
        permutations.removeIf(p -> p.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue())));
        if (permutations.isEmpty()) {
            return;
        }
        permutations.forEach(p -> images.add(new ConcurrentHashMap<>()));
        header.constants().forEach((name, value) -> {
            int number = number(values.decode(value));
            for (int i = 0; i < size(); i++) {
                if (image(number, i) != number) {
                    throw new SpecException("the model is to be symmetric in "
                            + String.join(", ", engine.bounds().symmetry()) + ", but the constant " + name
                            + " is another one where elements of it change places. Leave the symmetry out");
                }
            }
        });
    }

    private static List<List<String>> orders(List<String> elements) {
        if (IntStream.rangeClosed(1, elements.size()).asLongStream().reduce(1, (a, b) -> Math.min(MOST + 1, a * b)) > MOST) {
            throw new SpecException("the model is to be symmetric in a set of " + elements.size()
                    + " elements, which change places in more than " + MOST + " ways. Name a smaller set");
        }
        List<List<String>> orders = new ArrayList<>();
        order(new ArrayList<>(elements), 0, orders);
        return orders;
    }

    private static void order(List<String> elements, int from, List<List<String>> orders) {
        if (from == elements.size()) {
            orders.add(List.copyOf(elements));
            return;
        }
        for (int i = from; i < elements.size(); i++) {
            Collections.swap(elements, from, i);
            order(elements, from + 1, orders);
            Collections.swap(elements, from, i);
        }
    }

    /** How many ways there are, without the one in which all stay. */
    int size() {
        return permutations.size();
    }

    /** The number of what becomes of a value. */
    int image(int number, int permutation) {
        Integer known = images.get(permutation).get(number);
        if (known == null) {
            known = number(permuted(table.value(number), permutations.get(permutation)));
            images.get(permutation).put(number, known);
        }
        return known;
    }

    private int number(Value value) {
        return table.number(values.settle(value));
    }

    private Value permuted(Value value, Map<String, String> places) {
        if (value instanceof StringValue s) {
            String other = places.get(s.val.toString());
            return other == null ? s : values.string(other);
        } else if (value instanceof TupleValue tuple) {
            return new TupleValue(all(tuple.elems, places));
        } else if (value instanceof RecordValue record) {
            return new RecordValue(record.names.clone(), all(record.values, places), false);
        } else if (value instanceof FcnRcdValue function) {
            return new FcnRcdValue(all(function.getDomainAsValues(), places), all(function.values, places), false);
        } else if (value instanceof Enumerable set) {
            ValueVec elements = new ValueVec(set.size());
            ValueEnumeration each = set.elements();
            for (Value v = each.nextElement(); v != null; v = each.nextElement()) {
                elements.addElement(permuted(v, places));
            }
            return new SetEnumValue(elements, false);
        }
        // Numbers, booleans and model values stay.
        return value;
    }

    private Value[] all(Value[] parts, Map<String, String> places) {
        Value[] permuted = new Value[parts.length];
        for (int i = 0; i < parts.length; i++) {
            permuted[i] = permuted(parts[i], places);
        }
        return permuted;
    }
}
