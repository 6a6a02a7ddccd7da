package dev.synod.tlc;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much TLC searched. What TLC did not print is empty, never zero.
 *
 * @param counts    the numbers of states, as of the last time that TLC told them
 * @param depth     the depth of the complete state graph search; with more than one worker it may vary between runs
 * @param duration  from the start of the virtual machine to its end
 * @param collision the probability that two states had the same fingerprint
 * @param simulated the number of states in random behaviours, counting a state each time; a search that is not random
 *                  has none
 */
public record Statistics(Optional<Counts> counts, OptionalInt depth, Duration duration,
        Optional<Collision> collision, OptionalLong simulated) {

    /** Checks that nothing is null. */
    public Statistics {
        Objects.requireNonNull(counts);
        Objects.requireNonNull(depth);
        Objects.requireNonNull(duration);
        Objects.requireNonNull(collision);
        Objects.requireNonNull(simulated);
    }

    /**
     * Numbers of states.
     *
     * @param generated states generated, counting a state each time it is reached
     * @param distinct  distinct states found
     * @param queued    states left on the queue, 0 after a complete search
     */
    public record Counts(long generated, long distinct, long queued) {
    }

    /**
     * The probability that TLC missed states because two had the same fingerprint.
     *
     * @param optimistic calculated from the number of states
     * @param actual     based on the actual fingerprints, where TLC prints it
     */
    public record Collision(double optimistic, OptionalDouble actual) {
    }
}
