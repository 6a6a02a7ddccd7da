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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Behaviours of specifications whose networks lose and repeat nothing, on the real code. */
class ReliableNetworksTest {
    private static final Path SPECS = Path.of("../../specs");

    /** One state of a behaviour, plain: the variables' values at a node, and what is under way over an edge. */
    private record At(Map<String, Object> variables) {
        Object of(String variable, Object node) {
            return ((Map<?, ?>) variables.get(variable)).get(node);
        }

        long number(String variable, Object node) {
            return (Long) of(variable, node);
        }

        /** The messages under way over an edge, as often as they are, of a bag or a sequence. */
        List<Map<?, ?>> underWay(Object edge) {
            List<Map<?, ?>> messages = new ArrayList<>();
            ((Map<?, ?>) of("chan", edge)).forEach((key, value) -> {
                if (key instanceof Map<?, ?> message) {
                    for (long i = 0; i < (Long) value; i++) {
                        messages.add(message);
                    }
                } else {
                    messages.add((Map<?, ?>) value);
                }
            });
            return messages;
        }
    }

    /** A step of a broken sibling, and whether the algorithm does not allow it; p and q are the ends of an edge. */
    private interface Broken {
        boolean step(At before, At after, Object q, Object p);
    }

    /** What arrived over the edge from q to p in a step in which nothing was sent over it. */
    private static List<Map<?, ?>> arrived(At before, At after, Object q, Object p) {
        List<Map<?, ?>> messages = new ArrayList<>(before.underWay(Map.of(1L, q, 2L, p)));
        after.underWay(Map.of(1L, q, 2L, p)).forEach(messages::remove);
        return messages;
    }

    private static boolean elected(At before, At after, Object p) {
        return after.of("status", p).equals("elected") && !before.of("status", p).equals("elected");
    }

    /** The broken siblings, each with the mutant of the code that has the same bug, if one has. */
    private enum Sibling {
        HighestForgotten("ricart-agrawala", "forgetsTheHighestNumber", Map.of(), (before, after, q, p) ->
                arrived(before, after, q, p).stream().anyMatch(m -> m.get("type").equals("Request")
                        && (Long) m.get("number") > after.number("highest", p))),
        RepliesInside("ricart-agrawala", "repliesInsideTheCriticalSection", Map.of(), (before, after, q, p) ->
                before.of("mode", p).equals("critical") && !((Set<?>) after.of("deferred", p)).contains(q)
                        && arrived(before, after, q, p).stream().anyMatch(m -> m.get("type").equals("Request"))),
        NoTieBreak("ricart-agrawala", "letsBothGoFirst", Map.of(), (before, after, q, p) ->
                !before.of("mode", p).equals("idle") && !((Set<?>) after.of("deferred", p)).contains(q)
                        && p.toString().compareTo(q.toString()) < 0
                        && arrived(before, after, q, p).stream().anyMatch(m -> m.get("type").equals("Request")
                                && m.get("number").equals(before.of("ourNumber", p)))),
        OneTooFew("ricart-agrawala", null, Map.of(), (before, after, q, p) ->
                !before.of("mode", p).equals("critical") && after.of("mode", p).equals("critical")
                        && before.number("outstanding", p) > 0),
        WinsTooSoon("chang-roberts", "winsWithASmallerIdentity", Map.of("identities", "id"), (before, after, q, p) ->
                elected(before, after, p) && arrived(before, after, q, p).stream()
                        .anyMatch(m -> !m.get("id").equals(after.of("id", p)))),
        LetsAllPass("chang-roberts", null, Map.of("identities", "id"), (before, after, q, p) ->
                after.of("status", p).equals("passive") && arrived(before, after, q, p).stream()
                        .anyMatch(m -> (Long) m.get("id") < after.number("id", p))),
        SleepsOn("chang-roberts", "swallowsWithoutStarting", Map.of("identities", "id"), (before, after, q, p) ->
                after.of("status", p).equals("asleep") && !arrived(before, after, q, p).isEmpty()),
        RecordsBehind("chandy-lamport", "recordsBehindTheMarker", Map.of("channels", "ring", "money", "1,1,0"),
                (before, after, q, p) -> !before.of("recorded", p).equals(after.of("recorded", p))
                        && !((Set<?>) before.of("open", p)).contains(q)),
        RecordsNothing("chandy-lamport", "recordsNothingUnderWay", Map.of("channels", "ring", "money", "1,1,0"),
                (before, after, q, p) -> before.of("recorded", p).equals(after.of("recorded", p))
                        && ((Set<?>) before.of("open", p)).contains(q)
                        && arrived(before, after, q, p).stream().anyMatch(m -> m.get("type").equals("Transfer"))),
        NotFifo("chandy-lamport", null, Map.of("channels", "ring", "money", "1,1,0"), (before, after, q, p) ->
                arrived(before, after, q, p).stream()
                        .anyMatch(m -> !m.equals(before.underWay(Map.of(1L, q, 2L, p)).get(0)))),
        MarkersPass("chandy-lamport", null, Map.of("channels", "ring", "money", "1,1,0"), (before, after, q, p) -> {
            List<Map<?, ?>> was = before.underWay(Map.of(1L, q, 2L, p));
            List<Map<?, ?>> is = after.underWay(Map.of(1L, q, 2L, p));
            return is.size() > was.size() && !is.subList(0, was.size()).equals(was);
        });

        private final String algorithm;
        private final String mutant;
        private final Map<String, String> options;
        private final Broken broken;

        Sibling(String algorithm, String mutant, Map<String, String> options, Broken broken) {
            this.algorithm = algorithm;
            this.mutant = mutant;
            this.options = options;
            this.broken = broken;
        }

        /** The number of the first state to which a broken step leads. */
        int firstBroken(List<State> states) {
            for (int i = 1; i < states.size(); i++) {
                At before = plain(states.get(i - 1));
                At after = plain(states.get(i));
                for (Object edge : ((Map<?, ?>) before.variables().get("chan")).keySet()) {
                    if (broken.step(before, after, ((Map<?, ?>) edge).get(1L), ((Map<?, ?>) edge).get(2L))) {
                        return states.get(i).number();
                    }
                }
            }
            throw new AssertionError("no step of the counterexample is broken");
        }

        Ensemble<?, ?> ensemble(AlgorithmProvider<?, ?> provider, State first) {
            At initial = plain(first);
            Map<String, String> given = new HashMap<>(options);
            // The identities are a variable, which TLC has chosen.
            given.computeIfPresent("identities", (name, variable) -> provider.nodes(4).stream()
                    .map(node -> initial.of(variable, node.name()).toString()).collect(Collectors.joining(",")));
            return Ensemble.of(provider, given.containsKey("identities") ? 4 : 3, given);
        }
    }

    private static At plain(State state) {
        Plain plain = new Plain("NONE");
        Map<String, Object> values = new HashMap<>();
        state.variables().forEach((name, value) -> values.put(name, plain.of(value)));
        return new At(values);
    }

    @TempDir
    Path folder;

    private SpecBehaviour counterexample(Sibling sibling) throws Exception {
        Path specs = SPECS.resolve(sibling.algorithm);
        String module = Path.of(Algorithms.named(sibling.algorithm).spec()).getFileName().toString();
        ModelRun run = ModelRun.of(specs.resolve("MC" + module + "Broken.tla"),
                        specs.resolve("MC" + module + "Broken_" + sibling + ".cfg"))
                .timeLimit(Duration.ofMinutes(5)).build();
        return SpecBehaviour.of(new Tlc(TlaTools.bundled()).run(run, folder.resolve("log"), new ProgressListener() {}));
    }

    private void isRefusedByTheCodeAndPerformedByTheMutant(Sibling sibling) throws Exception {
        SpecBehaviour counterexample = counterexample(sibling);
        State first = counterexample.states().get(0);
        int broken = sibling.firstBroken(counterexample.states());

        Drive code = counterexample.drive(sibling.ensemble(Algorithms.named(sibling.algorithm), first));

        assertThat(code.refusal()).as("%s", code.story()).isPresent();
        assertThat(code.refusal().orElseThrow().state().number()).as("%s", code.story()).isEqualTo(broken);
        assertThat(code.refusal().orElseThrow().kind()).as("%s", code.story()).isEqualTo(Drive.Kind.REFUSED);
        assertThat(code.performed()).hasSize(broken - 2);
        assertThat(code.notHeld()).isEmpty();
        if (sibling.mutant != null) {
            Drive mutant = counterexample.drive(
                    sibling.ensemble(Mutants.named(sibling.algorithm, sibling.mutant).algorithm(), first));
            assertThat(mutant.story()).containsExactly(counterexample.name() + ": the code performs all "
                    + (counterexample.states().size() - 1) + " steps");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Sibling.class, names = {"HighestForgotten", "WinsTooSoon", "RecordsBehind", "NotFifo"})
    void aCounterexampleIsRefusedWhereItIsBroken(Sibling sibling) throws Exception {
        isRefusedByTheCodeAndPerformedByTheMutant(sibling);
    }

    @Tag("deep")
    @ParameterizedTest
    @EnumSource(value = Sibling.class, mode = Mode.EXCLUDE,
            names = {"HighestForgotten", "WinsTooSoon", "RecordsBehind", "NotFifo"})
    void counterexamplesAreRefusedWhereTheyAreBroken(Sibling sibling) throws Exception {
        isRefusedByTheCodeAndPerformedByTheMutant(sibling);
    }

    // -- by hand -----------------------------------------------------------------------------------------------------

    private static final String TRANSFER = "[type |-> \"Transfer\", amount |-> 1]";
    private static final String MARKER = "[type |-> \"Marker\"]";

    private static Ensemble<?, ?> snapshot(String channels) {
        return Ensemble.of(Algorithms.named("chandy-lamport"), 3, Map.of("channels", channels, "money", "1,1,0"));
    }

    /** A state of a snapshot on a ring in which p3 has no money; T and M stand for a transfer and a marker. */
    private static Map<String, TlaValue> snapshot(int p1, int p2, String saved1, String saved2, String p1p2, String p2p3) {
        Map<String, TlaValue> state = new LinkedHashMap<>();
        state.put("balance", TlaValue.parse("(p1 :> " + p1 + " @@ p2 :> " + p2 + " @@ p3 :> 0)"));
        state.put("saved", TlaValue.parse("(p1 :> " + saved1 + " @@ p2 :> " + saved2 + " @@ p3 :> NONE)"));
        state.put("open", TlaValue.parse("(p1 :> " + (saved1.equals("NONE") ? "{}" : "{p3}") + " @@ p2 :> {} @@ p3 :> {})"));
        state.put("recorded", TlaValue.parse("(p1 :> (p3 :> <<>>) @@ p2 :> (p1 :> <<>>) @@ p3 :> (p2 :> <<>>))"));
        state.put("chan", TlaValue.parse("(<<p1, p2>> :> <<" + messages(p1p2) + ">> @@ <<p2, p3>> :> <<" + messages(p2p3)
                + ">> @@ <<p3, p1>> :> <<>>)"));
        return state;
    }

    private static String messages(String letters) {
        return letters.chars().mapToObj(c -> c == 'T' ? TRANSFER : MARKER).collect(Collectors.joining(", "));
    }

    @SafeVarargs
    private static SpecBehaviour behaviour(Map<String, TlaValue>... states) {
        List<State> numbered = new ArrayList<>();
        for (Map<String, TlaValue> state : states) {
            numbered.add(new State(numbered.size() + 1, numbered.isEmpty() ? "Initial predicate" : "Next",
                    Optional.empty(), state));
        }
        return new SpecBehaviour("by hand", numbered);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "the transfer arrives, which was sent first | 2 | NONE | M   | ''  | true",
        "the marker overtakes it                    | 1 | 1    | T   | M   | false",
        "the marker arrives and the transfer is gone | 1 | 1   | ''  | M   | false",
        "the transfer arrives and stays             | 2 | NONE | TM  | ''  | false",
        "the transfer arrives and the marker is gone | 2 | NONE | '' | ''  | false",
        "the transfer is lost                       | 1 | NONE | M   | ''  | false",
        "the order changes                          | 1 | NONE | MT  | ''  | false",
        "the marker is repeated                     | 1 | NONE | TMM | ''  | false",
        "p2 sends without paying                    | 1 | NONE | TM  | T   | false",
        "p2 pays without sending                    | 0 | NONE | TM  | ''  | false",
        "p2 sends two for one                       | 0 | NONE | TM  | TT  | false",
        "p2 sends                                   | 0 | NONE | TM  | T   | true",
        "it goes over another edge                  | 0 | NONE | TMT | ''  | false",
    })
    void onlyWhatTheCodeDoesToAFifoNetworkIsPerformed(
            String what, int p2, String saved2, String p1p2, String p2p3, boolean performed) {
        SpecBehaviour behaviour = behaviour(
                snapshot(1, 1, "NONE", "NONE", "", ""),
                snapshot(0, 1, "NONE", "NONE", "T", ""),
                snapshot(0, 1, "0", "NONE", "TM", ""),
                snapshot(0, p2, "0", saved2, p1p2, p2p3));

        Drive drive = behaviour.drive(snapshot("ring"));

        assertThat(drive.performed()).as("%s", drive.story()).hasSize(performed ? 3 : 2);
        assertThat(drive.complete()).isEqualTo(performed);
    }

    private static Map<String, TlaValue> contenders(String mode1, int number1, int highest2, String toP2, String toP1) {
        Map<String, TlaValue> state = new LinkedHashMap<>();
        state.put("mode", TlaValue.parse("(p1 :> \"" + mode1 + "\" @@ p2 :> \"idle\")"));
        state.put("ourNumber", TlaValue.parse("(p1 :> " + number1 + " @@ p2 :> 0)"));
        state.put("highest", TlaValue.parse("(p1 :> 0 @@ p2 :> " + highest2 + ")"));
        state.put("outstanding", TlaValue.parse("(p1 :> " + number1 + " @@ p2 :> 0)"));
        state.put("deferred", TlaValue.parse("(p1 :> {} @@ p2 :> {})"));
        state.put("chan", TlaValue.parse("(<<p1, p2>> :> " + toP2 + " @@ <<p2, p1>> :> " + toP1 + ")"));
        return state;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "a request, answered ; 1 ; <<>> ; ([type |-> \"Reply\"] :> 1) ; true",
        "answered twice ; 1 ; <<>> ; ([type |-> \"Reply\"] :> 2) ; false",
        "answered, and it may arrive again ; 1 ; ([type |-> \"Request\", number |-> 1] :> 1) ; ([type |-> \"Reply\"] :> 1) ; false",
        "repeated on the way ; 0 ; ([type |-> \"Request\", number |-> 1] :> 2) ; <<>> ; false",
        "lost ; 0 ; <<>> ; <<>> ; false",
        "another one arrives ; 2 ; <<>> ; ([type |-> \"Reply\"] :> 1) ; false",
    })
    void onlyWhatTheCodeDoesToAReliableNetworkIsPerformed(
            String what, int highest2, String toP2, String toP1, boolean performed) {
        SpecBehaviour behaviour = behaviour(
                contenders("idle", 0, 0, "<<>>", "<<>>"),
                contenders("requesting", 1, 0, "([type |-> \"Request\", number |-> 1] :> 1)", "<<>>"),
                contenders("requesting", 1, highest2, toP2, toP1));

        Drive drive = behaviour.drive(Ensemble.of(Algorithms.named("ricart-agrawala"), 2, Map.of()));

        assertThat(drive.performed()).as("%s", drive.story()).hasSize(performed ? 2 : 1);
        assertThat(drive.complete()).isEqualTo(performed);
    }

    @Test
    void aRefusalTellsWhatChangesOverWhichEdge() {
        SpecBehaviour behaviour = behaviour(
                snapshot(1, 1, "NONE", "NONE", "", ""),
                snapshot(0, 1, "NONE", "NONE", "", "T"));

        Drive drive = behaviour.drive(snapshot("ring"));

        assertThat(drive.refusal().orElseThrow().changes()).containsExactly("balance[p1]: 1 to 0",
                "chan[<<p2, p3>>]: <<>> to <<" + TRANSFER + ">>");
        assertThat(drive.refusal().orElseThrow().enabled()).anyMatch(e -> e.endsWith(" to p2"));
    }

    @Test
    void messagesUnderWayAtFirstAreRefused() {
        Map<String, TlaValue> first = snapshot(1, 1, "NONE", "NONE", "", "M");

        Drive drive = behaviour(first, first).drive(snapshot("ring"));

        assertThat(drive.performed()).isEmpty();
        assertThat(drive.refusal().orElseThrow().changes()).singleElement().asString().startsWith("chan holds messages");
    }

    @Test
    void aNetworkWithOtherEdgesOrOfAnotherKindIsAnError() {
        Map<String, TlaValue> first = snapshot(1, 1, "NONE", "NONE", "", "");
        assertThatThrownBy(() -> behaviour(first, first).drive(snapshot("two-way ring")))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("no variable that could be the network, of chan")
                .hasMessageContaining("p1>p2,p1>p3,p2>p1,p2>p3,p3>p1,p3>p2")
                .hasMessageContaining("the same edges");

        Map<String, TlaValue> unordered = new LinkedHashMap<>(first);
        unordered.put("chan", TlaValue.parse(
                "(<<p1, p2>> :> (" + TRANSFER + " :> 1) @@ <<p2, p3>> :> <<>> @@ <<p3, p1>> :> <<>>)"));
        assertThatThrownBy(() -> behaviour(first, unordered).drive(snapshot("ring")))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("sequences of messages");

        Map<String, TlaValue> two = new LinkedHashMap<>(first);
        two.put("sent", first.get("chan"));
        assertThatThrownBy(() -> behaviour(two, two).drive(snapshot("ring")))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("several variables").hasMessageContaining("chan, sent");
    }
}
