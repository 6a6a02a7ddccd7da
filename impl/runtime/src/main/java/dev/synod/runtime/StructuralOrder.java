package dev.synod.runtime;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One total order of all values that a state or a message can hold, by their structure alone.
 *
 * <p>It is the same in every JVM, unlike the iteration order of {@link Set#of}: what is iterated in this order can be
 * written twice with the same bytes. Null comes first; then booleans, integers, strings, constants of enums (in the
 * order of declaration), nodes, records (by class name, then component by component), lists, sets and maps (by size,
 * then element by element).
 */
public enum StructuralOrder implements Comparator<Object> {

    /** The order itself. */
    INSTANCE;

    @Override
    public int compare(Object a, Object b) {
        if (a == b) {
            return 0;
        }
        int kind = kind(a);
        int byKind = Integer.compare(kind, kind(b));
        if (byKind != 0) {
            return byKind;
        }
        return switch (kind) {
            case 0 -> 0;
            case 1 -> Boolean.compare((Boolean) a, (Boolean) b);
            case 2 -> compareIntegers((Number) a, (Number) b);
            case 3 -> ((String) a).compareTo((String) b);
            case 4 -> compareConstants((Enum<?>) a, (Enum<?>) b);
            case 5 -> ((NodeId) a).compareTo((NodeId) b);
            case 6 -> compareRecords((Record) a, (Record) b);
            case 7 -> compareAll((List<?>) a, (List<?>) b);
            case 8 -> compareAll(sorted((Set<?>) a), sorted((Set<?>) b));
            case 9 -> compareMaps((Map<?, ?>) a, (Map<?, ?>) b);
            default -> compare(((Optional<?>) a).orElse(null), ((Optional<?>) b).orElse(null));
        };
    }

    private static int kind(Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof Boolean) {
            return 1;
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte
                || value instanceof BigInteger) {
            return 2;
        } else if (value instanceof String) {
            return 3;
        } else if (value instanceof Enum) {
            return 4;
        } else if (value instanceof NodeId) {
            return 5;
        } else if (value instanceof Record) {
            return 6;
        } else if (value instanceof List) {
            return 7;
        } else if (value instanceof Set) {
            return 8;
        } else if (value instanceof Map) {
            return 9;
        } else if (value instanceof Optional) {
            return 10;
        }
        throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be in a state or a message."
                + " Use integers, booleans, strings, enums, NodeId, records, List, Set, Map and Optional.");
    }

    private static int compareIntegers(Number a, Number b) {
        if (a instanceof BigInteger || b instanceof BigInteger) {
            return big(a).compareTo(big(b));
        }
        return Long.compare(a.longValue(), b.longValue());
    }

    private static BigInteger big(Number n) {
        return n instanceof BigInteger big ? big : BigInteger.valueOf(n.longValue());
    }

    private static int compareConstants(Enum<?> a, Enum<?> b) {
        int byType = a.getDeclaringClass().getName().compareTo(b.getDeclaringClass().getName());
        return byType != 0 ? byType : Integer.compare(a.ordinal(), b.ordinal());
    }

    private int compareRecords(Record a, Record b) {
        if (a.getClass() != b.getClass()) {
            return a.getClass().getName().compareTo(b.getClass().getName());
        }
        RecordShape shape = RecordShape.of(a.getClass());
        for (int i = 0; i < shape.size(); i++) {
            int byComponent = compare(shape.value(a, i), shape.value(b, i));
            if (byComponent != 0) {
                return byComponent;
            }
        }
        return 0;
    }

    private int compareAll(Collection<?> a, Collection<?> b) {
        if (a.size() != b.size()) {
            return Integer.compare(a.size(), b.size());
        }
        Iterator<?> others = b.iterator();
        for (Object element : a) {
            int byElement = compare(element, others.next());
            if (byElement != 0) {
                return byElement;
            }
        }
        return 0;
    }

    private int compareMaps(Map<?, ?> a, Map<?, ?> b) {
        TreeMap<Object, Object> left = new TreeMap<>(this);
        TreeMap<Object, Object> right = new TreeMap<>(this);
        left.putAll(a);
        right.putAll(b);
        int byKeys = compareAll(left.keySet(), right.keySet());
        return byKeys != 0 ? byKeys : compareAll(left.values(), right.values());
    }

    /** The elements in this order; the set itself if it is known to be iterated so. */
    public static Collection<?> sorted(Set<?> set) {
        if (set instanceof OrderedSet || set instanceof GrowingSet || set.size() < 2) {
            return set;
        }
        return set.stream().sorted(INSTANCE).toList();
    }
}
