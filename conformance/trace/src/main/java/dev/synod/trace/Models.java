package dev.synod.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts model values in the place of the strings that name them, where a file says that they do. */
final class Models {
    private Models() {}

    static TraceHeader in(TraceHeader header, Set<String> names) {
        return new TraceHeader(header.spec(), in(header.constants(), names), header.nullConstant(), header.self(),
                header.observed(), header.shared(), header.hidden(), in(header.initial(), names), header.source());
    }

    static TraceEvent in(TraceEvent event, Set<String> names) {
        return event.withState(in(event.state(), names));
    }

    private static Map<String, Value> in(Map<String, Value> values, Set<String> names) {
        Map<String, Value> all = new LinkedHashMap<>();
        values.forEach((k, v) -> all.put(k, in(v, names)));
        return all;
    }

    static Value in(Value value, Set<String> names) {
        if (value instanceof Value.Str s) {
            return names.contains(s.value()) ? new Value.Model(s.value()) : s;
        } else if (value instanceof Value.SetOf s) {
            return new Value.SetOf(in(s.elements(), names));
        } else if (value instanceof Value.Tup t) {
            return new Value.Tup(in(t.elements(), names));
        } else if (value instanceof Value.Rec r) {
            return new Value.Rec(in(r.fields(), names));
        } else if (value instanceof Value.Fun f) {
            return new Value.Fun(f.entries().stream()
                    .map(e -> new Value.Entry(in(e.key(), names), in(e.value(), names))).toList());
        }
        return value;
    }

    private static List<Value> in(List<Value> values, Set<String> names) {
        return values.stream().map(v -> in(v, names)).toList();
    }
}
