package dev.synod.explore.explorer;

import java.util.Arrays;

/** A growing list of numbers. */
final class Numbers {
    private int[] numbers = new int[64];
    private int size;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    void addAll(Numbers others) {
        if (size + others.size > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(size + others.size, size * 2));
        }
        System.arraycopy(others.numbers, 0, numbers, size, others.size);
        size += others.size;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
