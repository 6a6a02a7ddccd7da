package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlaValueTest {

    /** Every shape, as TLC itself prints it: the test does not rely on anyone's memory of the syntax. */
    @Test
    void everyShapeThatTlcPrintsIsRead(@TempDir Path folder) throws IOException, InterruptedException {
        CheckResult result = new Tlc(TlaTools.bundled()).run(Specs.run("Values", "Values").build(),
                folder.resolve("log"), ProgressListener.NONE);
        assertThat(result).isInstanceOf(CheckResult.SafetyViolation.class);
        Map<String, TlaValue> first = ((CheckResult.SafetyViolation) result).behaviour().get(0).variables();
        TlaValue.Model m1 = new TlaValue.Model("m1");
        assertThat(first).hasSize(12)
                .containsEntry("n", new TlaValue.Int(-7))
                .containsEntry("record", new TlaValue.Rec(Map.of("bal", new TlaValue.Int(3),
                        "dec", new TlaValue.Str("d1"), "ok", new TlaValue.Bool(true))))
                .containsEntry("function", new TlaValue.Rec(Map.of("p1", new TlaValue.Int(0),
                        "p2", new TlaValue.Int(0))))
                .containsEntry("seq", new TlaValue.Tuple(List.of(new TlaValue.Int(1),
                        new TlaValue.Tuple(List.of(new TlaValue.Int(2), new TlaValue.Int(3))),
                        new TlaValue.Str("x"))))
                .containsEntry("set", new TlaValue.SetOf(List.of(new TlaValue.Int(1), new TlaValue.Int(2),
                        new TlaValue.Int(3))))
                .containsEntry("nested", new TlaValue.Function(Map.of(
                        m1, leaf(m1), new TlaValue.Model("m2"), leaf(new TlaValue.Model("m2")))))
                .containsEntry("text", new TlaValue.Str("quote \" backslash \\ /\\ z = 1"))
                .containsEntry("model", m1)
                .containsEntry("interval", new TlaValue.Interval(1, 4))
                .containsEntry("empty", new TlaValue.Rec(Map.of("e", new TlaValue.Tuple(List.of()),
                        "s", new TlaValue.SetOf(List.of()), "t", new TlaValue.Str(""))))
                .containsEntry("step", new TlaValue.Int(0));
        assertThat(first.get("long")).isInstanceOfSatisfying(TlaValue.Function.class, function ->
                assertThat(function.entries()).hasSize(31).containsEntry(new TlaValue.Int(40),
                        new TlaValue.Rec(Map.of("first", new TlaValue.Int(40),
                                "second", new TlaValue.Str("a long enough string to break the line")))));
    }

    private static TlaValue leaf(TlaValue node) {
        return new TlaValue.SetOf(List.of(new TlaValue.Rec(Map.of("a", node, "b", new TlaValue.SetOf(List.of())))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-7", "TRUE", "\"a \\\"b\\\" \\\\ \\n\"", "m1", "1st", "{}", "{1, {2}}", "1..4",
            "<<>>", "<<1, \"x\">>", "[a |-> 1, b |-> <<>>]", "(m1 :> 1 @@ m2 :> {3})", "(-1 :> 2)"})
    void writtenValueIsTheTextThatWasRead(String text) {
        assertThat(TlaValue.parse(text)).isNotInstanceOf(TlaValue.Unread.class).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSET {1, 2}", "[{1} -> {2}]", "{1, 2", "<<1", "\"open", "", "1 2", "(1 :> 2",
            "{1} \\X {2}", "99999999999999999999"})
    void otherTextIsKeptAsItIs(String text) {
        assertThat(TlaValue.parse(text)).isEqualTo(new TlaValue.Unread(text));
    }
}
