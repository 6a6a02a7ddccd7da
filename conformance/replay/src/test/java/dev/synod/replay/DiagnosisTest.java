package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For each kind of conjunct: the one that is false, where it stands, and the values in it. */
class DiagnosisTest {
    @TempDir
    Path folder;

    private static final String MODULE = """
            ---- MODULE D ----
            EXTENDS Integers
            VARIABLES x, y, s
            Init == x = 3 /\\ y = 5 /\\ s = {1, 2}
            Small(v) == v < y - 4
            Comparison == /\\ x > 0
                          /\\ x >= y
                          /\\ UNCHANGED <<x, y, s>>
            Member == /\\ x \\in s
                      /\\ UNCHANGED <<x, y, s>>
            ForAll == /\\ \\A v \\in s : v < 2
                      /\\ UNCHANGED <<x, y, s>>
            Exists == /\\ \\E v \\in s : v > y
                      /\\ UNCHANGED <<x, y, s>>
            Disjunction == /\\ x = 4 \\/ x = y
                           /\\ UNCHANGED <<x, y, s>>
            Implication == /\\ x = 3 => y = 6
                           /\\ UNCHANGED <<x, y, s>>
            Negation == /\\ ~(x = 3)
                        /\\ UNCHANGED <<x, y, s>>
            Conditional == /\\ IF x = 3 THEN y = 6 ELSE TRUE
                           /\\ UNCHANGED <<x, y, s>>
            Cases == /\\ CASE x = 3 -> y = 6 [] OTHER -> TRUE
                     /\\ UNCHANGED <<x, y, s>>
            Let == /\\ LET z == x + y IN z < 8
                   /\\ UNCHANGED <<x, y, s>>
            Operator == /\\ Small(x)
                        /\\ UNCHANGED <<x, y, s>>
            Assign == /\\ x' = x + 1
                      /\\ UNCHANGED <<y, s>>
            Choice == /\\ x' \\in s
                      /\\ UNCHANGED <<y, s>>
            Unchanged == /\\ x' = x + 1
                         /\\ UNCHANGED <<y, s>>
            I == INSTANCE E WITH v <- x
            Instance == I!Up /\\ UNCHANGED <<y, s>>
            Next == \\/ Comparison \\/ Member \\/ ForAll \\/ Exists \\/ Disjunction \\/ Implication \\/ Negation
                    \\/ Conditional \\/ Cases \\/ Let \\/ Operator \\/ Assign \\/ Choice \\/ Unchanged \\/ Instance
            ====
            """;

    private Attempt attempt(String action, String state) throws Exception {
        Files.writeString(folder.resolve("E.tla"), "---- MODULE E ----\nEXTENDS Integers\nVARIABLE v\n"
                + "Up == /\\ v > 7\n      /\\ v' = v + 1\n====\n");
        return TestTrace.of(folder, MODULE).shared("x", "y", "s").event("n", action, null, state).diverges().closest();
    }

    private static void isAt(Attempt attempt, String module, int line, int column) {
        assertThat(attempt.location().module()).isEqualTo(module);
        assertThat(attempt.location().file().getFileName().toString()).isEqualTo(module + ".tla");
        assertThat(List.of(attempt.location().line(), attempt.location().column())).isEqualTo(List.of(line, column));
    }

    @Test
    void eachKindOfConjunct() throws Exception {
        record Case(String action, String state, String conjunct, int line, int column, String reason) {}
        List<Case> cases = List.of(
                new Case("Comparison", null, "x >= y", 7, 18, "3 >= 5 is false"),
                new Case("Member", null, "x \\in s", 9, 14, "3 \\in {1, 2} is false"),
                new Case("ForAll", null, "\\A v \\in s : v < 2", 11, 14, "for v = 2: 2 < 2 is false"),
                new Case("Exists", null, "\\E v \\in s : v > y", 13, 14, "no value of v makes it true"),
                new Case("Disjunction", null, "x = 4 \\/ x = y", 15, 19, "no alternative holds: 3 = 4 is false; 3 = 5 is false"),
                new Case("Implication", null, "x = 3 => y = 6", 17, 19, "x = 3 is true, but 5 = 6 is false"),
                new Case("Negation", null, "~(x = 3)", 19, 16, "x = 3 is true"),
                new Case("Conditional", null, "y = 6", 21, 33, "5 = 6 is false"),
                new Case("Cases", null, "y = 6", 23, 27, "5 = 6 is false"),
                new Case("Let", null, "z < 8", 25, 29, "8 < 8 is false"),
                new Case("Operator", null, "v < y - 4", 5, 13, "3 < 1 is false"),
                new Case("Assign", "{'x':7}", "x' = x + 1", 29, 14, "x' is 4 by the specification and 7 in the trace"),
                new Case("Choice", "{'x':7}", "x' \\in s", 31, 14, "7 \\in {1, 2} is false"),
                new Case("Unchanged", "{'x':4,'y':6}", "UNCHANGED <<y, s>>", 34, 17, "leaves this unchanged"));
        for (Case c : cases) {
            Attempt attempt = attempt(c.action(), c.state());
            assertThat(attempt.action()).isEqualTo(c.action());
            assertThat(attempt.conjunct()).as(c.action()).isEqualTo(c.conjunct());
            isAt(attempt, "D", c.line(), c.column());
            assertThat(attempt.reason()).as(c.action()).contains(c.reason());
        }
        Attempt inInstance = attempt("Instance", "{'x':4}");
        assertThat(inInstance.conjunct()).isEqualTo("v > 7");
        isAt(inInstance, "E", 4, 10);
        assertThat(inInstance.reason()).isEqualTo("3 > 7 is false");
    }

    @Test
    void operandsAndDifferences() throws Exception {
        assertThat(attempt("Comparison", null).operands()).contains(new Operand("x", "3"), new Operand("y", "5"));
        assertThat(attempt("Comparison", null).passed()).isEqualTo(2);
        assertThat(attempt("Assign", "{'x':7}").differences())
                .containsExactly(new VariableDifference("x", "3", "4", "7"));
        assertThat(attempt("Unchanged", "{'x':4,'y':6}").differences())
                .containsExactly(new VariableDifference("y", "5", "5", "6"));
    }

    @Test
    void whatWasEnabledInstead() throws Exception {
        Files.writeString(folder.resolve("E.tla"), "---- MODULE E ----\nEXTENDS Integers\nVARIABLE v\nUp == v > 7 /\\ v' = v\n====");
        Divergence d = TestTrace.of(folder, MODULE).shared("x", "y", "s").event("n", "Member", null, null).diverges();
        assertThat(d.enabled().here()).containsExactly("Assign", "Choice", "Unchanged");
        assertThat(d.before()).containsEntry("x", "3").containsEntry("s", "{1, 2}");
    }

    /** An explanation never changes a verdict, even where the values cannot be compared at all. */
    @Test
    void messagesOfOtherKinds() {
        String spec = """
                ---- MODULE K ----
                EXTENDS Integers
                VARIABLES msgs, got
                Init == msgs = {[type |-> "a", val |-> [n |-> 1]], [type |-> "b", val |-> [n |-> 2]]} /\\ got = 0
                Get(m) == got' = m.val.n /\\ UNCHANGED msgs
                Next == \\E m \\in msgs : Get(m)
                ====
                """;
        Divergence d = TestTrace.of(folder, spec).shared("msgs", "got")
                .event("n", "Get", "{'m':{'type':'a','val':{'n':'1'}}}", "{'got':1}").diverges();
        assertThat(d.closest().conjunct()).isEqualTo("m \\in msgs");
        assertThat(d.closest().operands()).anySatisfy(o -> assertThat(o.expression()).contains("most similar"));
        TestTrace.of(folder, spec).shared("msgs", "got").event("n", "Get", "{'m':{'type':'a','val':7}}", "{'got':1}")
                .diverges();
        TestTrace.of(folder, spec).shared("msgs", "got").event("n", "Get", null, "{'got':'1'}").diverges();
    }
}
