package dev.synod.runtime;

/**
 * Seeded chance, the same on every JDK for ever: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom
 * number generators"), with every derived draw written out here.
 *
 * <p>The generators of {@code java.util} leave the algorithms of their derived draws open, so that a trace would hang
 * on the JDK that made it. Not safe for use by several threads at once.
 */
public final class Chance {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long seed;
    private long state;

    /** The chance of that seed; any number will do. */
    public Chance(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    /** Another chance, derived from this one's seed and the name alone: what was drawn before does not matter. */
    public Chance split(String name) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix((mixed ^ name.charAt(i)) + GOLDEN_GAMMA);
        }
        return new Chance(mixed);
    }

    private long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    /** An integer from 0 to {@code bound - 1}, each as likely. */
    public int below(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive; found " + bound);
        }
        // The high half of a 32 by 32 bit product; its bias is below 2^-32 * bound.
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** An integer from {@code least} to {@code most}, both included, each as likely. */
    public int between(int least, int most) {
        return least + below(Math.addExact(Math.subtractExact(most, least), 1));
    }

    /** True once in {@code n} times. */
    public boolean oneIn(int n) {
        return below(n) == 0;
    }

    /** True with that probability, from 0 (never) to 1 (always). */
    public boolean happens(double probability) {
        return probability > 0 && fraction() < probability;
    }

    /** A whole number of at least 1, memoryless, with about that mean. */
    public long waiting(double mean) {
        double exponential = -StrictMath.log(1 - fraction()) * mean;
        return 1 + (long) Math.min(exponential, 1L << 40);
    }

    private double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }
}
