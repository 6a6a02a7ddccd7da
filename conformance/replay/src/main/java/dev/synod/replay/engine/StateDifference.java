package dev.synod.replay.engine;

import dev.synod.replay.StateChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Tells how the values of variables differ from those told before. What two states share is not looked at, so that the
 * cost goes with what has changed, and with the size of the functions in which it has.
 */
final class StateDifference {
    /** Functions of functions are taken apart so deep; what is deeper is told as a whole. */
    private static final int MAX_DEPTH = 4;
    private static final Object OPEN = new Object();

    private final StateChanges to;
    private final Map<String, Object> told = new LinkedHashMap<>();

    StateDifference(StateChanges to) {
        this.to = to;
    }

    /** Whether it is this one that hears of the differences. */
    boolean tells(StateChanges other) {
        return to == other;
    }

    /** The variable has this value now; null where it may have several. */
    void now(String variable, Value value) {
        Object before = told.put(variable, value == null ? OPEN : value);
        if (before == value || before == OPEN && value == null) {
            return;
        }
        List<String> path = List.of(variable);
        if (value == null) {
            if (before != null) {
                retract(path, (Value) before);
            }
            to.open(variable);
        } else if (before == null || before == OPEN) {
            tell(path, value);
        } else {
            change(path, (Value) before, value);
        }
    }

    private void change(List<String> path, Value before, Value after) {
        if (before == after) {
            return;
        }
        boolean deep = path.size() <= MAX_DEPTH;
        if (deep && before instanceof FcnRcdValue f && after instanceof FcnRcdValue g
                && f.values.length > 0 && g.values.length > 0) {
            functions(path, f, g);
        } else if (before instanceof LargeSetValue a && after instanceof LargeSetValue b) {
            b.compare(a, e -> to.added(path, text(e)), e -> to.removed(path, text(e)));
        } else if (isSet(before) && isSet(after)) {
            sets(path, before, after);
        } else if (deep && before instanceof TupleValue a && after instanceof TupleValue b && a.size() > 0
                && b.size() > 0) {
            tuples(path, a, b);
        } else if (parts(path, before) || parts(path, after)) {
            retract(path, before);
            tell(path, after);
        } else {
            String text = text(after);
            if (!text.equals(text(before))) {
                to.value(path, text);
            }
        }
    }

    private void functions(List<String> path, FcnRcdValue before, FcnRcdValue after) {
        Value[] old = before.getDomainAsValues();
        Value[] now = after.getDomainAsValues();
        boolean same = old.length == now.length;
        for (int i = 0; same && i < old.length; i++) {
            same = old[i] == now[i] || Membership.same(old[i], now[i]);
        }
        if (same) {
            for (int i = 0; i < now.length; i++) {
                if (before.values[i] != after.values[i]) {
                    change(with(path, text(now[i])), before.values[i], after.values[i]);
                }
            }
            return;
        }
        Map<String, Value> left = new LinkedHashMap<>();
        for (int i = 0; i < old.length; i++) {
            left.put(text(old[i]), before.values[i]);
        }
        Map<String, Value> came = new LinkedHashMap<>();
        for (int i = 0; i < now.length; i++) {
            String key = text(now[i]);
            Value value = left.remove(key);
            if (value == null) {
                came.put(key, after.values[i]);
            } else {
                change(with(path, key), value, after.values[i]);
            }
        }
        left.forEach((key, value) -> retract(with(path, key), value));
        came.forEach((key, value) -> tell(with(path, key), value));
    }

    private void tuples(List<String> path, TupleValue before, TupleValue after) {
        int both = Math.min(before.elems.length, after.elems.length);
        for (int i = 0; i < both; i++) {
            change(with(path, Integer.toString(i + 1)), before.elems[i], after.elems[i]);
        }
        for (int i = both; i < before.elems.length; i++) {
            retract(with(path, Integer.toString(i + 1)), before.elems[i]);
        }
        for (int i = both; i < after.elems.length; i++) {
            tell(with(path, Integer.toString(i + 1)), after.elems[i]);
        }
    }

    private void sets(List<String> path, Value before, Value after) {
        Set<String> old = texts(before);
        Set<String> now = texts(after);
        old.stream().filter(e -> !now.contains(e)).forEach(e -> to.removed(path, e));
        now.stream().filter(e -> !old.contains(e)).forEach(e -> to.added(path, e));
    }

    private void tell(List<String> path, Value value) {
        if (isSet(value)) {
            to.set(path);
            texts(value).forEach(e -> to.added(path, e));
        } else if (!parts(path, value)) {
            to.value(path, text(value));
        } else if (value instanceof FcnRcdValue f) {
            Value[] domain = f.getDomainAsValues();
            for (int i = 0; i < domain.length; i++) {
                tell(with(path, text(domain[i])), f.values[i]);
            }
        } else if (value instanceof TupleValue t) {
            for (int i = 0; i < t.elems.length; i++) {
                tell(with(path, Integer.toString(i + 1)), t.elems[i]);
            }
        }
    }

    private void retract(List<String> path, Value value) {
        if (isSet(value) || !parts(path, value)) {
            to.gone(path);
        } else if (value instanceof FcnRcdValue f) {
            Value[] domain = f.getDomainAsValues();
            for (int i = 0; i < domain.length; i++) {
                retract(with(path, text(domain[i])), f.values[i]);
            }
        } else if (value instanceof TupleValue t) {
            for (int i = 0; i < t.elems.length; i++) {
                retract(with(path, Integer.toString(i + 1)), t.elems[i]);
            }
        }
    }

    /** Whether the value is told by its parts, or was. */
    private static boolean parts(List<String> path, Value value) {
        return isSet(value) || path.size() <= MAX_DEPTH && (value instanceof FcnRcdValue f && f.values.length > 0
                || value instanceof TupleValue t && t.elems.length > 0);
    }

    private static boolean isSet(Value value) {
        return value instanceof SetEnumValue || value instanceof LargeSetValue;
    }

    private static Set<String> texts(Value set) {
        Set<String> texts = new LinkedHashSet<>();
        ValueEnumeration all = ((Enumerable) set).elements();
        for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
            texts.add(text(v));
        }
        return texts;
    }

    /** Equal values have equal texts: TLC writes the fields of a record in the order of its construction until it is normal. */
    private static String text(Value value) {
        value.deepNormalize();
        return TlcValues.whole(value);
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path.size() + 1);
        longer.addAll(path);
        longer.add(key);
        return longer;
    }
}
