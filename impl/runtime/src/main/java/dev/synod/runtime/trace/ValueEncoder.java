package dev.synod.runtime.trace;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.StructuralOrder;
import dev.synod.trace.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns values of states and messages into the trace's.
 *
 * <p>Integers, booleans and strings are themselves; a constant of an enum is its name in lower camel case; a node is
 * its name; null and an empty {@link Optional} are the null constant; sets, lists and maps are sets, tuples and
 * functions, sets and functions in {@link StructuralOrder}; a record is a record, fields in order, and a message has
 * its class's name before them as {@code type}.
 */
public final class ValueEncoder {

    private static final ClassValue<Map<Object, Value>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Map<Object, Value> computeValue(Class<?> type) {
            Map<Object, Value> values = new LinkedHashMap<>();
            for (Object constant : type.getEnumConstants()) {
                values.put(constant, Value.of(nameOf((Enum<?>) constant)));
            }
            return values;
        }
    };

    private static final ClassValue<Value> TYPES = new ClassValue<>() {
        @Override
        protected Value computeValue(Class<?> type) {
            return Value.of(type.getSimpleName());
        }
    };

    private final Class<?> messageType;

    /** An encoder that takes records of that type for messages. */
    public ValueEncoder(Class<?> messageType) {
        this.messageType = messageType;
    }

    /**
     * The value in the trace's encoding.
     *
     * @param value may be null, the null constant
     * @throws IllegalArgumentException if a state or a message cannot hold it
     */
    public Value encode(Object value) {
        if (value == null) {
            return Value.NULL;
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short
                || value instanceof Byte) {
            return Value.of(((Number) value).longValue());
        } else if (value instanceof NodeId node) {
            return Value.of(node.name());
        } else if (value instanceof String text) {
            return Value.of(text);
        } else if (value instanceof Enum<?> constant) {
            return CONSTANTS.get(constant.getDeclaringClass()).get(constant);
        } else if (value instanceof Record record) {
            return record(record);
        } else if (value instanceof Set<?> set) {
            return new Value.SetOf(all(StructuralOrder.sorted(set)));
        } else if (value instanceof List<?> list) {
            return new Value.Tup(all(list));
        } else if (value instanceof Map<?, ?> map) {
            return function(map);
        } else if (value instanceof Boolean truth) {
            return Value.of(truth.booleanValue());
        } else if (value instanceof BigInteger big) {
            return new Value.BigInt(big);
        } else if (value instanceof Optional<?> optional) {
            return encode(optional.orElse(null));
        }
        throw new IllegalArgumentException("A " + value.getClass().getName() + " cannot be written into a trace."
                + " Use integers, booleans, strings, enums, NodeId, records, List, Set, Map and Optional.");
    }

    private Value record(Record record) {
        RecordShape shape = RecordShape.of(record.getClass());
        Map<String, Value> fields = new LinkedHashMap<>();
        if (messageType.isInstance(record)) {
            fields.put("type", TYPES.get(record.getClass()));
        }
        for (int i = 0; i < shape.size(); i++) {
            fields.put(shape.names().get(i), encode(shape.value(record, i)));
        }
        return new Value.Rec(fields);
    }

    private List<Value> all(Collection<?> values) {
        List<Value> encoded = new ArrayList<>(values.size());
        for (Object value : values) {
            encoded.add(encode(value));
        }
        return encoded;
    }

    private Value function(Map<?, ?> map) {
        List<Value.Entry> entries = new ArrayList<>(map.size());
        for (Object key : StructuralOrder.sorted(map.keySet())) {
            entries.add(new Value.Entry(encode(key), encode(map.get(key))));
        }
        return new Value.Fun(entries);
    }

    /** The name that a constant has in a trace. */
    static String nameOf(Enum<?> constant) {
        return lowerCamelCase(constant.name());
    }

    private static String lowerCamelCase(String constant) {
        StringBuilder name = new StringBuilder();
        boolean capital = false;
        for (char c : constant.toCharArray()) {
            if (c == '_') {
                capital = name.length() > 0;
            } else {
                name.append(capital ? Character.toUpperCase(c) : Character.toLowerCase(c));
                capital = false;
            }
        }
        return name.toString();
    }
}
