package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and headers that nobody would write on purpose: each gets a verdict, none is accepted by accident. */
class OddInputTest {
    @TempDir
    static Path folder;

    private static final String BOX = """
            ---- MODULE Box ----
            EXTENDS Integers, Sequences
            VARIABLES x, f
            Init == x = <<>> /\\ f = [n \\in {"a", "b"} |-> [k \\in {1} |-> 0]]
            Put(v) == x' = v /\\ UNCHANGED f
            Grow(n, k) == f' = [f EXCEPT ![n] = [j \\in DOMAIN f[n] \\cup {k} |-> IF j = k THEN 7 ELSE f[n][j]]] /\\ UNCHANGED x
            Drop(n) == f' = [f EXCEPT ![n] = [j \\in {} |-> 0]] /\\ UNCHANGED x
            Lazy == x' = [n \\in Nat |-> n] /\\ UNCHANGED f
            Next == \\/ \\E v \\in {<<>>, <<1, 2>>, [a |-> 1], {1, 2}, {{}, {1}}} : Put(v)
                    \\/ \\E n \\in DOMAIN f, k \\in 1..3 : Grow(n, k)
                    \\/ \\E n \\in DOMAIN f : Drop(n)
                    \\/ Lazy
            ====
            """;

    private TestTrace box() {
        return TestTrace.of(folder, BOX).observed("f").shared("x");
    }

    /** The same value written in several ways. */
    @ParameterizedTest
    @ValueSource(strings = {
        "[]", "{'#tup':[]}", "{'#map':[]}", "{}", "[1,2]", "{'#map':[[2,2],[1,1]]}", "{'a':1}", "{'#map':[['a',1]]}",
        "{'#set':[2,1,1]}", "{'#set':[{'#set':[]},{'#set':[1]}]}"
    })
    void equalValues(String value) {
        String spec = BOX.replace("\\E v \\in {<<>>, <<1, 2>>, [a |-> 1], {1, 2}, {{}, {1}}} : Put(v)", """
                \\E v \\in {<<>>, <<1, 2>>} : Put(v)
                        \\/ Put([a |-> 1]) \\/ Put({1, 2}) \\/ Put({{}, {1}})""");
        TestTrace.of(folder, spec).observed("f").shared("x").event("a", null, null, "{'x':" + value + "}").isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[1]", "[1,2,3]", "{'a':2}", "{'a':1,'b':1}", "{'#set':[1]}", "{'#set':[[1,2]]}", "1", "'<<>>'", "''", "true",
        "{'#set':[]}", "{'#map':[[1,1],[3,2]]}", "{'#map':[[0,1],[1,2]]}"
    })
    void unequalValues(String value) {
        String spec = BOX.replace("\\E v \\in {<<>>, <<1, 2>>, [a |-> 1], {1, 2}, {{}, {1}}} : Put(v)", """
                \\E v \\in {<<>>, <<1, 2>>} : Put(v)
                        \\/ Put([a |-> 1]) \\/ Put({1, 2}) \\/ Put({{}, {1}})""");
        TestTrace.of(folder, spec).observed("f").shared("x").event("a", "Put", null, "{'x':" + value + "}").diverges();
    }

    /** A set of values that TLC cannot tell apart has no verdict, and no stack trace. */
    @Test
    void aSetOfSeveralKindsInTheSpecificationOrTheTrace() {
        assertThat(box().event("a", "Put", null, "{'x':[]}").isUnknown().reason()).contains("TLC cannot evaluate");
        assertThat(box().event("a", "Drop", null, "{'x':{'#set':[1,'a']}}").isUnknown().reason())
                .contains("TLC cannot evaluate");
    }

    @Test
    void aFunctionWithTheSameKeyTwice() {
        assertThat(box().event("a", "Drop", null, "{'x':{'#map':[[1,1],[1,2]]}}").isMalformed()).contains("key twice");
    }

    @Test
    void changesOfEntriesOfAnObservedFunction() {
        box().event("a", "Grow", "{'n':'a','k':2}", "{'f':{'#except':[[2,7]]}}")
                .event("a", "Drop", null, "{'f':{'#except':[],'#gone':[1,2]}}").isOk();
        box().event("a", "Grow", "{'n':'a','k':2}", "{'f':{'#except':[[3,7]]}}").diverges();
        box().event("a", "Grow", "{'n':'a','k':2}", "{'f':{'#except':[[2,8]]}}").diverges();
        box().event("a", "Grow", "{'n':'b','k':2}", "{'f':{'#except':[[2,7]]}}").diverges();
        assertThat(box().event("a", "Drop", null, "{'f':{'#gone':[1,2]}}").isMalformed()).contains("#gone").contains("2");
    }

    @Test
    void anInfiniteFunctionAsAValueIsUnknown() {
        box().event("a", "Lazy", null, "{'x':[1]}").isUnknown();
        TestTrace.of(folder, BOX).observed("f").event("a", "Lazy", null, null).isUnknown();
    }

    @Test
    void anEmptyTraceAndAnEmptyName() {
        box().isOk();
        assertThat(box().event("", "Drop", null, null).isMalformed()).contains("the node \"\"");
        assertThat(box().event("a", "", null, null).isMalformed()).contains("the action");
        assertThat(box().event("a\\u0000", "Drop", null, null).isMalformed()).contains("the node");
    }

    /** TLC takes a tuple of one-character strings to be a string. */
    @Test
    void aTupleOfCharactersIsNoString() {
        String spec = "---- MODULE Str ----\nEXTENDS Sequences\nVARIABLE x\nInit == x = <<\"o\">>\nSay == x' = \"ok\"\n"
                + "Add == x' = Append(x, \"k\")\nNext == Say \\/ Add\n====";
        TestTrace.of(folder, spec).shared("x").event("n", "Say", null, "{'x':'ok'}").isOk();
        TestTrace.of(folder, spec).shared("x").event("n", "Say", null, "{'x':['o','k']}").diverges();
        TestTrace.of(folder, spec).shared("x").event("n", "Add", null, "{'x':['o','k']}")
                .event("n", "Add", null, "{'x':['o','k','k']}").isOk();
        TestTrace.of(folder, spec).shared("x").event("n", "Add", null, "{'x':'ok'}").diverges();
    }
}
