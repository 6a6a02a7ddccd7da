package dev.synod.runtime.trace;

import dev.synod.runtime.GrowingSet;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Parameter;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.Sets;
import dev.synod.trace.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Turns a trace's values into those of states and messages: the way back from {@link ValueEncoder}.
 *
 * <p>The types of a record's components say what a value must be. Nothing is guessed and nothing left over: a value that is
 * not exactly of its type is refused, so that bytes from a stranger make either the very object that some machine could have
 * sent, or none. Where a component is a sealed interface whose records are not messages, the fields tell which record it is;
 * a value that fits two of them is refused.
 */
public final class ValueDecoder {

    private final Class<?> messageType;
    private final Set<NodeId> nodes;
    /** Every record that is a message, by its name. */
    private final Map<String, Class<? extends Record>> messages = new TreeMap<>();

    /**
     * A decoder of that machine's states and messages.
     *
     * @throws IllegalArgumentException if two of its messages have the same name
     */
    public ValueDecoder(Machine<?, ?> machine) {
        messageType = machine.messageType();
        nodes = Set.copyOf(machine.nodes());
        List<Class<?>> types = new ArrayList<>(List.of(messageType));
        machine.actions().forEach(action -> action.parameters().stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.MESSAGE)
                .forEach(parameter -> types.add(parameter.type())));
        for (Class<?> type : types) {
            for (Class<? extends Record> message : records(type)) {
                Class<?> other = messages.putIfAbsent(message.getSimpleName(), message);
                if (other != null && other != message) {
                    throw new IllegalArgumentException("Two messages are called " + message.getSimpleName() + ": "
                            + other.getName() + " and " + message.getName() + ". Give each a name of its own.");
                }
            }
        }
    }

    /** The records that a type is or permits. */
    private static Set<Class<? extends Record>> records(Class<?> type) {
        if (type.isRecord()) {
            return Set.of(type.asSubclass(Record.class));
        }
        Set<Class<? extends Record>> found = new LinkedHashSet<>();
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                found.addAll(records(permitted));
            }
        }
        return found;
    }

    /**
     * The message that the value is.
     *
     * @throws IllegalArgumentException if it is none of the machine's; the message says where, and what was expected
     */
    public Record message(Value value) {
        return message(value, "message");
    }

    private Record message(Value value, String where) {
        Map<String, Value> fields = value instanceof Value.Rec record ? record.fields() : Map.of();
        Class<? extends Record> type = fields.get("type") instanceof Value.Str name ? messages.get(name.value()) : null;
        if (type == null) {
            throw unfit(where, value, "a message, whose type is one of " + String.join(", ", messages.keySet()));
        }
        return record(value, fields, type, type, 1, where);
    }

    /**
     * The component of a state that the value is.
     *
     * @param state    the record class
     * @param position the component's position
     * @throws IllegalArgumentException if it is not of the component's type; the message says where, and what was expected
     */
    public Object component(Class<? extends Record> state, int position, Value value) {
        RecordComponent component = state.getRecordComponents()[position];
        return decode(value, component.getGenericType(), state, component.getName());
    }

    /**
     * The key or the value of an entry of a component that is a map.
     *
     * @throws IllegalArgumentException if it is not of that type; the message says where, and what was expected
     */
    public Object entryPart(Class<? extends Record> state, int position, boolean key, Value value) {
        RecordComponent component = state.getRecordComponents()[position];
        return decode(value, argument(component.getGenericType(), key ? 0 : 1, state), state, component.getName());
    }

    /**
     * The state that the record of all its components is.
     *
     * @throws IllegalArgumentException if it is none; the message says where, and what was expected
     */
    public <S extends Record> S state(Class<S> type, Value value) {
        return type.cast(decode(value, type, type, type.getSimpleName()));
    }

    private Object decode(Value value, Type type, Type owner, String where) {
        Class<?> raw = raw(type, owner);
        if (raw == Optional.class) {
            return value == Value.NULL ? Optional.empty()
                    : Optional.of(decode(value, argument(type, 0, owner), owner, where));
        } else if (value == Value.NULL && !raw.isPrimitive()) {
            return null;
        } else if (messageType.isAssignableFrom(raw)) {
            Record message = message(value, where);
            return check(raw.isInstance(message), message, where, value, "a " + raw.getSimpleName());
        } else if (raw.isRecord() && raw != NodeId.class) {
            return record(value, value instanceof Value.Rec r ? r.fields() : null, raw.asSubclass(Record.class), type, 0,
                    where);
        } else if (Set.class.isAssignableFrom(raw) || raw == Collection.class) {
            return set(value, argument(type, 0, owner), owner, raw == GrowingSet.class, where);
        } else if (raw == List.class) {
            List<Value> elements = value instanceof Value.Tup tuple ? tuple.elements() : null;
            check(elements != null, null, where, value, "a tuple");
            return Collections.unmodifiableList(all(elements, argument(type, 0, owner), owner, where));
        } else if (raw == Map.class) {
            return map(value, type, owner, where);
        } else if (raw.isEnum()) {
            return constant(value, raw, where);
        } else if (raw.isSealed()) {
            return anyOf(value, raw, where);
        }
        return scalar(value, raw, where);
    }

    private Object scalar(Value value, Class<?> type, String where) {
        if (type == NodeId.class) {
            NodeId node = value instanceof Value.Str s && !s.value().isBlank() ? NodeId.of(s.value()) : null;
            return check(node != null && nodes.contains(node), node, where, value, "one of the nodes " + sorted());
        } else if (type == String.class) {
            return check(value instanceof Value.Str, value instanceof Value.Str s ? s.value() : null, where, value, "a string");
        } else if (type == boolean.class || type == Boolean.class) {
            return check(value instanceof Value.Bool, value instanceof Value.Bool b ? b.value() : null, where, value,
                    "TRUE or FALSE");
        } else if (type == BigInteger.class) {
            return check(value instanceof Value.BigInt, value instanceof Value.BigInt b ? b.value() : null, where, value,
                    "a big integer");
        }
        Object number = value instanceof Value.Int i ? integer(i.value(), type) : null;
        return check(number != null, number, where, value, "a " + type.getSimpleName());
    }

    private List<NodeId> sorted() {
        return nodes.stream().sorted().toList();
    }

    /** The number as that type has it; null if it is out of range, or the type is none of numbers. */
    private static Object integer(long value, Class<?> type) {
        if (type == long.class || type == Long.class) {
            return value;
        } else if ((type == int.class || type == Integer.class) && value == (int) value) {
            return (int) value;
        } else if ((type == short.class || type == Short.class) && value == (short) value) {
            return (short) value;
        } else if ((type == byte.class || type == Byte.class) && value == (byte) value) {
            return (byte) value;
        }
        return null;
    }

    private Record record(
            Value value, Map<String, Value> fields, Class<? extends Record> type, Type generic, int besides, String where) {
        RecordShape shape = RecordShape.of(type);
        if (fields == null || fields.size() != shape.size() + besides || !fields.keySet().containsAll(shape.names())) {
            throw unfit(where, value, "a record with the fields " + String.join(", ", shape.names()) + " of a "
                    + type.getSimpleName());
        }
        Object[] values = new Object[shape.size()];
        for (int i = 0; i < values.length; i++) {
            String name = shape.names().get(i);
            values[i] = decode(fields.get(name), type.getRecordComponents()[i].getGenericType(), generic, where + "." + name);
        }
        return instance(shape, values, type, where, value);
    }

    private static Record instance(
            RecordShape shape, Object[] values, Class<? extends Record> type, String where, Value value) {
        try {
            return (Record) shape.newInstance(values);
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            throw unfit(where, value, "what a " + type.getSimpleName() + " can hold (" + e.getMessage() + ")");
        }
    }

    /** Of the records that a sealed type permits, the one that the value is. */
    private Object anyOf(Value value, Class<?> type, String where) {
        List<Record> found = new ArrayList<>();
        Map<String, Value> fields = value instanceof Value.Rec r ? r.fields() : null;
        for (Class<? extends Record> candidate : records(type)) {
            try {
                found.add(record(value, fields, candidate, candidate, 0, where));
            } catch (IllegalArgumentException e) {
                // It is another of them, or none.
            }
        }
        String names = records(type).stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        return check(found.size() == 1, found.isEmpty() ? null : found.get(0), where, value, "one of " + names
                + (found.size() > 1 ? "; it could be " + found : ""));
    }

    private Object set(Value value, Type element, Type owner, boolean grows, String where) {
        List<Value> elements = value instanceof Value.SetOf set ? set.elements() : null;
        check(elements != null, null, where, value, "a set");
        List<Object> decoded = all(elements, element, owner, where);
        check(!decoded.contains(null), null, where, value, "a set without null");
        Set<Object> set = Sets.copyOf(decoded);
        check(set.size() == elements.size(), null, where, value, "a set with each element once");
        return grows ? GrowingSet.copyOf(set) : set;
    }

    private List<Object> all(List<Value> elements, Type type, Type owner, String where) {
        List<Object> decoded = new ArrayList<>(elements.size());
        for (Value element : elements) {
            decoded.add(decode(element, type, owner, where));
        }
        return decoded;
    }

    private Object map(Value value, Type type, Type owner, String where) {
        List<Value.Entry> entries = value instanceof Value.Fun function ? function.entries() : null;
        check(entries != null, null, where, value, "a function");
        Type key = argument(type, 0, owner);
        Type image = argument(type, 1, owner);
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Value.Entry entry : entries) {
            map.put(decode(entry.key(), key, owner, where), decode(entry.value(), image, owner, where));
        }
        return check(map.size() == entries.size(), Collections.unmodifiableMap(map), where, value, "a function with each key once");
    }

    private static Object constant(Value value, Class<?> type, String where) {
        Set<String> names = new LinkedHashSet<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ValueEncoder.nameOf((Enum<?>) constant);
            if (value instanceof Value.Str s && s.value().equals(name)) {
                return constant;
            }
            names.add(name);
        }
        throw unfit(where, value, "one of " + String.join(", ", names));
    }

    // -- types -------------------------------------------------------------------------------------------------------

    private static Class<?> raw(Type type, Type owner) {
        if (type instanceof Class<?> c) {
            return c;
        } else if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        } else if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0], owner);
        } else if (type instanceof TypeVariable<?>) {
            Type resolved = resolved(type, owner);
            if (resolved != type) {
                return raw(resolved, owner);
            }
        }
        throw new IllegalArgumentException("The type " + type + " leaves open what its values are; name a class.");
    }

    /** The type argument at that position; what it leaves open is looked up in the owner. */
    private static Type argument(Type type, int position, Type owner) {
        Type declared = type instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : resolved(type, owner);
        if (declared instanceof ParameterizedType parameterized) {
            return resolved(parameterized.getActualTypeArguments()[position], owner);
        }
        throw new IllegalArgumentException("The type " + type + " does not say what it holds; give it its type arguments.");
    }

    /** What the owner, a record type with arguments, puts in the place of a type variable. */
    private static Type resolved(Type type, Type owner) {
        if (type instanceof TypeVariable<?> variable && owner instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = ((Class<?>) parameterized.getRawType()).getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                if (variables[i].equals(variable)) {
                    return parameterized.getActualTypeArguments()[i];
                }
            }
        }
        return type;
    }

    private static Object check(boolean fits, Object decoded, String where, Value value, String expected) {
        if (!fits) {
            throw unfit(where, value, expected);
        }
        return decoded;
    }

    private static IllegalArgumentException unfit(String where, Value value, String expected) {
        String found = String.valueOf(value);
        return new IllegalArgumentException("Expected " + expected + " as " + where + "; found "
                + (found.length() > 200 ? found.substring(0, 200) + "..." : found) + ".");
    }
}
