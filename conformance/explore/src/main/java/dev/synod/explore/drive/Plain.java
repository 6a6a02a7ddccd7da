package dev.synod.explore.drive;

import dev.synod.tlc.TlaValue;
import dev.synod.trace.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Values of TLC and of the machines in one plain form, so that they can be compared.
 *
 * <p>In TLA+ records and tuples are functions, so all three are maps. A model value is the string of its name, and the
 * null constant is one of its own: that is how a machine's values are written into a trace.
 */
final class Plain {
    /** The null constant. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private final String nullConstant;

    /** @param nullConstant the model value that null stands for, or null if there is none */
    Plain(String nullConstant) {
        this.nullConstant = nullConstant;
    }

    /** A value as TLC printed it. Text that TLC did not evaluate equals nothing but itself. */
    Object of(TlaValue value) {
        if (value instanceof TlaValue.Int i) {
            return i.value();
        } else if (value instanceof TlaValue.Bool b) {
            return b.value();
        } else if (value instanceof TlaValue.Str s) {
            return s.value();
        } else if (value instanceof TlaValue.Model m) {
            return m.name().equals(nullConstant) ? NULL : m.name();
        } else if (value instanceof TlaValue.SetOf s) {
            Set<Object> set = new HashSet<>();
            s.elements().forEach(e -> set.add(of(e)));
            return set;
        } else if (value instanceof TlaValue.Interval i) {
            Set<Object> set = new HashSet<>();
            for (long n = i.low(); n <= i.high(); n++) {
                set.add(n);
            }
            return set;
        } else if (value instanceof TlaValue.Tuple t) {
            Map<Object, Object> map = new HashMap<>();
            for (int n = 0; n < t.elements().size(); n++) {
                map.put(n + 1L, of(t.elements().get(n)));
            }
            return map;
        } else if (value instanceof TlaValue.Rec r) {
            Map<Object, Object> map = new HashMap<>();
            r.fields().forEach((name, field) -> map.put(name, of(field)));
            return map;
        } else if (value instanceof TlaValue.Function f) {
            Map<Object, Object> map = new HashMap<>();
            f.entries().forEach((argument, result) -> map.put(of(argument), of(result)));
            return map;
        }
        return List.of("not evaluated", value.toString());
    }

    /** A value as a trace has it. */
    Object of(Value value) {
        if (value instanceof Value.Int i) {
            return i.value();
        } else if (value instanceof Value.Bool b) {
            return b.value();
        } else if (value instanceof Value.Str s) {
            return s.value();
        } else if (value instanceof Value.Null) {
            return NULL;
        } else if (value instanceof Value.SetOf s) {
            Set<Object> set = new HashSet<>();
            s.elements().forEach(e -> set.add(of(e)));
            return set;
        } else if (value instanceof Value.Tup t) {
            Map<Object, Object> map = new HashMap<>();
            for (int n = 0; n < t.elements().size(); n++) {
                map.put(n + 1L, of(t.elements().get(n)));
            }
            return map;
        } else if (value instanceof Value.Rec r) {
            Map<Object, Object> map = new HashMap<>();
            r.fields().forEach((name, field) -> map.put(name, of(field)));
            return map;
        } else if (value instanceof Value.Fun f) {
            Map<Object, Object> map = new HashMap<>();
            f.entries().forEach(e -> map.put(of(e.key()), of(e.value())));
            return map;
        }
        throw new IllegalArgumentException("A machine's state cannot hold " + value + ".");
    }
}
