package dev.synod.explore.explorer;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Things with a number each, equal keys having one. Safe for use by several threads. */
final class Numbering<K, V> {
    private final ConcurrentHashMap<K, V> byKey = new ConcurrentHashMap<>();
    private volatile Object[] byNumber = new Object[64];
    private int count;

    /** The thing of that key; made with the next number if there is none. */
    V of(K key, IntFunction<V> made) {
        V known = byKey.get(key);
        return known != null ? known : byKey.computeIfAbsent(key, k -> add(made));
    }

    private synchronized V add(IntFunction<V> made) {
        V thing = made.apply(count);
        Object[] array = byNumber;
        if (count == array.length) {
            array = Arrays.copyOf(array, count * 2);
        }
        array[count++] = thing;
        // Written last, so that whoever reads the array finds the thing.
        byNumber = array;
        return thing;
    }

    /** The thing of that number. */
    @SuppressWarnings("unchecked") // Only things are put in.
    V get(int number) {
        return (V) byNumber[number];
    }
}
