package dev.synod.replay.engine;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.LargeSetValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;
import util.UniqueString;

/** Puts other strings in the place of strings, everywhere in a value or a state. A permutation of elements is given by the places of their images. */
final class Renaming {
    private final List<StringValue> elements;
    /** The places of the elements, by the numbers that TLC gives to strings; one more than the place, and 0 for none. */
    private final int[] places;

    /** @param elements the strings that may be replaced */
    Renaming(List<StringValue> elements) {
        this.elements = elements;
        places = new int[elements.stream().mapToInt(e -> e.val.getTok() + 1).max().orElse(0)];
        for (int i = 0; i < elements.size(); i++) {
            places[elements.get(i).val.getTok()] = i + 1;
        }
    }

    /** A value of a kind that is not seen through, such as a set that has not been enumerated. No error of the user's. */
    static final class UnknownKind extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownKind(Value value) {
            super(value.getClass().getName(), null, false, false);
        }
    }

    /** The permutation that exchanges two elements. */
    int[] exchange(int a, int b) {
        int[] image = identity();
        image[a] = b;
        image[b] = a;
        return image;
    }

    /** The permutation that leaves all elements where they are. */
    int[] identity() {
        int[] image = new int[elements.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        return image;
    }

    /** An element's place, or -1 for another string. */
    int place(UniqueString string) {
        int token = string.getTok();
        return token < places.length ? places[token] - 1 : -1;
    }

    /**
     * The image of a state, each of whose values is settled.
     *
     * @throws UnknownKind if the state holds a value that is not seen through
     */
    TLCState of(TLCState state, int[] image) {
        TLCState renamed = null;
        for (OpDeclNode variable : TLCState.vars) {
            Value value = (Value) state.lookup(variable.getName());
            Value other = of(value, image);
            if (other != value) {
                if (renamed == null) {
                    renamed = state.copy();
                }
                renamed.bind(variable.getName(), other);
            }
        }
        return renamed == null ? state : renamed;
    }

    /**
     * The image of a value; the value itself where nothing in it changes.
     *
     * @throws UnknownKind if the value is not seen through
     */
    Value of(Value value, int[] image) {
        if (value instanceof StringValue string) {
            int place = place(string.val);
            return place < 0 || image[place] == place ? value : elements.get(image[place]);
        } else if (value instanceof RecordValue record) {
            return record(record, image);
        } else if (value instanceof TupleValue tuple) {
            Value[] elems = all(tuple.elems, image);
            return elems == tuple.elems ? value : new TupleValue(elems);
        } else if (value instanceof FcnRcdValue fcn) {
            return function(fcn, image);
        } else if (value instanceof LargeSetValue set) {
            return set.map(v -> of(v, image));
        } else if (value instanceof SetEnumValue set) {
            Value[] elems = elements(set);
            Value[] others = all(elems, image);
            return others == elems ? value : new SetEnumValue(others, false).normalize();
        } else if (isPlain(value)) {
            return value;
        }
        throw new UnknownKind(value);
    }

    /** Whether no strings can be in the value. */
    static boolean isPlain(Value value) {
        return value instanceof IntValue || value instanceof BoolValue || value instanceof ModelValue
                || value instanceof IntervalValue;
    }

    private static Value[] elements(SetEnumValue set) {
        Value[] elems = new Value[set.size()];
        ValueEnumeration all = set.elements();
        for (int i = 0; i < elems.length; i++) {
            elems[i] = all.nextElement();
        }
        return elems;
    }

    private Value[] all(Value[] values, int[] image) {
        Value[] others = values;
        for (int i = 0; i < values.length; i++) {
            Value other = of(values[i], image);
            if (other != values[i]) {
                if (others == values) {
                    others = values.clone();
                }
                others[i] = other;
            }
        }
        return others;
    }

    private Value record(RecordValue record, int[] image) {
        Value[] values = all(record.values, image);
        UniqueString[] names = record.names;
        for (int i = 0; i < names.length; i++) {
            int place = place(names[i]);
            if (place >= 0 && image[place] != place) {
                if (names == record.names) {
                    names = names.clone();
                }
                names[i] = elements.get(image[place]).val;
            }
        }
        if (values == record.values && names == record.names) {
            return record;
        }
        // A record sorts its arrays in place.
        Value renamed = new RecordValue(names == record.names ? names.clone() : names,
                values == record.values ? values.clone() : values, false);
        renamed.normalize();
        return renamed;
    }

    private Value function(FcnRcdValue fcn, int[] image) {
        Value[] values = all(fcn.values, image);
        if (fcn.intv != null) {
            return values == fcn.values ? fcn : new FcnRcdValue(fcn.intv, values);
        }
        Value[] domain = all(fcn.domain, image);
        if (values == fcn.values && domain == fcn.domain) {
            return fcn;
        }
        Value renamed = new FcnRcdValue(domain == fcn.domain ? domain.clone() : domain,
                values == fcn.values ? values.clone() : values, false);
        renamed.normalize();
        return renamed;
    }

    /** Whether an element stands in the value; also if it cannot be seen. */
    boolean speaksOfElements(Value value) {
        return !(value instanceof UserValue) && !visit(value, string -> place(string) < 0);
    }

    /** Whether an element stands in the value; also if it cannot be seen. */
    boolean speaksOf(Value value, int element) {
        return !visit(value, string -> place(string) != element);
    }

    /** Adds the places of the elements in a value, in the order in which they stand there. */
    void collect(Value value, Collection<Integer> met) {
        visit(value, string -> {
            int place = place(string);
            if (place >= 0) {
                met.add(place);
            }
            return true;
        });
    }

    /** Shows all strings in a value, the names of fields too, as long as true is returned; false also if some cannot be seen. */
    private static boolean visit(Value value, Predicate<UniqueString> visitor) {
        if (value instanceof StringValue string) {
            return visitor.test(string.val);
        } else if (value instanceof RecordValue record) {
            for (UniqueString name : record.names) {
                if (!visitor.test(name)) {
                    return false;
                }
            }
            return visit(record.values, visitor);
        } else if (value instanceof TupleValue tuple) {
            return visit(tuple.elems, visitor);
        } else if (value instanceof FcnRcdValue fcn) {
            return (fcn.domain == null || visit(fcn.domain, visitor)) && visit(fcn.values, visitor);
        } else if (value instanceof SetEnumValue || value instanceof LargeSetValue) {
            ValueEnumeration all = ((Enumerable) value).elements();
            for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
                if (!visit(v, visitor)) {
                    return false;
                }
            }
            return true;
        }
        return isPlain(value);
    }

    private static boolean visit(Value[] values, Predicate<UniqueString> visitor) {
        for (Value v : values) {
            if (!visit(v, visitor)) {
                return false;
            }
        }
        return true;
    }

    /** Collects the strings in a value, the names of fields too. What is not seen through is left out. */
    static void strings(Value value, Collection<String> strings) {
        visit(value, string -> {
            strings.add(string.toString());
            return true;
        });
    }
}
