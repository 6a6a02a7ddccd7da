package dev.synod.explore.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** Times something again and again until the virtual machine has compiled what there is to compile. */
final class Warm {
    private static final int RUNS = 11;
    private static final double LONGEST_SECONDS = 5;

    private Warm() {}

    /**
     * The median of several runs after some time of warming up.
     *
     * @param warmUp how long to warm up
     * @param run    runs once and tells the seconds that it took
     */
    static double median(Duration warmUp, DoubleSupplier run) {
        long end = System.nanoTime() + warmUp.toNanos();
        do {
            run.getAsDouble();
        } while (System.nanoTime() < end);
        double[] seconds = new double[RUNS];
        double all = 0;
        int runs = 0;
        while (runs < RUNS && (runs == 0 || all < LONGEST_SECONDS)) {
            seconds[runs] = run.getAsDouble();
            all += seconds[runs++];
        }
        Arrays.sort(seconds, 0, runs);
        return seconds[runs / 2];
    }
}
