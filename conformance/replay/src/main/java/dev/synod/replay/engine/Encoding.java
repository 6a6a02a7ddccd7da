package dev.synod.replay.engine;

import dev.synod.replay.SpecException;
import dev.synod.trace.Value.Entry;
import dev.synod.trace.Value.Fun;
import dev.synod.trace.Value.Model;
import dev.synod.trace.Value.Rec;
import dev.synod.trace.Value.SetOf;
import dev.synod.trace.Value.Tup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/** Turns TLC's values into those of a trace. */
final class Encoding {
    private final TlcValues values;

    Encoding(TlcValues values) {
        this.values = values;
    }

    /**
     * The trace's value that {@link TlcValues#decode} makes this value of.
     *
     * @throws SpecException if it is infinite
     */
    dev.synod.trace.Value of(Value value) {
        if (value == values.nullValue()) {
            return dev.synod.trace.Value.NULL;
        } else if (value instanceof BoolValue b) {
            return dev.synod.trace.Value.of(b.val);
        } else if (value instanceof IntValue i) {
            return dev.synod.trace.Value.of((long) i.val);
        } else if (value instanceof StringValue s) {
            return dev.synod.trace.Value.of(s.val.toString());
        } else if (value instanceof ModelValue m) {
            return new Model(m.val.toString());
        } else if (value instanceof TupleValue t) {
            return new Tup(all(t.elems));
        } else if (value instanceof RecordValue r) {
            Map<String, dev.synod.trace.Value> fields = new LinkedHashMap<>();
            for (int i = 0; i < r.names.length; i++) {
                fields.put(r.names[i].toString(), of(r.values[i]));
            }
            return new Rec(fields);
        } else if (value instanceof Enumerable set && value.isFinite()) {
            List<dev.synod.trace.Value> elements = new ArrayList<>();
            ValueEnumeration all = set.elements();
            for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
                elements.add(of(v));
            }
            return new SetOf(elements);
        } else if (value.toFcnRcd() instanceof FcnRcdValue f) {
            Value[] domain = f.getDomainAsValues();
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < domain.length; i++) {
                entries.add(new Entry(of(domain[i]), of(f.values[i])));
            }
            return new Fun(entries);
        }
        throw new SpecException("a value that is not finite: " + TlcValues.show(value));
    }

    private List<dev.synod.trace.Value> all(Value[] elements) {
        List<dev.synod.trace.Value> encoded = new ArrayList<>(elements.length);
        for (Value element : elements) {
            encoded.add(of(element));
        }
        return encoded;
    }
}
