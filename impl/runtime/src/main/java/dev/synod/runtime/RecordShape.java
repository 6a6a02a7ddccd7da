package dev.synod.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The components of a record class, by position: their names, their values, and which are {@link Stable}. */
public final class RecordShape {

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final List<String> names;
    private final MethodHandle[] accessors;
    private final boolean[] stable;
    private final MethodHandle constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> componentNames = new ArrayList<>();
        Class<?>[] types = new Class<?>[components.length];
        accessors = new MethodHandle[components.length];
        stable = new boolean[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (int i = 0; i < components.length; i++) {
                componentNames.add(components[i].getName());
                types[i] = components[i].getType();
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
                stable[i] = components[i].isAnnotationPresent(Stable.class);
            }
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new InvalidMachineException("Record " + type.getName() + " cannot be read: " + e.getMessage(), e);
        }
        names = List.copyOf(componentNames);
    }

    /** The shape of that record class. */
    public static RecordShape of(Class<? extends Record> type) {
        return SHAPES.get(type);
    }

    /** The components' names, in the order of declaration. */
    public List<String> names() {
        return names;
    }

    /** The number of components. */
    public int size() {
        return accessors.length;
    }

    /** The value of the component at that position, which may be null. */
    public Object value(Record instance, int position) {
        try {
            return (Object) accessors[position].invokeExact((Object) instance);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** Whether the component at that position is {@link Stable}. */
    public boolean isStable(int position) {
        return stable[position];
    }

    /** A new record with those values, one per component in order; its constructor may throw. */
    public Object newInstance(Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
