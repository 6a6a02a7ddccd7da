package dev.synod.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {

    @Test
    void drawsWhatSplitMix64Draws() {
        // The upper halves of the first outputs of SplitMix64 for seed 1234567, as its reference implementation gives
        // them: 6457827717110365317, 3203168211198807973, 9817491932198370423.
        Chance chance = new Chance(1234567);
        int bound = Integer.MAX_VALUE;
        assertThat(IntStream.range(0, 3).map(i -> chance.below(bound))).containsExactly(
                expected(6457827717110365317L, bound),
                expected(3203168211198807973L, bound),
                expected(Long.parseUnsignedLong("9817491932198370423"), bound));
    }

    private static int expected(long output, int bound) {
        return (int) ((output >>> 32) * bound >>> 32);
    }

    @Test
    void splitsByNameWhateverWasDrawnBefore() {
        Chance one = new Chance(5);
        Chance other = new Chance(5);
        other.below(10);
        assertThat(one.split("a").below(1 << 30)).isEqualTo(other.split("a").below(1 << 30));
        assertThat(one.split("a").below(1 << 30)).isNotEqualTo(one.split("b").below(1 << 30));
        assertThat(new Chance(6).split("a").below(1 << 30)).isNotEqualTo(one.split("a").below(1 << 30));
    }

    @Test
    void keepsToItsRangesAndMeans() {
        Chance chance = new Chance(1);
        int[] seen = new int[6];
        int happened = 0;
        long waited = 0;
        for (int i = 0; i < 60_000; i++) {
            seen[chance.between(2, 7) - 2]++;
            happened += chance.happens(0.25) ? 1 : 0;
            waited += chance.waiting(100);
        }
        assertThat(seen).satisfies(counts -> assertThat(IntStream.of(counts)).allMatch(n -> n > 9_500 && n < 10_500));
        assertThat(happened).isBetween(14_500, 15_500);
        assertThat(waited / 60_000).isBetween(97L, 103L);
        assertThat(chance.happens(0)).isFalse();
        assertThat(chance.happens(1)).isTrue();
        assertThatThrownBy(() -> chance.below(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
