package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States that differ only in names are followed as one, where the specification cannot tell the names apart; that changes
 * no verdict, and no count.
 */
class SymmetryTest {
    @TempDir
    static Path folder;

    private static final ReplayLimits ALWAYS = ReplayLimits.DEFAULT.withSymmetryFrom(0);
    private static final ReplayLimits NEVER = ReplayLimits.DEFAULT.withoutSymmetry();

    // -- two-phase commit --------------------------------------------------------------------------------------------

    private static TestTrace twoPhase(int managers) {
        return TestTrace.of("TwoPhase").constants(IntStream.rangeClosed(1, managers).mapToObj(i -> "'r" + i + "'")
                .collect(Collectors.joining(",", "{'RM':{'#set':[", "]}}")));
    }

    private static TestTrace times(TestTrace trace, int n, String action) {
        for (int i = 0; i < n; i++) {
            trace.event("x", action, null, null);
        }
        return trace;
    }

    /** Events over sixteen managers, of which only the actions' names are logged. */
    private static TestTrace sixteen(int prepared) {
        return times(times(twoPhase(16), prepared, "RMPrepare"), 73 - prepared, "TMRcvPrepared");
    }

    @Test
    void ninetyEventsOfWhichOnlyTheNamesAreLogged() {
        times(times(sixteen(16), 1, "TMCommit"), 16, "RMRcvCommitMsg").isOk();
        Divergence early = times(sixteen(15), 1, "TMCommit").diverges(74);
        // One of sixteen has not prepared, and one or more of the others were heard of.
        assertThat(early.candidates()).isEqualTo(16 * ((1 << 15) - 1));
        assertThat(early.orbits()).isEqualTo(15);
        assertThat(early.closest().conjunct()).isEqualTo("tmPrepared = RM");
        Divergence late = times(times(times(sixteen(16), 1, "TMCommit"), 15, "RMRcvCommitMsg"), 1, "TMAbort").diverges(90);
        // Of the sixteen, one or more have heard of the commit.
        assertThat(late.candidates()).isEqualTo((1 << 16) - 1 - 1);
    }

    /** Sixteen managers prepare, and the transaction manager does so many things of which nothing is logged. */
    static TestTrace silent(boolean mixed, int steps) {
        TestTrace trace = twoPhase(16).shared("rmState");
        for (int i = 1; i <= 16; i++) {
            trace.event("x", null, null, "{'rmState':{'#except':[['r" + i + "','prepared']]}}");
            if (mixed) {
                trace.event("x", null, null, null).event("x", null, null, null);
            }
        }
        for (int i = mixed ? 32 : 0; i < steps; i++) {
            trace.event("x", null, null, null);
        }
        return trace;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ninetyEventsOfWhichOnlyOneVariableIsLogged(boolean mixed) {
        TestTrace good = silent(mixed, 58);
        for (int i = 1; i <= 16; i++) {
            good.event("x", null, null, "{'rmState':{'#except':[['r" + i + "','committed']]}}");
        }
        good.isOk();
        TestTrace both = silent(mixed, 58).event("x", null, null, "{'rmState':{'#except':[['r7','committed']]}}");
        both.event("x", null, null, "{'rmState':{'#except':[['r9','aborted']]}}").diverges(76);
        // To hear of all sixteen and to decide takes seventeen steps.
        silent(false, 17).event("x", null, null, "{'rmState':{'#except':[['r7','committed']]}}").isOk();
        silent(false, 16).event("x", null, null, "{'rmState':{'#except':[['r7','committed']]}}").diverges(33);
    }

    /** The managers' fates differ and nothing says whose is whose: as many as 37 thousand million states. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void manyFatesInAnyOrder(long seed) {
        List<String> actions = new ArrayList<>(Collections.nCopies(12, "RMPrepare"));
        actions.addAll(Collections.nCopies(3, "RMChooseToAbort"));
        actions.addAll(Collections.nCopies(40, "TMRcvPrepared"));
        Collections.shuffle(actions, new Random(seed));
        TestTrace trace = times(twoPhase(16), 1, "RMPrepare");
        actions.forEach(action -> times(trace, 1, action));
        times(times(trace, 1, "TMAbort"), 32, "RMRcvAbortMsg").isOk();
        Divergence d = times(trace, 1, "TMCommit").diverges(90);
        assertThat(d.candidates()).as("seed %d", seed).isGreaterThan(1L << 34);
        assertThat(d.orbits()).isLessThan(1_000);
    }

    // -- what breaks a symmetry --------------------------------------------------------------------------------------

    /** Somebody is picked, which is not logged; the guard is true of one node and not of another. */
    private TestTrace pick(String guard, String definitions, ReplayLimits limits) {
        return TestTrace.of(folder, """
                ---- MODULE Pick ----
                EXTENDS Integers, Sequences, FiniteSets, TLC
                CONSTANTS Node, Seat, Others
                VARIABLES s, fav, log
                %s
                Init == s = "none" /\\ fav = "%s" /\\ log = <<>>
                Favour(n) == fav' = n /\\ UNCHANGED <<s, log>>
                Pick == s' \\in Node /\\ UNCHANGED <<fav, log>>
                Check == s' = s /\\ (%s) /\\ UNCHANGED <<fav, log>>
                Show(n) == s = n /\\ UNCHANGED <<s, fav, log>>
                Never == FALSE /\\ UNCHANGED <<s, fav, log>>
                Next == Pick \\/ Check \\/ Never \\/ \\E n \\in Node : Show(n) \\/ Favour(n)
                ====
                """.formatted(definitions, guard.contains("fav") ? "node2x" : "none", guard))
                .constants("{'Node':{'#set':['node3','node2x','node1']},'Others':{'#set':[{'#set':['node1','node3'"
                        + (guard.contains("Others") ? "" : ",'node2x'") + "]}]},'Seat':{'#map':[['node1',1],['node2x',"
                        + (guard.contains("Seat") ? 2 : 1) + "],['node3',1]]}}")
                .limits(limits);
    }

    static Stream<Arguments> asymmetric() {
        return Stream.of(
                arguments("s = \"node2x\"", ""),
                arguments("CASE s = \"node2x\" -> TRUE [] OTHER -> FALSE", ""),
                arguments("s \\in DOMAIN [node2x |-> 0]", ""),
                arguments("[node1 |-> 1, node2x |-> 2, node3 |-> 1][s] = 2", ""),
                arguments("[[n \\in Node |-> 0] EXCEPT !.node2x = 1][s] = 1", ""),
                arguments("[n \\in Node |-> n = s] \\in [node1 : {FALSE}, node2x : {TRUE}, node3 : {FALSE}]", ""),
                arguments("Seat[s] = 2", ""),
                arguments("s \\notin UNION Others", ""),
                arguments("s = Two", "Two == \"node2x\""),
                arguments("s \\in Twos", "Two == \"node2x\"\nTwos == {Two, \"none\"}"),
                arguments("s = First", "Min(S) == CHOOSE n \\in S : TRUE\nFirst == Min(Node)"),
                arguments("s = CHOOSE n \\in Node : TRUE", ""),
                arguments("s = Min(Node) /\\ Some # \"none\"", "Min(S) == CHOOSE n \\in S : TRUE\nSome == Min({\"x\"})"),
                arguments("s = (CHOOSE r \\in {[a |-> n] : n \\in Node} : TRUE).a", ""),
                arguments("s \\in CHOOSE S \\in SUBSET Node : Cardinality(S) = 1", ""),
                arguments("(CHOOSE f \\in [Node -> {TRUE, FALSE}] : \\E n \\in Node : f[n])[s]", ""),
                arguments("s = Seqs(Node)[1]", "RECURSIVE Seqs(_)\nSeqs(S) == IF S = {} THEN <<>> ELSE LET n == CHOOSE m \\in S"
                        + " : TRUE IN <<n>> \\o Seqs(S \\ {n})"),
                arguments("Len(s) = 6", ""),
                arguments("Is(Len)", "Is(Op(_)) == Op(s) = 6"),
                arguments("Tail(s) = \"ode2x\"", ""),
                arguments("SubSeq(s, 4, 5) = \"e2\"", ""),
                arguments("s = \"no\" \\o \"de2x\"", ""),
                arguments("s = Append(\"node\", \"2x\")", ""),
                arguments("s = Glued", "Glued == \"no\" \\o \"de2x\""),
                arguments("<<\"n\", \"o\", \"d\", \"e\", \"2\", \"x\">> = s", ""),
                arguments("ToString(s) = \"\\\"node2x\\\"\"", ""),
                arguments("A!Is(s)", "A == INSTANCE Equal WITH K <- \"node2x\""),
                arguments("A!Two(s)", "A == INSTANCE Equal WITH K <- 0"),
                arguments("A(\"node2x\")!Is(s)", "A(K) == INSTANCE Equal"),
                arguments("f[s]", "f[n \\in Node] == n = \"node2x\""),
                arguments("ENABLED (s = \"node2x\" /\\ s' = s /\\ fav' = fav /\\ log' = log)", ""),
                arguments("s = fav", ""));
    }

    @ParameterizedTest
    @MethodSource("asymmetric")
    void whatTellsNamesApart(String guard, String definitions) throws IOException {
        Files.writeString(folder.resolve("Equal.tla"), "---- MODULE Equal ----\nCONSTANT K\nIs(x) == x = K\n"
                + "Two(x) == x = \"node2x\"\n====\n");
        int shown = 0;
        for (String node : List.of("node1", "node2x", "node3")) {
            TestTrace trace = pick(guard, definitions, ALWAYS).event("n", "Pick", null, null)
                    .event("n", "Check", null, null).event("n", "Show", "{'n':'" + node + "'}", null);
            ReplayResult result = trace.replay();
            if (result.verdict() instanceof Verdict.Ok) {
                shown++;
            } else {
                trace.diverges(3);
            }
        }
        assertThat(shown).isEqualTo(1);
    }

    /** A name that an event gives is told apart from the others for as long as it stands in a state. */
    @Test
    void aNameThatAnEventGives() {
        for (ReplayLimits limits : List.of(NEVER, ALWAYS)) {
            for (String shown : List.of("node1", "node2x", "node3")) {
                TestTrace trace = pick("s = fav", "", limits).event("n", "Favour", "{'n':'node3'}", null)
                        .event("n", "Pick", null, null).event("n", "Check", null, null)
                        .event("n", "Show", "{'n':'" + shown + "'}", null);
                if (shown.equals("node3")) {
                    trace.isOk();
                } else {
                    trace.diverges(4);
                }
            }
        }
    }

    static Stream<Arguments> symmetric() {
        return Stream.of(
                arguments("TRUE", ""),
                arguments("s # \"none\" /\\ s \\in Node /\\ [n \\in Node |-> n = s][s]", ""),
                arguments("Cardinality({n \\in Node : n # s}) = 2", ""),
                arguments("(CHOOSE i \\in 1..3 : i > 1) = 2 /\\ Two = 2", "Two == CHOOSE i \\in 1..3 : i > 1"),
                arguments("Max({i \\in 1..3 : i < 3}) = 2", "Max(S) == CHOOSE i \\in S : \\A j \\in S : j <= i"),
                arguments("Head(Append(<<s>>, s)) = s /\\ Len(<<s, s>> \\o <<s>>) = 3", ""),
                arguments("s \\in STRING /\\ s \\in Node \\cup {\"none\", \"other\"}", ""),
                arguments("Cardinality(SUBSET {<<n, m>> : n, m \\in Node \\ {s}}) = 16", ""),
                arguments("A!Is(s)", "A == INSTANCE Equal WITH K <- s"),
                arguments("Last(24) = <<s>>", "RECURSIVE Last(_)\nLast(n) == IF n = 0 THEN <<s>> ELSE SubSeq(Last(n - 1) \\o "
                        + "<<s>>, 1, 1)"),
                arguments("Len(\"none\") = 4", ""));
    }

    @ParameterizedTest
    @MethodSource("symmetric")
    void whatTellsNoNamesApart(String guard, String definitions) throws IOException {
        Files.writeString(folder.resolve("Equal.tla"), "---- MODULE Equal ----\nCONSTANT K\nIs(x) == x = K\n====\n");
        // All nodes are alike but for the one that the first event names.
        Divergence d = pick(guard, definitions, ALWAYS).event("n", "Favour", "{'n':'node2x'}", null)
                .event("n", "Pick", null, null).event("n", "Check", null, null).event("n", "Never", null, null)
                .diverges(4);
        assertThat(d.candidates()).isEqualTo(3);
        assertThat(d.orbits()).isEqualTo(guard.startsWith("Len(\"") ? 3 : 2);
    }

    /** An update names whom it changes by its path; who has changed before, untold, is then no longer alike. */
    @ParameterizedTest
    @ValueSource(strings = {"r1", "r2", "r3"})
    void anUpdateTellsNamesApart(String name) {
        List<Value> managers = List.of(Value.of("r1"), Value.of("r2"), Value.of("r3"));
        TraceHeader header = new TraceHeader("TwoPhase", Map.of("RM", Value.set(managers)), null, null, List.of(),
                List.of("rmState"), List.of(), Map.of());
        Path module = Path.of("src", "test", "resources", "specs", "TwoPhase.tla");
        for (ReplayLimits limits : List.of(ALWAYS, NEVER)) {
            try (Replayer replayer = Replayer.ofModule(module).withLimits(limits)) {
                SpecChecker.Session session = replayer.checker(header).open("trace", header);
                assertThat(session.accept(told(1, "RMPrepare", Value.UNTOLD), 2)).isNull();
                assertThat(session.accept(told(2, "RMPrepare", Value.UNTOLD), 3)).isNull();
                assertThat(session.candidates()).isEqualTo(3);
                assertThat(session.accept(told(3, "RMChooseToAbort", aborted(name)), 4)).isNull();
                assertThat(session.candidates()).isEqualTo(1);
                String other = name.equals("r1") ? "r2" : "r1";
                assertThat(session.accept(told(4, "RMChooseToAbort", aborted(other)), 5))
                        .isInstanceOf(Verdict.Diverged.class);
            }
        }
    }

    private static Value aborted(String manager) {
        return new Value.Updates(List.of(
                new Value.Update(Value.Operation.REPLACE, List.of(Value.of(manager)), Value.of("aborted"))));
    }

    private static TraceEvent told(long n, String action, Value rmState) {
        return new TraceEvent(n, "x", null, action, null, Map.of("rmState", rmState));
    }
}
