package dev.synod.explore.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecMutantsTest {
    @TempDir
    Path folder;

    private List<SpecMutant> mutants(String text) throws IOException {
        Path module = Files.writeString(folder.resolve("M.tla"), "---- MODULE M ----\n" + text + "\n====\n");
        return SpecMutants.of(module, List.of());
    }

    @Test
    void everyPlaceIsMutated() throws IOException {
        assertThat(SpecMutants.of(new Fixture(folder).module(), List.of()))
                .extracting(m -> m.line() + ":" + m.column() + " " + m.key())
                .containsExactlyInAnyOrder(
                        "6:36 Init: 0 to 1 in [n \\in Node |-> 0]",
                        "11:6 Step: drop count[p] < 2",
                        "11:15 Step: < to =< in count[p] < 2",
                        "11:15 Step: < to >= in count[p] < 2",
                        "11:17 Step: 2 to 3 in count[p] < 2",
                        "11:17 Step: 2 to 1 in count[p] < 2",
                        "12:6 Step: drop count[p] >= 0",
                        "12:15 Step: >= to > in count[p] >= 0",
                        "12:15 Step: >= to < in count[p] >= 0",
                        "12:18 Step: 0 to 1 in count[p] >= 0",
                        "13:15 Step: keep count",
                        "13:38 Step: + to - in @ + 1",
                        "13:40 Step: 1 to 2 in @ + 1",
                        "13:40 Step: 1 to 0 in @ + 1",
                        "14:16 Step: forget told",
                        "17:6 Tell: drop count[p] = 2",
                        "17:15 Tell: = to # in count[p] = 2",
                        "17:15 Tell: = to >= in count[p] = 2",
                        "17:15 Tell: = to =< in count[p] = 2",
                        "17:17 Tell: 2 to 3 in count[p] = 2",
                        "17:17 Tell: 2 to 1 in count[p] = 2",
                        "18:14 Tell: keep told",
                        "18:14 Tell: only the right of told \\cup {p}",
                        "19:16 Tell: forget count",
                        "21:25 Next: never Step(p)",
                        "21:36 Next: never Tell(p)");
    }

    @Test
    void aMutantDiffersInOnePlaceOnly() throws IOException {
        SpecMutant dropped = SpecMutants.of(new Fixture(folder).module(), List.of()).stream()
                .filter(m -> m.key().equals("Step: drop count[p] < 2")).findFirst().orElseThrow();

        assertThat(dropped.text()).isEqualTo(Fixture.MODULE.replace("/\\ count[p] < 2", "/\\ TRUE"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "A == x' = IF x = {} THEN {} ELSE x  | A: negate the condition x = {}",
        "A == x # {} => x' = x               | A: without the premise of x # {} => x' = x",
        "A == /\\ (\\A y \\in x : y = x) /\\ x' = x  | A: \\A to \\E in \\A y \\in x : y = x",
        "A == /\\ (\\E y \\in x : y = x) /\\ x' = x  | A: \\E to \\A in \\E y \\in x : y = x",
        "A == /\\ x \\in {x} /\\ x' = x \\ {{}}     | A: \\in to \\notin in x \\in {x}",
        "A == x' = {x} \\ {{}}                | A: only the left of {x} \\ {{}}",
        "B == {{}} \\cup {{}} A == x' = B     | B: only the left of {{}} \\cup {{}}",
        "A == LET y == x \\cap x IN x' = y   | A: only the left of x \\cap x",
        "v == <<x, x>> A == UNCHANGED <<v, x>>  | A: forget v",
    })
    void eachKindOfMutantIsMade(String definitions, String key) throws IOException {
        assertThat(mutants("VARIABLE x\nInit == x = {}\n" + definitions.replace(" A == ", "\nA == ") + "\nNext == A"))
                .extracting(SpecMutant::key).contains(key);
    }

    @Test
    void theSameMutantTwiceHasTwoKeys() throws IOException {
        assertThat(mutants("VARIABLE x\nInit == x = {}\nNext == /\\ x = {}\n        /\\ x = {}\n        /\\ x' = x"))
                .extracting(SpecMutant::key).contains("Next: drop x = {}", "Next: drop x = {} (2)");
    }

    @Test
    void propertiesAndAssumptionsAreLeftAlone() throws IOException {
        assertThat(mutants("VARIABLE x\nASSUME {} # {{}}\nInit == x = {}\nNext == x' = {x}\nInv == x # {{}}"))
                .extracting(SpecMutant::key).containsExactly("Next: keep x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Next == TRUE           | no definition of Init",
        "Init == TRUE           | no definition of Next",
        "Init == TRUE Next == ( | does not parse",
        "`Init ==\tTRUE`        | a tab",
    })
    void whatCannotBeMutatedIsAnError(String text, String found) {
        assertThatThrownBy(() -> mutants(text)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("M.tla").hasMessageContaining(found);
    }
}
