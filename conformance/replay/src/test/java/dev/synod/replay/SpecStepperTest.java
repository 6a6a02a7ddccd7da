package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.tlc.CheckResult;
import dev.synod.tlc.ModelRun;
import dev.synod.tlc.ProgressListener;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.Tlc;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Steps from any state are those of the specification. The stepper evaluates an action once for each choice of the
 * variables that it speaks of; the module here speaks of them in every roundabout way, and TLC, which knows of no such
 * shortcut, must find as many states and steps.
 */
class SpecStepperTest {
    private static final String MODULE = """
            ---- MODULE Roundabout ----
            EXTENDS Integers, Sequences, FiniteSets
            CONSTANTS Node, Nil
            VARIABLES x, y, box, log, seen
            both == <<x, y>>
            rest == <<log, seen>>
            vars == <<both, box, rest>>
            Init ==
              /\\ x = [n \\in Node |-> 0] /\\ y = [n \\in Node |-> Nil]
              /\\ box = {} /\\ log = <<>> /\\ seen = {}

            \\* Applied to an expression of the state.
            Put(n, v) == v < 2 /\\ box' = box \\cup {<<n, v>>} /\\ UNCHANGED <<both, rest>>

            \\* The identifiers are a tuple.
            Take(n, v) ==
              /\\ y' = [y EXCEPT ![n] = IF @ = Nil THEN 10 + v ELSE @]
              /\\ \\/ seen' = seen \\cup {v} /\\ UNCHANGED x
                 \\/ UNCHANGED seen /\\ x' = [x EXCEPT ![n] = v]
              /\\ UNCHANGED <<box, log>>

            \\* The set changes with the state, and an operator hides that.
            Above(n) == LET mine == x[n] IN {k \\in Nat : k > mine}
            Jump(n, k) == x' = [x EXCEPT ![n] = k] /\\ UNCHANGED <<y, box, rest>>

            \\* What is left unchanged depends on the state.
            Note ==
              IF Len(log) < 2
              THEN log' = Append(log, Cardinality(box)) /\\ UNCHANGED <<both, box, seen>>
              ELSE log # <<>> /\\ log' = Tail(log) /\\ UNCHANGED <<both, box, seen>>

            \\* Speaks of a next value in another's place.
            Forget(n) ==
              /\\ y[n] # Nil
              /\\ y' = [y EXCEPT ![n] = Nil]
              /\\ seen' = IF y'[n] = Nil THEN {} ELSE seen
              /\\ UNCHANGED <<x, box, log>>

            Crash(n) == x' = [x EXCEPT ![n] = 0] /\\ UNCHANGED <<y, box, rest>>

            Next ==
              \\/ \\E n \\in Node : Put(n, x[n])
              \\/ \\E <<n, v>> \\in box : Take(n, v)
              \\/ \\E n \\in Node : \\E k \\in Above(n) : Jump(n, k)
              \\/ Note
              \\/ \\E n, m \\in Node : n # m /\\ Forget(n)
              \\/ \\E n \\in Node : Crash(n)
            ====
            """;
    private static final TraceHeader HEADER = new TraceHeader("Roundabout",
            Map.of("Node", Value.set(List.of(Value.of("a"), Value.of("b")))), "Nil", null, List.of("x", "y"), List.of(),
            List.of(), Map.of());
    private static final SpecBounds BOUNDS = new SpecBounds(Map.of("Nat", "0..2"), List.of());

    @TempDir
    Path folder;

    private Path module;

    @BeforeEach
    void writeModule() throws IOException {
        module = Files.writeString(folder.resolve("Roundabout.tla"), MODULE);
    }

    private static List<int[]> reachable(SpecStepper stepper, long[] steps) {
        Set<List<Integer>> found = new HashSet<>();
        Deque<int[]> open = new ArrayDeque<>();
        List<int[]> all = new ArrayList<>();
        for (int[] initial : stepper.initial()) {
            steps[0]++;
            if (stepper.inModel(initial) && found.add(list(initial))) {
                open.add(initial);
            }
        }
        while (!open.isEmpty()) {
            int[] state = open.remove();
            all.add(state);
            stepper.successors(state, next -> {
                steps[0]++;
                if (stepper.inModel(next) && found.add(list(next))) {
                    open.add(next);
                }
            });
        }
        return all;
    }

    private static List<Integer> list(int[] state) {
        return Arrays.stream(state).boxed().toList();
    }

    private CheckResult.Success tlc(SpecModel model) throws IOException, InterruptedException {
        Path root = Files.writeString(folder.resolve(model.name() + ".tla"), model.module());
        Path config = Files.writeString(folder.resolve(model.name() + ".cfg"), model.config());
        return (CheckResult.Success) new Tlc(TlaTools.bundled()).run(
                ModelRun.of(root, config).deadlock(false).build(), folder.resolve("tlc.log"), ProgressListener.NONE);
    }

    @Test
    void tlcFindsAsManyStatesAndSteps() throws IOException, InterruptedException {
        for (SpecBounds bounds : List.of(BOUNDS, new SpecBounds(BOUNDS.sets(), List.of("Crash")),
                new SpecBounds(BOUNDS.sets(), List.of(), Map.of("Crash", 1), null, List.of()),
                new SpecBounds(BOUNDS.sets(), List.of("Crash"), Map.of("Forget", 2), null, List.of()),
                new SpecBounds(BOUNDS.sets(), List.of(), Map.of(), "Cardinality(box) < 3 /\\ x # [n \\in Node |-> 2]", List.of()),
                new SpecBounds(BOUNDS.sets(), List.of(), Map.of("Crash", 0, "Forget", 1), "Len(log) < 2", List.of()))) {
            try (BoundedSpec spec = new BoundedSpec(module, List.of(), HEADER, bounds)) {
                long[] steps = {0};
                int states = reachable(spec.stepper(), steps).size();

                var counts = tlc(spec.stepper().model()).details().statistics().counts().orElseThrow();
                assertThat((long) states).isGreaterThan(1_000).isEqualTo(counts.distinct());
                assertThat(steps[0]).isEqualTo(counts.generated());
            }
        }
    }

    @Test
    void aStepIsTheSameWhateverWasAskedBefore() {
        try (BoundedSpec spec = new BoundedSpec(module, List.of(), HEADER, BOUNDS);
                BoundedSpec fresh = new BoundedSpec(module, List.of(), HEADER, BOUNDS)) {
            List<int[]> states = reachable(spec.stepper(), new long[1]);
            int[] last = states.get(states.size() - 1);
            int[] start = spec.stepper().initial().get(0);
            assertThat(shown(spec.stepper(), start)).isNotEmpty()
                    .isEqualTo(shown(fresh.stepper(), fresh.stepper().initial().get(0)));
            assertThat(shown(spec.stepper(), last)).isNotEmpty().isEqualTo(shown(spec.stepper(), last));
        }
    }

    private static Set<Map<String, String>> shown(SpecStepper stepper, int[] state) {
        Set<Map<String, String>> shown = new HashSet<>();
        stepper.successors(state, next -> shown.add(stepper.show(next)));
        return shown;
    }

    @Test
    void anEventIsAStepWithItsActionArgumentsAndEffects() {
        try (BoundedSpec spec = new BoundedSpec(module, List.of(), HEADER, BOUNDS)) {
            SpecStepper stepper = spec.stepper();
            int[] start = stepper.initial().get(0);

            assertThat(after(stepper, start, "Jump", "a", Map.of("n", "a", "k", 2L), Map.of("x", 2L)))
                    .singleElement()
                    .satisfies(s -> assertThat(stepper.show(s).get("x")).contains("2").contains("0"));
            assertThat(after(stepper, start, "Jump", "a", Map.of("n", "a"), Map.of("x", 2L))).hasSize(1);
            assertThat(after(stepper, start, "Jump", "a", Map.of("n", "a", "k", 2L), Map.of("x", 1L)))
                    .as("another effect").isEmpty();
            assertThat(after(stepper, start, "Jump", "a", Map.of("n", "a", "k", 2L), Map.of()))
                    .as("no effect").isEmpty();
            assertThat(after(stepper, start, "Jump", "a", Map.of("n", "b", "k", 2L), Map.of("x", 2L)))
                    .as("another node's effect").isEmpty();
            assertThat(after(stepper, start, "Jump", "a", Map.of("n", "a", "k", 3L), Map.of("x", 3L)))
                    .as("beyond the bound").isEmpty();
            assertThat(after(stepper, start, "Take", "a", Map.of("n", "a", "v", 0L), Map.of("y", 10L)))
                    .as("not in the box").isEmpty();

            int[] put = after(stepper, start, "Put", "a", Map.of("n", "a", "v", 0L), Map.of()).get(0);
            assertThat(after(stepper, start, "Put", "a", Map.of("n", "a", "v", 1L), Map.of()))
                    .as("another argument than the expression's value").isEmpty();
            assertThat(after(stepper, put, "Take", "a", Map.of("n", "a", "v", 0L), Map.of("y", 10L)))
                    .as("two ways, and the trace does not tell which").hasSize(2);
            assertThat(after(stepper, put, "Take", "b", Map.of("n", "b"), Map.of("y", 10L))).isEmpty();
            assertThat(stepper.step(start, put)).hasValueSatisfying(s -> assertThat(s).startsWith("Put(n = \"a\""));
        }
    }

    private static List<int[]> after(SpecStepper stepper, int[] state, String action, String node,
            Map<String, Object> args, Map<String, Object> effects) {
        List<int[]> found = new ArrayList<>();
        stepper.event(new TraceEvent(1, node, null, action, values(args), values(effects))).from(state, found::add);
        return found;
    }

    private static Map<String, Value> values(Map<String, Object> values) {
        return values.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                e -> e.getValue() instanceof Long n ? Value.of(n) : Value.of((String) e.getValue())));
    }

    @Test
    void aBoundThatConcernsAnArgumentIsToldOnlyIfItIsTheSameInAllStates() {
        try (BoundedSpec spec = new BoundedSpec(module, List.of(), HEADER, BOUNDS)) {
            assertThat(spec.stepper().bounded("Take", "v")).isEmpty();
            assertThatThrownBy(() -> spec.stepper().bounded("Jump", "k"))
                    .isInstanceOf(SpecException.class).hasMessageContaining("whose set changes with the state");
        }
    }

    @Test
    void whatCannotBeBoundedOrEnumeratedIsAnError() {
        assertThatThrownBy(() -> new BoundedSpec(module, List.of(), HEADER,
                new SpecBounds(Map.of("Nut", "0..1"), List.of())))
                .isInstanceOf(SpecException.class).hasMessageContaining("Nut");
        try (BoundedSpec spec = new BoundedSpec(module, List.of(), HEADER, SpecBounds.NONE)) {
            assertThatThrownBy(() -> spec.stepper().successors(spec.stepper().initial().get(0), s -> { }))
                    .isInstanceOf(SpecException.class).hasMessageContaining("Jump");
            assertThatThrownBy(() -> spec.stepper().event(
                    new TraceEvent(1, "a", null, "Leap", Map.of(), Map.of())))
                    .isInstanceOf(SpecException.class).hasMessageContaining("Leap");
        }
    }

    /** Each with the states that it reaches from 0; TLC must find as many, by as many steps. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "x < 3 /\\ (Up \\/ Down);                                       6",
        "IF x < 2 THEN Up \\/ Down ELSE Down;                           5",
        "(Up \\/ Down \\/ By(2)) /\\ x' > -4 /\\ x' < 4;                 6",
        "IF x > -2 /\\ x < 2 THEN \\E d \\in {1, 2} : By(d) ELSE Down;   4",
        "x # 3 /\\ \\E d \\in {IF x = 3 THEN 1 \\div 0 ELSE 1} : By(d);   4",
        "x < 5 /\\ (\\E d \\in 1..2 : d # x /\\ (By(d) \\/ By(d + 1)));   8",
        "(x' = x + 1 \\/ Up) /\\ x < 2;                                3"})
    void guardsAndConditionsBesideActionsCount(String next, long states, @TempDir Path folder)
            throws IOException, InterruptedException {
        TraceHeader header = new TraceHeader(
                "Guarded", Map.of(), null, null, List.of(), List.of("x"), List.of(), Map.of());
        try (BoundedSpec spec = new BoundedSpec(guarded(folder, next), List.of(), header,
                new SpecBounds(Map.of(), List.of(), Map.of(), "x > -3", List.of()))) {
            long[] steps = {0};

            assertThat(reachable(spec.stepper(), steps)).hasSize((int) states);

            this.folder = folder;
            var counts = tlc(spec.stepper().model()).details().statistics().counts().orElseThrow();
            assertThat(counts.distinct()).isEqualTo(states);
            assertThat(counts.generated()).isEqualTo(steps[0]);
        }
    }

    private static Path guarded(Path folder, String next) throws IOException {
        return Files.writeString(folder.resolve("Guarded.tla"), """
                ---- MODULE Guarded ----
                EXTENDS Integers
                VARIABLE x
                Init == x = 0
                Up == x' = x + 1
                Down == x' = x - 1
                By(d) == x' = x + d
                Next == %s
                ====
                """.formatted(next));
    }

    @Test
    void aGuardBesideAnActionIsAskedOfAnEvent(@TempDir Path folder) throws IOException {
        TraceHeader header = new TraceHeader(
                "Guarded", Map.of(), null, null, List.of(), List.of("x"), List.of(), Map.of());
        try (BoundedSpec spec = new BoundedSpec(guarded(folder, "IF x < 1 THEN Up \\/ Down ELSE (Up \\/ Down) /\\ x' < 2"),
                List.of(), header, SpecBounds.NONE)) {
            int[] start = spec.stepper().initial().get(0);
            int[] one = after(spec.stepper(), start, "Up", "a", Map.of(), Map.of("x", 1L)).get(0);

            assertThat(after(spec.stepper(), one, "Up", "a", Map.of(), Map.of("x", 2L))).as("x' < 2 is false").isEmpty();
            assertThat(after(spec.stepper(), one, "Down", "a", Map.of(), Map.of("x", 0L))).hasSize(1);
        }
    }

    @Test
    void anEventOfAnActionThatIsSpentIsNoStep() {
        SpecBounds once = new SpecBounds(BOUNDS.sets(), List.of(), Map.of("Jump", 1), null, List.of());
        try (BoundedSpec spec = new BoundedSpec(module, List.of(), HEADER, once)) {
            SpecStepper stepper = spec.stepper();
            int[] start = stepper.initial().get(0);
            int[] jumped = after(stepper, start, "Jump", "a", Map.of("n", "a", "k", 1L), Map.of("x", 1L)).get(0);
            TraceEvent again = new TraceEvent(1, "a", null, "Jump", values(Map.of("n", "a", "k", 2L)),
                    values(Map.of("x", 2L)));

            assertThat(stepper.event(again).spent(start)).isFalse();
            assertThat(stepper.event(again).spent(jumped)).isTrue();
            assertThat(after(stepper, jumped, "Jump", "a", Map.of("n", "a", "k", 2L), Map.of("x", 2L))).isEmpty();
            assertThat(stepper.show(jumped)).containsEntry("times Jump", "1");
        }
    }

    @Test
    void whatCannotBeCountedOrIsNoConstraintIsRefused(@TempDir Path folder) throws IOException {
        TraceHeader header = new TraceHeader(
                "Guarded", Map.of(), null, null, List.of(), List.of("x"), List.of(), Map.of());
        Path inside = guarded(folder, "Up \\/ By(1)");
        Files.writeString(inside, Files.readString(inside).replace("By(d) ==", "By(d) == x = x /\\ Up /\\"));

        refused(inside, header, new SpecBounds(Map.of(), List.of(), Map.of("Up", 1), null, List.of()), "has Up inside");
        refused(inside, header, new SpecBounds(Map.of(), List.of(), Map.of("Down", 1), null, List.of()), "no disjunct");
        refused(inside, header, new SpecBounds(Map.of(), List.of(), Map.of("Up", -1), null, List.of()), "-1 times");
        refused(inside, header, new SpecBounds(Map.of(), List.of(), Map.of(), "x' = 1", List.of()), "a predicate of one state");
        refused(inside, header, new SpecBounds(Map.of(), List.of(), Map.of(), "y = 1", List.of()), "CONSTRAINT y = 1");
        refused(guarded(folder, "IF x' = 1 THEN Up ELSE By(2)"), header, SpecBounds.NONE, "speaks of the next state");
    }

    private static void refused(Path module, TraceHeader header, SpecBounds bounds, String why) {
        assertThatThrownBy(() -> new BoundedSpec(module, List.of(), header, bounds))
                .isInstanceOf(SpecException.class).hasMessageContaining(why);
    }
}
