package dev.synod.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GrowingSetTest {

    @Test
    void isTheSetThatItSaysWhateverBranchesOff() {
        Random random = new Random(1);
        @SuppressWarnings({"unchecked", "rawtypes"}) // An array of sets of numbers.
        GrowingSet<Integer>[] sets = new GrowingSet[4];
        @SuppressWarnings({"unchecked", "rawtypes"})
        TreeSet<Integer>[] plain = new TreeSet[4];
        Arrays.setAll(sets, i -> GrowingSet.empty());
        Arrays.setAll(plain, i -> new TreeSet<>());
        for (int step = 0; step < 5000; step++) {
            int at = random.nextInt(sets.length);
            if (random.nextInt(20) == 0) {
                int other = random.nextInt(sets.length);
                sets[at] = sets[other];
                plain[at] = new TreeSet<>(plain[other]);
            }
            GrowingSet<Integer> before = sets[at];
            int number = random.nextInt(500);
            boolean isNew = plain[at].add(number);
            sets[at] = before.plus(number);

            assertThat(sets[at].since(before)).contains(isNew ? List.of(number) : List.of());
            assertThat(List.copyOf(sets[at])).isEqualTo(List.copyOf(plain[at]));
            assertThat(sets[at]).isEqualTo(plain[at]).hasSameHashCodeAs(plain[at]);
            assertThat(List.copyOf(sets[at].from(250))).isEqualTo(List.copyOf(plain[at].tailSet(250)));
            for (int i = 0; i < sets.length; i++) {
                assertThat(sets[at].equals(sets[i])).isEqualTo(plain[at].equals(plain[i]));
                assertThat(sets[at].since(sets[i]).isPresent()).isEqualTo(plain[at].containsAll(plain[i]));
            }
        }
    }
}
