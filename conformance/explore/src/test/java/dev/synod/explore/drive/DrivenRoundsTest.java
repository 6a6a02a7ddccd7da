package dev.synod.explore.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.Mutants;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.State;
import dev.synod.tlc.Tlc;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.TlaValue;
import dev.synod.tlc.UnusableInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviours of specifications in synchronous rounds, on the real code. */
class DrivenRoundsTest {
    private static final Path SPECS = Path.of("../../specs/flood-set");

    @TempDir
    Path folder;

    private static Ensemble<?, ?> ensemble(AlgorithmProvider<?, ?> algorithm, int nodes, String inputs) {
        return Ensemble.of(algorithm, nodes, Map.of("inputs", inputs, "default", "1"));
    }

    @Test
    void theBehaviourInWhichARoundIsMissingIsRefusedAndPerformedByTheMutant() throws Exception {
        ModelRun run = ModelRun.of(SPECS.resolve("MCFloodSetBroken.tla"), SPECS.resolve("MCFloodSetBroken_FRounds.cfg"))
                .timeLimit(Duration.ofMinutes(5)).build();
        SpecBehaviour counterexample = SpecBehaviour.of(
                new Tlc(TlaTools.bundled()).run(run, folder.resolve("log"), new ProgressListener() {}));

        Drive code = counterexample.drive(ensemble(Algorithms.named("flood-set"), 4, "1,0,0,0"));
        Drive mutant = counterexample.drive(
                ensemble(Mutants.named("flood-set", "decidesARoundTooSoon").algorithm(), 4, "1,0,0,0"));

        assertThat(code.refusal().orElseThrow().kind()).as("%s", code.story()).isEqualTo(Drive.Kind.REFUSED);
        assertThat(code.performed()).extracting(Drive.Performed::action)
                .anyMatch(action -> action.startsWith("CrashSending"));
        assertThat(code.notHeld()).isEmpty();
        assertThat(mutant.complete()).as("%s", mutant.story()).isTrue();
    }

    /** A state of two processes, of which p1 proposes 1 and p2 proposes 0; S, T and N stand for {1}, {0} and nothing. */
    private static State state(int number, int round1, String toP2, String toP1, String crashed) {
        Map<String, TlaValue> state = new LinkedHashMap<>();
        state.put("round", TlaValue.parse("(p1 :> " + round1 + " @@ p2 :> 0)"));
        state.put("seen", TlaValue.parse("(p1 :> {1} @@ p2 :> {0})"));
        state.put("decision", TlaValue.parse("(p1 :> NONE @@ p2 :> NONE)"));
        state.put("net", TlaValue.parse("[sent |-> (<<p1, p2>> :> " + over(toP2) + " @@ <<p2, p1>> :> " + over(toP1)
                + "), crashed |-> {" + crashed + "}]"));
        return new State(number, "Next", Optional.empty(), state);
    }

    private static String over(String letters) {
        return "<<" + letters.replaceAll("(?<=.)(?=.)", ", ").replace("N", "{}")
                .replace("S", "{[type |-> \"Values\", values |-> {1}]}")
                .replace("T", "{[type |-> \"Values\", values |-> {0}]}") + ">>";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "p1 tells p2 its input                | 1 | NS | ''| ''     | true",
        "it says nothing                      | 1 | NN | ''| ''     | false",
        "it sends nothing, not even silence   | 1 | N  | ''| ''     | false",
        "it says something else               | 1 | NT | ''| ''     | false",
        "it says it in the round before       | 1 | S  | ''| ''     | false",
        "it does not receive                  | 1 | NS | N | ''     | false",
        "it does not count the round          | 0 | NS | ''| ''     | false",
        "p2 is told that p1 has crashed       | 1 | NS | ''| p1     | false",
        "p1 crashes and p2 hears it           | 0 | NS | ''| p1     | true",
        "p1 crashes and p2 does not hear it   | 0 | NN | ''| p1     | true",
        "p1 crashes and says something else   | 0 | NT | ''| p1     | false",
        "p2 crashes                           | 0 | '' | NN| p2     | true",
        "p2 crashes, and p1 has spoken        | 0 | NS | ''| p2     | false",
        "both crash                           | 0 | NN | NN| p1, p2 | false",
    })
    void onlyWhatTheCodeDoesInARoundIsPerformed(
            String what, int round1, String toP2, String toP1, String crashed, boolean performed) {
        SpecBehaviour behaviour = new SpecBehaviour("by hand",
                List.of(state(1, 0, "N", "N", ""), state(2, round1, toP2, toP1, crashed)));

        Drive drive = behaviour.drive(ensemble(Algorithms.named("flood-set"), 2, "1,0"));

        assertThat(drive.complete()).as("%s", drive.story()).isEqualTo(performed);
    }

    @Test
    void anotherNetworkIsAnErrorAndAnotherBeginningIsRefused() {
        Ensemble<?, ?> ensemble = ensemble(Algorithms.named("flood-set"), 2, "1,0");
        State first = state(1, 0, "N", "N", "");
        Map<String, TlaValue> other = new LinkedHashMap<>(first.variables());
        other.put("net", TlaValue.parse("(<<p1, p2>> :> <<>> @@ <<p2, p1>> :> <<>>)"));

        assertThatThrownBy(() -> new SpecBehaviour("by hand", List.of(new State(1, "", Optional.empty(), other)))
                .drive(ensemble)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("no variable that could be the network, of net")
                .hasMessageContaining("SynchronousRounds.tla");
        assertThat(new SpecBehaviour("by hand", List.of(state(1, 0, "NS", "N", ""))).drive(ensemble).complete())
                .isFalse();
    }
}
