package tlc2.value.impl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import util.UniqueString;

/**
 * Values, written one behind the other into an array of bytes: a message takes some ten bytes instead of some two hundred.
 *
 * <p>A value that is read back is equal to the one that was written. Two equal values may be written in different ways, a
 * record and the function that is the same; so different bytes do not say that the values differ.
 */
final class PackedValues {
    private static final int STRING = 0;
    private static final int INT = 1;
    private static final int FALSE = 2;
    private static final int TRUE = 3;
    private static final int MODEL_VALUE = 4;
    private static final int RECORD = 5;
    private static final int TUPLE = 6;
    private static final int SET = 7;
    private static final int FUNCTION = 8;
    /** A value of another kind is kept as it is. */
    private static final int OBJECT = 9;

    private byte[] bytes = new byte[256];
    private int length;
    private final List<StringValue> strings = new ArrayList<>();
    private final Map<UniqueString, Integer> stringPlaces = new HashMap<>();
    private final List<UniqueString[]> shapes = new ArrayList<>();
    private final List<Value> objects = new ArrayList<>();
    private final List<ModelValue> modelValues = new ArrayList<>();
    private int at;

    /** Where the next value will be written; the length of what has been. */
    int length() {
        return length;
    }

    /** Whether there is room for much more: an array ends at two gigabytes. */
    boolean hasRoom() {
        return length < Integer.MAX_VALUE / 2;
    }

    /** Writes a value, which is normalised by the way. */
    void append(Value value) {
        value.deepNormalize();
        write(value);
    }

    /** Whether a value, normalised, is the one that was written at a place; false also where it has another form. */
    boolean has(int place, Value value) {
        at = place;
        return matches(value);
    }

    /** The value that was written at a place. */
    Value read(int place) {
        at = place;
        return read();
    }

    private void write(Value value) {
        if (value instanceof IntValue number) {
            put(INT);
            putNumber(number.val << 1 ^ number.val >> 31);
        } else if (value instanceof StringValue string) {
            put(STRING);
            putNumber(place(string));
        } else if (value instanceof RecordValue record) {
            put(RECORD);
            putNumber(shape(record.names));
            writeAll(record.values);
        } else if (value instanceof BoolValue truth) {
            put(truth.val ? TRUE : FALSE);
        } else if (value instanceof TupleValue tuple) {
            put(TUPLE);
            putNumber(tuple.elems.length);
            writeAll(tuple.elems);
        } else if (value instanceof SetEnumValue set) {
            put(SET);
            putNumber(set.elems.size());
            for (int i = 0; i < set.elems.size(); i++) {
                write(set.elems.elementAt(i));
            }
        } else if (value instanceof FcnRcdValue function) {
            put(FUNCTION);
            putNumber(function.values.length);
            writeAll(function.getDomainAsValues());
            writeAll(function.values);
        } else if (value instanceof ModelValue model) {
            put(MODEL_VALUE);
            if (!modelValues.contains(model)) {
                modelValues.add(model);
            }
            putNumber(modelValues.indexOf(model));
        } else {
            put(OBJECT);
            putNumber(objects.size());
            objects.add(value);
        }
    }

    private void writeAll(Value[] values) {
        for (Value value : values) {
            write(value);
        }
    }

    private int place(StringValue string) {
        Integer known = stringPlaces.get(string.val);
        if (known == null) {
            known = strings.size();
            strings.add(string);
            stringPlaces.put(string.val, known);
        }
        return known;
    }

    private int shape(UniqueString[] names) {
        for (int i = 0; i < shapes.size(); i++) {
            UniqueString[] shape = shapes.get(i);
            if (shape == names || Arrays.equals(shape, names)) {
                return i;
            }
        }
        shapes.add(names);
        return shapes.size() - 1;
    }

    private void put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length + (length >> 1));
        }
        bytes[length++] = (byte) b;
    }

    /** Seven bits a byte, the lowest first; all but the last byte with their highest bit set. */
    private void putNumber(int number) {
        int rest = number;
        while ((rest & ~0x7F) != 0) {
            put(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    private Value read() {
        int kind = bytes[at++];
        switch (kind) {
            case INT -> {
                int number = number();
                return IntValue.gen(number >>> 1 ^ -(number & 1));
            }
            case STRING -> {
                return strings.get(number());
            }
            case RECORD -> {
                UniqueString[] names = shapes.get(number());
                return new RecordValue(names, readAll(names.length), true);
            }
            case FALSE -> {
                return BoolValue.ValFalse;
            }
            case TRUE -> {
                return BoolValue.ValTrue;
            }
            case TUPLE -> {
                return new TupleValue(readAll(number()));
            }
            case SET -> {
                return new SetEnumValue(readAll(number()), true);
            }
            case FUNCTION -> {
                int size = number();
                return new FcnRcdValue(readAll(size), readAll(size), true);
            }
            case MODEL_VALUE -> {
                return modelValues.get(number());
            }
            case OBJECT -> {
                return objects.get(number());
            }
            default -> throw new IllegalStateException("no kind of value: " + kind);
        }
    }

    private boolean matches(Value value) {
        int kind = bytes[at++];
        switch (kind) {
            case INT -> {
                int number = number();
                return value instanceof IntValue own && own.val == (number >>> 1 ^ -(number & 1));
            }
            case STRING -> {
                StringValue string = strings.get(number());
                return value instanceof StringValue own && own.val == string.val;
            }
            case RECORD -> {
                UniqueString[] names = shapes.get(number());
                return value instanceof RecordValue own && Arrays.equals(names, own.names) && match(own.values);
            }
            case FALSE, TRUE -> {
                return value instanceof BoolValue own && own.val == (kind == TRUE);
            }
            case TUPLE -> {
                int size = number();
                return value instanceof TupleValue own && own.elems.length == size && match(own.elems);
            }
            case SET -> {
                int size = number();
                if (!(value instanceof SetEnumValue own) || own.elems.size() != size) {
                    return false;
                }
                for (int i = 0; i < size; i++) {
                    if (!matches(own.elems.elementAt(i))) {
                        return false;
                    }
                }
                return true;
            }
            case FUNCTION -> {
                int size = number();
                return value instanceof FcnRcdValue own && own.values.length == size
                        && match(own.getDomainAsValues()) && match(own.values);
            }
            case MODEL_VALUE -> {
                return modelValues.get(number()) == value;
            }
            case OBJECT -> {
                return objects.get(number()) == value;
            }
            default -> throw new IllegalStateException("no kind of value: " + kind);
        }
    }

    private boolean match(Value[] values) {
        for (Value value : values) {
            if (!matches(value)) {
                return false;
            }
        }
        return true;
    }

    private Value[] readAll(int count) {
        Value[] values = new Value[count];
        for (int i = 0; i < count; i++) {
            values[i] = read();
        }
        return values;
    }

    private int number() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            number |= (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
    }
}
