package dev.synod.explore.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.Mutants;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.tlc.CheckResult;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.State;
import dev.synod.tlc.Tlc;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.TlaValue;
import dev.synod.tlc.UnusableInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLC finds in the synod's specification, on the priests' real code. */
class SpecBehaviourTest {
    private static final Path SPECS = Path.of("../../specs/synod");

    /** A step of a broken sibling, and whether it is one that the synod does not allow. */
    private interface Broken {
        boolean step(Map<String, TlaValue> before, Map<String, TlaValue> after, String priest);
    }

    /** The broken siblings, each with the mutant of the code that has the same bug. */
    private enum Sibling {
        StaleAnswer("countsALastVoteOfAnOlderBallot", (before, after, p) -> {
            Set<TlaValue> answers = new HashSet<>(elements(at(after, "prevVotes", p)));
            answers.removeAll(elements(at(before, "prevVotes", p)));
            return answers.stream().anyMatch(vote -> elements(before.get("msgs")).stream()
                    .noneMatch(m -> vote.equals(field(m, "vote"))
                            && at(before, "lastTried", p).equals(field(m, "bal"))));
        }),
        ReusedNumber("forgetsLastTriedOnRestart", (before, after, p) ->
                number(at(after, "lastTried", p)) < number(at(before, "lastTried", p))),
        Minority("acceptsAQuorumOfOneTooFew", (before, after, p) ->
                elements(at(after, "quorum", p)).size() == 1 && elements(at(before, "quorum", p)).isEmpty()),
        BelowPromise("votesBelowItsPromise", (before, after, p) ->
                !at(after, "prevBal", p).equals(at(before, "prevBal", p))
                        && !at(after, "prevBal", p).equals(at(before, "nextBal", p))),
        OneTooFew("succeedsBeforeTheWholeQuorumVoted", (before, after, p) ->
                !at(after, "outcome", p).equals(at(before, "outcome", p))
                        && !elements(at(before, "voters", p)).containsAll(elements(at(before, "quorum", p)))
                        && elements(before.get("msgs")).stream()
                                .noneMatch(m -> new TlaValue.Str("Success").equals(field(m, "type"))));

        private final String mutant;
        private final Broken broken;

        Sibling(String mutant, Broken broken) {
            this.mutant = mutant;
            this.broken = broken;
        }

        /** The number of the first state to which a broken step leads. */
        int firstBroken(List<State> states) {
            for (int i = 1; i < states.size(); i++) {
                for (String priest : List.of("p1", "p2", "p3")) {
                    if (broken.step(states.get(i - 1).variables(), states.get(i).variables(), priest)) {
                        return states.get(i).number();
                    }
                }
            }
            throw new AssertionError("no step of the counterexample is broken");
        }
    }

    @TempDir
    Path folder;

    private static TlaValue at(Map<String, TlaValue> state, String variable, String priest) {
        return ((TlaValue.Function) state.get(variable)).entries().get(new TlaValue.Model(priest));
    }

    private static List<TlaValue> elements(TlaValue set) {
        return ((TlaValue.SetOf) set).elements();
    }

    private static TlaValue field(TlaValue record, String name) {
        return ((TlaValue.Rec) record).fields().get(name);
    }

    private static long number(TlaValue value) {
        return ((TlaValue.Int) value).value();
    }

    private static Ensemble<?, ?> ensemble(AlgorithmProvider<?, ?> algorithm) {
        return Ensemble.of(algorithm, 3, Map.of("decrees", "d1,d2"));
    }

    private static Ensemble<?, ?> synod() {
        return ensemble(Algorithms.named("synod"));
    }

    private SpecBehaviour counterexample(Sibling sibling) throws Exception {
        ModelRun run = ModelRun.of(SPECS.resolve("MCSynodBroken.tla"),
                        SPECS.resolve("MCSynodBroken_" + sibling + ".cfg"))
                .timeLimit(Duration.ofMinutes(5)).build();
        CheckResult result = new Tlc(TlaTools.bundled()).run(run, folder.resolve("log"), new ProgressListener() {});
        return SpecBehaviour.of(result);
    }

    private void isRefusedByTheCodeAndPerformedByTheMutant(Sibling sibling) throws Exception {
        SpecBehaviour counterexample = counterexample(sibling);
        int broken = sibling.firstBroken(counterexample.states());

        Drive code = counterexample.drive(synod());
        Drive mutant = counterexample.drive(ensemble(Mutants.named("synod", sibling.mutant).algorithm()));

        assertThat(code.refusal()).as("%s", code.story()).isPresent();
        assertThat(code.refusal().orElseThrow().state().number()).as("%s", code.story()).isEqualTo(broken);
        assertThat(code.refusal().orElseThrow().kind()).isEqualTo(Drive.Kind.REFUSED);
        assertThat(code.refusal().orElseThrow().enabled()).isNotEmpty();
        assertThat(code.performed()).hasSize(broken - 2);
        assertThat(mutant.story()).containsExactly(counterexample.name() + ": the code performs all "
                + (counterexample.states().size() - 1) + " steps");
        assertThat(mutant.notHeld()).containsExactlyInAnyOrder("begun", "cast");
    }

    @Test
    void aCounterexampleIsRefusedWhereItIsBroken() throws Exception {
        isRefusedByTheCodeAndPerformedByTheMutant(Sibling.StaleAnswer);
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(strings = {"ReusedNumber", "Minority", "BelowPromise", "OneTooFew"})
    void counterexamplesAreRefusedWhereTheyAreBroken(String sibling) throws Exception {
        isRefusedByTheCodeAndPerformedByTheMutant(Sibling.valueOf(sibling));
    }

    @Test
    void whatTlcSimulatesTheCodePerforms() throws Exception {
        for (Path module : Files.newDirectoryStream(SPECS, "*Synod.tla")) {
            Files.copy(module, folder.resolve(module.getFileName()));
        }
        // The whole relation, with every order of sending; the quick model sends promptly.
        Path config = folder.resolve("Simulated.cfg");
        Files.writeString(config, Files.readString(SPECS.resolve("MCSynod.cfg"))
                .replace("SPECIFICATION PromptSpec", "SPECIFICATION Spec")
                .replace("SYMMETRY DecreeSymmetry", ""));
        TlcSimulation simulation = new TlcSimulation(TlaTools.bundled(), Duration.ofMinutes(2));

        List<SpecBehaviour> random = simulation.behaviours(folder.resolve("MCSynod.tla"), config, 20, 100, 42);
        List<SpecBehaviour> prompt = simulation.behaviours(SPECS.resolve("MCSynod.tla"), SPECS.resolve("MCSynod.cfg"),
                20, 60, 42);

        List<String> actions = new ArrayList<>();
        for (SpecBehaviour behaviour : Stream.concat(random.stream(), prompt.stream()).toList()) {
            Drive drive = behaviour.drive(synod());
            assertThat(drive.complete()).as("seed 42: %s", drive.story()).isTrue();
            drive.performed().forEach(p -> actions.add(p.action().replaceAll("\\(.*", "")));
        }
        assertThat(actions).contains("TryNewBallot", "SendNextBallot", "ReceiveNextBallot", "SendLastVote",
                "ReceiveLastVote", "StartPollingMajoritySet", "SendBeginBallot", "ReceiveBeginBallot", "SendVoted",
                "ReceiveVoted", "LoseSlip");
    }

    private static SpecBehaviour two(Map<String, TlaValue> first, Map<String, TlaValue> second) {
        return new SpecBehaviour("by hand", List.of(new State(1, "Initial predicate", Optional.empty(), first),
                new State(2, "Next", Optional.empty(), second)));
    }

    private static Map<String, TlaValue> initial() {
        Map<String, TlaValue> state = new LinkedHashMap<>();
        Map.of("outcome", "BLANK", "lastTried", "-1", "prevBal", "-1", "prevDec", "BLANK", "nextBal", "-1", "status",
                        "\"idle\"", "prevVotes", "{}", "quorum", "{}", "voters", "{}", "decree", "BLANK")
                .forEach((v, at) -> state.put(v, everywhere(at)));
        state.put("msgs", TlaValue.parse("{}"));
        return state;
    }

    private static TlaValue everywhere(String value) {
        return TlaValue.parse("(p1 :> " + value + " @@ p2 :> " + value + " @@ p3 :> " + value + ")");
    }

    @Test
    void aStepOfTwoNodesIsRefused() {
        Map<String, TlaValue> after = initial();
        after.put("lastTried", TlaValue.parse("(p1 :> 0 @@ p2 :> 1 @@ p3 :> -1)"));
        after.put("status", TlaValue.parse("(p1 :> \"trying\" @@ p2 :> \"trying\" @@ p3 :> \"idle\")"));

        assertThat(two(initial(), after).drive(synod()).refusal()).isPresent();
    }

    @Test
    void aMessageFromNowhereIsRefused() {
        Map<String, TlaValue> after = initial();
        after.put("msgs", TlaValue.parse("{[type |-> \"NextBallot\", bal |-> 0]}"));

        assertThat(two(initial(), after).drive(synod()).refusal().orElseThrow().changes())
                .singleElement().asString().startsWith("msgs: ").endsWith(" is new");
    }

    @Test
    void aChoiceThatWasNotTriedIsNotTakenForARefusal() {
        Map<String, TlaValue> after = initial();
        after.put("lastTried", TlaValue.parse("(p1 :> 3000000 @@ p2 :> -1 @@ p3 :> -1)"));
        after.put("status", TlaValue.parse("(p1 :> \"trying\" @@ p2 :> \"idle\" @@ p3 :> \"idle\")"));

        Drive drive = two(initial(), after).drive(synod());

        assertThat(drive.refusal().orElseThrow().kind()).as("%s", drive.story()).isEqualTo(Drive.Kind.UNDECIDED);
        assertThat(drive.refusal().orElseThrow().cut()).singleElement().asString().contains("TryNewBallot(p, b)");
    }

    @Test
    void anotherBeginningIsRefused() {
        Map<String, TlaValue> first = initial();
        first.put("nextBal", everywhere("0"));

        Drive drive = two(first, first).drive(synod());

        assertThat(drive.performed()).isEmpty();
        assertThat(drive.refusal().orElseThrow().changes()).hasSize(3).allMatch(c -> c.startsWith("nextBal["));
    }

    @Test
    void aBehaviourOfSomethingElseIsAnError() {
        Map<String, TlaValue> none = initial();
        none.remove("prevDec");
        assertThatThrownBy(() -> two(none, none).drive(synod())).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("no variable prevDec");

        Map<String, TlaValue> others = initial();
        others.put("decree", TlaValue.parse("(a1 :> BLANK @@ a2 :> BLANK @@ a3 :> BLANK)"));
        assertThatThrownBy(() -> two(others, others).drive(synod())).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("the same nodes");
    }

    @Test
    void aFileWithoutStatesIsAnError() throws Exception {
        Path file = Files.writeString(folder.resolve("empty"), "nothing\n");
        assertThatThrownBy(() -> SpecBehaviour.read(file)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("no state");
    }
}
