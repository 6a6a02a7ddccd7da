package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLA+ as people write it: what is accepted and what is not, construct by construct. */
class LanguageTest {
    @TempDir
    static Path folder;

    private TestTrace spec(String definitions) {
        return TestTrace.of(folder, "---- MODULE M ----\nEXTENDS Integers, Sequences, FiniteSets, TLC\n" + definitions
                + "\n====\n");
    }

    @Test
    void oneWayThroughAnActionHasAValueOfAnotherKind() {
        String spec = "VARIABLE x\nInit == x = 0\nA == x' = \"none\" \\/ x' = 1 \\/ x' = \"two\"\nNext == A";
        spec(spec).shared("x").event("n", "A", null, "{'x':1}").isOk();
        spec(spec).shared("x").event("n", "A", null, "{'x':'two'}").isOk();
        spec(spec).shared("x").event("n", "A", null, "{'x':2}").diverges();
        spec(spec).shared("x").event("n", "A", null, "{'x':'one'}").diverges();
    }

    /** What the trace says of x holds for the second way through the action too. */
    @Test
    void oneWayThroughAnActionLeavesUnchangedWhatAnotherChanges() {
        for (String unchanged : new String[] {"UNCHANGED x", "UNCHANGED <<x, z>>", "UNCHANGED some"}) {
            String spec = "VARIABLES x, y, z\nsome == <<x, z>>\nInit == x = 0 /\\ y = 0 /\\ z = 0\n"
                    + "A == y' = 1 /\\ (" + unchanged + " \\/ x' = 1) /\\ z' = z\nB == x = 1 /\\ UNCHANGED <<x, y, z>>\n"
                    + "Next == A \\/ B";
            spec(spec).shared("x").event("n", "A", null, "{}").event("n", "B", null, "{}").diverges(2);
            spec(spec).shared("x").event("n", "A", null, "{'x':1}").event("n", "B", null, "{}").isOk();
            spec(spec).shared("y").event("n", "A", null, "{'y':1}").event("n", "B", null, "{}").isOk();
        }
    }

    @Test
    void aSetOfSeveralKinds() {
        String spec = "VARIABLE x\nInit == x = 0\nA(v) == x' = v\nNext == \\E v \\in Nat \\cup {\"none\"} : A(v)";
        spec(spec).shared("x").event("n", "A", "{'v':'none'}", "{'x':'none'}").isOk();
        spec(spec).shared("x").event("n", "A", null, "{'x':'none'}").isOk();
        spec(spec).shared("x").event("n", "A", "{'v':3}", "{'x':3}").isOk();
        spec(spec).shared("x").event("n", "A", "{'v':'some'}", "{'x':'some'}").diverges();
        spec(spec).shared("x").event("n", "A", "{'v':-3}", "{'x':-3}").diverges();
        spec(spec).shared("x").event("n", "A", null, "{'x':-3}").diverges();
    }

    /** Neither when the specification is loaded nor for an event that gives the element. */
    @Test
    void aSetTooLargeToGoThroughIsAskedForMembership() {
        String spec = "VARIABLE x\nInit == x = {}\nA(v) == x' = v\n"
                + "Next == \\E v \\in SUBSET (1..60) \\cup [1..9 -> SUBSET (1..20)] : A(v)";
        for (String next : new String[] {"", "\nSpec == Init /\\ [][Next]_x"}) {
            spec(spec + next).shared("x").event("n", "A", "{'v':{'#set':[60]}}", "{'x':{'#set':[60]}}").isOk();
            spec(spec + next).shared("x").event("n", "A", "{'v':{'#set':[61]}}", "{'x':{'#set':[61]}}").diverges();
        }
    }

    /** The arguments are those of the action that the event names, although an inner one has some of the same names. */
    @Test
    void anOuterActionHasItsOwnArguments() {
        String spec = "VARIABLE x\nInit == x = 0\nInner(p) == x' = p\nOuter(p) == Inner(p + 1)\n"
                + "Next == \\E q \\in 0..3 : Outer(q)";
        spec(spec).shared("x").event("n", "Outer", "{'p':1}", "{'x':2}").isOk();
        spec(spec).shared("x").event("n", "Outer", "{'p':2}", "{'x':2}").diverges();
        spec(spec).shared("x").event("n", "Inner", "{'p':2}", "{'x':2}").isOk();
        spec(spec).shared("x").event("n", "Inner", "{'p':1}", "{'x':2}").diverges();
        spec(spec).shared("x").event("n", "Outer", "{'p':1,'q':1}", "{'x':2}").isOk();
        spec(spec).shared("x").event("n", "Outer", "{'p':1,'q':2}", "{'x':2}").diverges();
    }

    @Test
    void actionsInsideAConjunction() {
        String spec = "VARIABLES x, up\nInit == x = 0 /\\ up = TRUE\nA(p) == x' = p\nB(p) == x' = 10 + p\n"
                + "Step(p) == /\\ up\n           /\\ \\/ A(p)\n              \\/ B(p)\n           /\\ UNCHANGED up\n"
                + "Fail == up' = FALSE /\\ UNCHANGED x\nNext == (\\E p \\in 1..3 : Step(p)) \\/ Fail";
        spec(spec).shared("x", "up").event("n", "A", "{'p':2}", "{'x':2}").event("n", "B", "{'p':2}", "{'x':12}")
                .event("n", "Step", "{'p':3}", "{'x':3}").event("n", "Fail", null, "{'up':false}").isOk();
        spec(spec).shared("x", "up").event("n", "A", "{'p':2}", "{'x':12}").diverges();
        spec(spec).shared("x", "up").event("n", "Fail", null, "{'up':false}").event("n", "A", "{'p':2}", "{'x':2}")
                .diverges(2);
        spec(spec).shared("x", "up").event("n", "A", "{'p':2}", "{'x':2,'up':false}").diverges();
        assertThat(spec(spec).shared("x", "up").event("n", "A", "{'p':2}", "{'x':2}").replay().actions())
                .containsEntry("A", 1L).containsEntry("Step", 0L).containsEntry("Fail", 0L);
    }

    @Test
    void conditionsAndInlineActionsInNext() {
        String spec = "VARIABLES x, t\nInit == x = 0 /\\ t = 0\nUp(d) == x' = x + d\nDown == x' = x - 1\n"
                + "Next == /\\ t' = t + 1\n        /\\ IF x < 2 THEN \\E d \\in 1..2 : Up(d) ELSE Down";
        spec(spec).shared("x", "t").event("n", "Up", "{'d':2}", "{'x':2,'t':1}")
                .event("n", "Down", null, "{'x':1,'t':2}").isOk();
        spec(spec).shared("x", "t").event("n", "Up", "{'d':2}", "{'x':2}").diverges();
        Divergence d = spec(spec).shared("x", "t").event("n", "Down", null, "{'x':-1,'t':1}").diverges();
        assertThat(d.closest().conjunct()).isEqualTo("x < 2");
        String plain = "VARIABLE x\nInit == x = 0\nInc == x' = x + 1\nNext == x < 1 /\\ Inc";
        spec(plain).shared("x").event("n", "Inc", null, "{'x':1}").isOk();
        spec(plain).shared("x").event("n", "Inc", null, "{'x':1}").event("n", "Inc", null, "{'x':2}").diverges(2);
        spec(plain).shared("x").event("n", "Next", null, "{'x':1}").diverges();
    }

    @Test
    void caseIsNotTakenApartButNotGuessedEither() {
        String spec = "VARIABLE x\nInit == x = 0\nA == x' = 1\nB == x' = 2\nNext == CASE x = 0 -> A [] x = 1 -> B";
        spec(spec).shared("x").event("n", null, null, "{'x':1}").event("n", "Next", null, "{'x':2}").isOk();
        spec(spec).shared("x").event("n", null, null, "{'x':2}").diverges();
        assertThat(spec(spec).shared("x").event("n", "A", null, "{'x':1}").isUnknown().reason())
                .contains("inside of another action");
    }

    @Test
    void higherOrderRecursiveLetAndLambda() {
        String spec = "VARIABLE x\nInit == x = 0\nRECURSIVE Sum(_)\nSum(S) == IF S = {} THEN 0 ELSE LET e == CHOOSE y \\in S : "
                + "TRUE IN e + Sum(S \\ {e})\nApply(Op(_), v) == x' = Op(v)\nTwice(v) == 2 * v\n"
                + "Do(Op(_), v) == x < 100 /\\ Op(v)\nSet(v) == x' = v\n"
                + "Double(v) == Apply(Twice, v)\nThrice(v) == Apply(LAMBDA y : 3 * y, v)\nAdd(S) == x' = Sum(S)\n"
                + "Next == \\/ \\E v \\in 1..5 : Double(v) \\/ Thrice(v)\n        \\/ \\E S \\in SUBSET (1..4) : Add(S)\n"
                + "        \\/ \\E v \\in {77} : Do(Set, v)";
        spec(spec).shared("x").event("n", "Double", "{'v':2}", "{'x':4}").event("n", "Thrice", "{'v':2}", "{'x':6}")
                .event("n", "Add", "{'S':{'#set':[4,1,3]}}", "{'x':8}").event("n", "Apply", "{'v':5}", "{'x':15}").isOk();
        spec(spec).shared("x").event("n", "Double", "{'v':2}", "{'x':6}").diverges();
        spec(spec).shared("x").event("n", "Add", "{'S':{'#set':[4,5]}}", "{'x':9}").diverges();
        spec(spec).shared("x").event("n", "Do", "{'v':77}", "{'x':77}").isOk();
        assertThat(spec(spec).shared("x").event("n", "Set", "{'v':77}", "{'x':77}").isUnknown().reason())
                .contains("Set");
        assertThat(spec(spec).shared("x").event("n", "Do", "{'Op':1}", "{'x':77}").isMalformed()).contains("argument Op");
    }

    @Test
    void tuplePatternsAndSeveralQuantifiers() {
        String spec = "VARIABLE x\nInit == x = <<0, 0>>\nE == {<<1, 2>>, <<2, 3>>}\nMove(a, b) == x' = <<a, b>>\n"
                + "Pair(a, b) == x' = <<a, b>>\n"
                + "Next == \\/ \\E <<a, b>> \\in E : Move(a, b)\n        \\/ \\E a, b \\in {1, 2}, c \\in {7} : Pair(a, b + c)\n";
        spec(spec).shared("x").event("n", "Move", "{'a':1,'b':2}", "{'x':[1,2]}")
                .event("n", "Move", "{'b':3}", "{'x':[2,3]}").event("n", "Move", null, "{'x':[1,2]}")
                .event("n", "Pair", "{'a':2,'b':8}", "{'x':[2,8]}").isOk();
        spec(spec).shared("x").event("n", "Move", "{'a':1,'b':3}", "{'x':[1,3]}").diverges();
        spec(spec).shared("x").event("n", "Move", "{'a':2,'b':1}", "{'x':[2,1]}").diverges();
        spec(spec).shared("x").event("n", "Pair", "{'a':1,'b':1}", "{'x':[1,1]}").diverges();
        spec(spec).shared("x").event("n", "Pair", "{'a':8,'b':8}", "{'x':[8,8]}").diverges();
        String odd = "VARIABLE x\nInit == x = 0\nMove(a, b) == x' = a\nNext == \\E <<a, b>> \\in {<<1, 2, 3>>} : Move(a, b)";
        spec(odd).shared("x").event("n", "Move", null, "{'x':1}").isUnknown();
    }

    @Test
    void exceptChooseAndFunctions() {
        String spec = "VARIABLES f, s\nInit == f = [i \\in 1..3 |-> 0] /\\ s = {}\n"
                + "Inc(i) == f' = [f EXCEPT ![i] = @ + 1] /\\ UNCHANGED s\n"
                + "Take == s' = s \\cup {CHOOSE i \\in 1..3 : i \\notin s} /\\ UNCHANGED f\n"
                + "Draw == f' \\in [1..3 -> 5..6] /\\ s' \\in SUBSET {1, 2}\n"
                + "Next == (\\E i \\in DOMAIN f : Inc(i)) \\/ Take \\/ Draw";
        TestTrace t = spec(spec).observed("f").shared("s");
        t.event("2", "Inc", "{'i':2}", "{'f':1}").event("2", "Inc", null, "{'f':2}")
                .event("1", "Take", null, "{'s':{'#set':[1]}}").event("1", "Take", null, "{'s':{'#set':[1,2]}}").isOk();
        spec(spec).observed("f").shared("s").event("2", "Inc", "{'i':1}", "{'f':1}").diverges();
        spec(spec).observed("f").shared("s").event("1", "Take", null, "{'s':{'#set':[2]}}").diverges();
        spec(spec).shared("f").event("1", "Draw", null, "{'f':[5,6,5]}")
                .event("1", "Take", null, null).isOk();
        spec(spec).shared("f").event("1", "Draw", null, "{'f':[5,7,5]}").diverges();
        spec(spec).shared("f", "s").event("1", "Inc", null, "{'f':{'#except':[[3,1]]}}").isOk();
        spec(spec).shared("f", "s").event("1", "Inc", null, "{'f':{'#except':[[4,1]]}}").diverges();
        spec(spec).shared("f", "s").event("1", "Inc", null, "{'f':{'#except':[['3',1]]}}").isUnknown();
        assertThat(spec(spec).shared("f", "s").event("1", "Inc", null, "{'f':{'#except':[],'#gone':[9]}}").isMalformed())
                .contains("no such key");
        assertThat(spec(spec).shared("s").event("1", "Take", null, "{'s':{'#except':[[1,1]]}}").isMalformed())
                .contains("no function");
        assertThat(spec(spec).observed("f").event("7", "Take", null, null).isMalformed()).contains("a node of the run");
    }

    @Test
    void instances() throws IOException {
        Files.writeString(folder.resolve("Cell.tla"), "---- MODULE Cell ----\nEXTENDS Integers\nCONSTANT Max\nVARIABLE v\n"
                + "Init == v = 0\nInc(d) == v + d <= Max /\\ v' = v + d\nCan == ENABLED Inc(1)\n====\n");
        String spec = "VARIABLES x, y\nA == INSTANCE Cell WITH v <- x, Max <- 3\n"
                + "B(m) == INSTANCE Cell WITH v <- y, Max <- m\nInit == A!Init /\\ B(1)!Init\n"
                + "Drain == ~A!Can /\\ x' = 0 /\\ y' = y\n"
                + "Next == \\/ \\E d \\in 1..3 : A!Inc(d) /\\ UNCHANGED y\n        \\/ \\E m \\in 1..2 : B(m)!Inc(1) /\\ UNCHANGED x\n"
                + "        \\/ Drain";
        spec(spec).shared("x", "y").event("n", "A!Inc", "{'d':2}", "{'x':2}").event("n", "B!Inc", "{'m':1}", "{'y':1}")
                .event("n", "B!Inc", "{'m':2}", "{'y':2}").event("n", "Inc", "{'d':1}", "{'x':3}")
                .event("n", "Drain", null, "{'x':0}").isOk();
        spec(spec).shared("x", "y").event("n", "A!Inc", "{'d':2}", "{'x':2}").event("n", "A!Inc", "{'d':2}", "{'x':4}")
                .diverges(2);
        spec(spec).shared("x", "y").event("n", "B!Inc", "{'m':1}", "{'y':1}").event("n", "B!Inc", "{'m':1}", "{'y':2}")
                .diverges(2);
        spec(spec).shared("x", "y").event("n", "Drain", null, "{'x':0}").diverges();
        spec(spec).shared("x", "y").event("n", "A!Inc", "{'d':1}", "{'y':1}").diverges();
    }

    @Test
    void theModulesOwnSpecRulesOverAnInheritedNext() throws IOException {
        Files.writeString(folder.resolve("Base.tla"), "---- MODULE Base ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\n"
                + "Inc == x' = x + 1\nNext == Inc\n====\n");
        String spec = "---- MODULE M ----\nEXTENDS Base\nDec == x' = x - 1\nSpec == x = 5 /\\ [][Dec]_x /\\ WF_x(Dec)\n====\n";
        TestTrace.of(folder, spec).shared("x").event("n", "Dec", null, "{'x':4}").isOk();
        TestTrace.of(folder, spec).shared("x").event("n", "Inc", null, "{'x':6}").diverges();
    }

    @Test
    void severalInitialStates() {
        String spec = "VARIABLES x, y\nInit == x \\in 1..3 /\\ y = 0\nShow == y' = x /\\ UNCHANGED x\nNext == Show";
        spec(spec).shared("y").event("n", "Show", null, "{'y':2}").event("n", "Show", null, null).isOk();
        spec(spec).shared("y").event("n", "Show", null, "{'y':2}").event("n", "Show", null, "{'y':3}").diverges(2);
        spec(spec).shared("y").event("n", "Show", null, "{'y':4}").diverges();
    }

    @Test
    void primedGuardsAndPrimedArguments() {
        String spec = "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nInner(z) == x' \\in {1, 2} /\\ y' = z\nOuter(w) == Inner(w + 10)\n"
                + "Guarded == x' \\in 1..9 /\\ x' > 5 /\\ y' = 0\nNext == Outer(x') \\/ Guarded";
        spec(spec).shared("x", "y").event("n", "Outer", null, "{'x':2,'y':12}").isOk();
        spec(spec).shared("x", "y").event("n", "Outer", null, "{'x':2,'y':11}").diverges();
        spec(spec).shared("y").event("n", "Outer", null, "{'y':12}").event("n", "Outer", null, "{'y':11}").isOk();
        spec(spec).shared("y").event("n", "Outer", null, "{'y':13}").diverges();
        spec(spec).shared("x", "y").event("n", "Guarded", null, "{'x':7}").isOk();
        spec(spec).shared("x", "y").event("n", "Guarded", null, "{'x':3}").diverges();
    }

    @Test
    void primedBoundsAndVariablesLeftOpen() {
        String spec = "VARIABLES x, y\nInit == x = {} /\\ y = 0\nPut == x' = {4} /\\ \\E e \\in x' : y' = e\n"
                + "Half == x' = {1}\nNext == Put \\/ Half";
        spec(spec).shared("x").event("n", "Put", null, "{'x':{'#set':[4]}}").isOk();
        spec(spec).shared("x", "y").event("n", "Put", null, "{'x':{'#set':[4]},'y':5}").diverges();
        assertThat(spec(spec).shared("x").event("n", "Half", null, "{'x':{'#set':[1]}}").isUnknown())
                .satisfies(u -> assertThat(u.reason()).contains("leaves open").contains("y"))
                .satisfies(u -> assertThat(u.variables()).containsExactly("y"));
        spec(spec).shared("x", "y").event("n", "Half", null, "{'x':{'#set':[1]},'y':77}").isOk();
    }

    @Test
    void whatTlcCannotEvaluateIsUnknown() {
        String spec = "VARIABLES x, y\nInit == x = 0 /\\ y = <<>>\nBad == Head(y) = 1 /\\ x' = 1 /\\ y' = y\n"
                + "RECURSIVE Loop(_)\nLoop(n) == 1 + Loop(n)\nDeep == x' = Loop(1) /\\ y' = y\nGood == x' = 1 /\\ y' = y\n"
                + "NotASet == (\\E e \\in x : x' = e) /\\ y' = y\nIndex == x' = y[7] /\\ y' = y\n"
                + "Sets == x' \\in {v \\in {1, 2} : v = \"1\"} /\\ y' = y\n"
                + "Level == TLCGet(\"distinct\") = 0 /\\ x' = 1 /\\ y' = y\nStats == TLCGet(\"stats\").x = 0 /\\ x' = 1 /\\ y' = y\n"
                + "Next == Level \\/ Stats \\/ Bad \\/ Deep \\/ Good \\/ NotASet \\/ Index \\/ Sets";
        for (String action : new String[] {"Bad", "Deep", "NotASet", "Index", "Sets", "Level", "Stats"}) {
            assertThat(spec(spec).shared("x", "y").event("n", action, null, "{'x':1}").isUnknown().reason())
                    .as(action).contains("TLC cannot evaluate " + action).doesNotContain("\tat ");
        }
        // Another action explains the event, whatever becomes of the others; all is logged, so nothing is lost.
        spec(spec).shared("x", "y").event("n", null, null, "{'x':1}").event("n", "Good", null, "{'x':2}").diverges(2);
    }

    @Test
    void printingStaysOutOfTheWay() {
        spec("VARIABLE x\nInit == x = 0\nSay == PrintT(\"said\") /\\ x' = x + 1\nNext == Say")
                .shared("x").event("n", "Say", null, "{'x':1}").isOk();
    }

    @Test
    void actionCompositionIsRefused() {
        assertThat(spec("VARIABLE x\nInit == x = 0\nA == x' = x + 1\nNext == A \\cdot A")
                        .shared("x").event("n", "A", null, "{'x':1}").isMalformed())
                .contains("\\cdot").contains("one action");
    }

    @Test
    void theNullConstantHasNoTypeWhateverItsName() {
        String spec = "CONSTANT N_il\nVARIABLE x\nInit == x = N_il\nSet(v) == x = N_il /\\ x' = v\nNext == \\E v \\in {\"a\"} : Set(v)";
        spec(spec).header("'null':'N_il'").shared("x").event("n", "Set", null, "{'x':'a'}").isOk();
        spec(spec).header("'null':'N_il'").shared("x").event("n", "Set", null, "{'x':null}").diverges();
        assertThat(spec("VARIABLE x\nInit == x = 0\nNext == x' = x").shared("x").event("n", null, null, "{'x':null}")
                .isMalformed()).contains("null");
    }

    @Test
    void constantsNegativeAndNested() {
        String spec = "CONSTANTS Low, F, R\nASSUME Low < 0\nVARIABLE x\nInit == x = Low\nNext == x' = F[\"a-b\"] + R.n";
        spec(spec).constants("{'Low':-3,'F':{'#map':[['a-b',2],['c',3]]},'R':{'n':1}}").shared("x")
                .event("n", null, null, "{'x':3}").isOk();
        assertThat(spec(spec).constants("{'Low':3,'F':{'#map':[['a-b',2]]},'R':{'n':1}}").shared("x")
                .event("n", null, null, "{'x':3}").isMalformed()).contains("ASSUME").contains("Correct the constants");
    }
}
