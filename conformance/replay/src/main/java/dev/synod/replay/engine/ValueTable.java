package dev.synod.replay.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tlc2.value.impl.Value;

/** Numbers for values, equal values having one number. Safe for use by several threads. */
final class ValueTable {
    private static final int CHUNK = 1 << 14;
    private static final int CHUNKS = 1 << 16;

    private final ConcurrentHashMap<Key, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Value[]> chunks = new AtomicReferenceArray<>(CHUNKS);
    private final AtomicInteger count = new AtomicInteger();

    /** The number of a settled value. */
    int number(Value value) {
        Key key = new Key(value, TlcValues.hash(value));
        Integer known = numbers.get(key);
        // The value is stored before its number is told, so that whoever is told finds it.
        return known != null ? known : numbers.computeIfAbsent(key, k -> store(value));
    }

    private int store(Value value) {
        int number = count.getAndIncrement();
        Value[] chunk = chunks.get(number / CHUNK);
        if (chunk == null) {
            chunks.compareAndSet(number / CHUNK, null, new Value[CHUNK]);
            chunk = chunks.get(number / CHUNK);
        }
        chunk[number % CHUNK] = value;
        return number;
    }

    /** The value of that number. */
    Value value(int number) {
        return chunks.get(number / CHUNK)[number % CHUNK];
    }

    private static final class Key {
        private final Value value;
        private final long hash;

        Key(Value value, long hash) {
            this.value = value;
            this.hash = hash;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && hash == key.hash && (value == key.value || same(value, key.value));
        }

        /** Equality; values that TLC cannot compare are not equal. */
        private static boolean same(Value a, Value b) {
            try {
                return a.equals(b);
            } catch (RuntimeException e) {
                if (Evaluation.isEvaluationError(e)) {
                    return false;
                }
                throw e;
            }
        }
    }
}
