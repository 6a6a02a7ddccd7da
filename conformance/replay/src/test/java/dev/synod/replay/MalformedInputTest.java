package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that cannot be used gives an error with place and remedy, never a stack trace. */
class MalformedInputTest {
    @TempDir
    Path folder;

    private static final String COUNTER = """
            ---- MODULE Counter ----
            EXTENDS Integers
            CONSTANTS Node, Max
            VARIABLE count
            Init == count = [n \\in Node |-> 0]
            Inc(n) == count[n] < Max /\\ count' = [count EXCEPT ![n] = @ + 1]
            Next == \\E n \\in Node : Inc(n)
            ====
            """;

    private TestTrace counter(String constants) {
        return TestTrace.of(folder, COUNTER).constants(constants).observed("count");
    }

    private TestTrace counter() {
        return counter("{'Node':{'#set':['a','b']},'Max':5}");
    }

    private static void isHelpful(String error, String... parts) {
        assertThat(error).contains(parts).doesNotContain("\tat ").doesNotContain("java.lang");
        assertThat(error).startsWith("trace:");
    }

    @Test
    void goodInputIsGood() {
        counter().event("a", "Inc", "{'n':'a'}", "{'count':1}").isOk();
    }

    @Test
    void namesThatTheSpecificationDoesNotKnow() {
        isHelpful(counter().event("c", "Inc", "{'n':'a'}", "{'count':1}").isMalformed(), "trace:2", "the node \"c\"",
                "{\"a\", \"b\"}", "Correct the node");
        isHelpful(counter().event("a", "Inc", "{'n':'a'}", "{'cuont':1}").isMalformed(), "trace:2", "cuont");
        isHelpful(counter().event("a", "Ink", "{'n':'a'}", "{'count':1}").isMalformed(), "trace:2", "the action Ink", "Inc");
        isHelpful(counter().event("a", "Inc", "{'m':'a'}", "{'count':1}").isMalformed(), "trace:2", "the argument m of Inc",
                "some of n");
        isHelpful(counter().header("'self':'m'").event("a", "Inc", null, "{'count':1}").isMalformed(), "trace:1", "self",
                "arguments are n");
        isHelpful(TestTrace.of(folder, COUNTER).constants("{'Node':{'#set':['a']},'Max':5}").observed("cuont")
                .event("a", "Inc", null, null).isMalformed(), "trace:1", "cuont", "Its variables are count");
        isHelpful(counter().shared("cuont").event("a", "Inc", null, null).isMalformed(), "trace:1", "cuont");
        isHelpful(counter().header("'null':'NONE'").event("a", "Inc", null, null).isMalformed(), "trace:1", "NONE",
                "Its constants are Node, Max");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'Node':{'#set':['a']}}|no value for the constant Max",
        "{}|no value for the constants Node, Max",
        "{'Node':{'#set':['a']},'Max':5,'Min':0}|Min, which is no constant",
        "{'Node':'a','Max':5}|TLC cannot evaluate the initial predicate",
        "{'Node':{'#set':['a',1]},'Max':5}|constants",
        "{'Node':{'#set':['a']},'Max':3000000000}|2147483647",
        "{'Node':{'#set':['a']},'Max':99999999999999999999}|2147483647",
        "{'Node':{'#set':['a']},'Max':null}|null among the header's constants",
        "{'Node':{'#set':['ü']},'Max':5}|U+00FC",
        "{'Node':{'#set':[{'a-b':1}]},'Max':5}|no name in TLA+"
    })
    void constants(String constants, String part) {
        isHelpful(counter(constants).event("a", "Inc", "{'n':'a'}", "{'count':1}").isMalformed(), "trace:1", part);
    }

    @Test
    void aConstantOfAnotherKindFoundOnlyLaterIsNotAccepted() {
        assertThat(counter("{'Node':{'#set':['a']},'Max':'five'}").event("a", "Inc", "{'n':'a'}", "{'count':1}")
                .isUnknown().reason()).contains("TLC cannot evaluate Inc");
        counter("{'Node':{'#set':[]},'Max':5}").event("a", "Inc", "{'n':'a'}", "{'count':1}").isMalformed();
    }

    @Test
    void constantOperators() {
        isHelpful(TestTrace.of(folder, "---- MODULE F ----\nCONSTANT G(_)\nVARIABLE x\nInit == x = 0\nNext == x' = G(x)\n====")
                .shared("x").event("a", null, null, null).isMalformed(), "constant operator G", "Define it");
    }

    @Test
    void specificationsThatCannotBeUsed() {
        isHelpful(TestTrace.of(folder, "---- MODULE P ----\nVARIABLE x\nInit == x = \nNext == x' = x\n====").shared("x")
                .event("a", null, null, null).isMalformed(), "P.tla", "does not parse", "line 3, column 9", "Was expecting");
        isHelpful(TestTrace.of(folder, "---- MODULE Q ----\nVARIABLE x\nInit == y = 0\nNext == x' = x\n====").shared("x")
                .event("a", null, null, null).isMalformed(), "does not parse", "line 3", "Unknown operator: `y'");
        isHelpful(TestTrace.of(folder, "---- MODULE R ----\nEXTENDS Nowhere\nVARIABLE x\nInit == x = 0\nNext == x' = x\n====")
                .shared("x").event("a", null, null, null).isMalformed(), "Nowhere");
        isHelpful(TestTrace.of(folder, "---- MODULE S ----\nVARIABLE x\nStart == x = 0\nStep == x' = x\n====").shared("x")
                .event("a", null, null, null).isMalformed(), "neither Init and Next nor Spec");
        isHelpful(TestTrace.of(folder, "---- MODULE T ----\nVARIABLE x\nInit == x = 0 /\\ x = 1\nNext == x' = x\n====")
                .shared("x").event("a", null, null, null).isMalformed(), "no state satisfies the initial predicate");
        isHelpful(TestTrace.of(folder, "---- MODULE U ----\nVARIABLES x, y\nInit == x = 0\nNext == x' = x /\\ y' = y\n====")
                .shared("x").event("a", null, null, null).isMalformed(), "open the value of y");
        isHelpful(TestTrace.of(folder, "---- MODULE V ----\nEXTENDS Naturals\nVARIABLE x\nRECURSIVE L(_)\nL(n) == 1 + L(n)\n"
                + "Init == x = L(1)\nNext == x' = x\n====").shared("x").event("a", null, null, null).isMalformed(),
                "recurses too deeply");
        isHelpful(TestTrace.of(folder, "---- MODULE W ----\nVARIABLE x\nSpec == x = 0\n====").shared("x")
                .event("a", null, null, null).isMalformed(), "W.tla");
        isHelpful(TestTrace.of(folder, "---- MODULE X ----\n====").shared("x").event("a", null, null, null).isMalformed(),
                "X.tla");
        isHelpful(TestTrace.of(folder, "MODULE Y\nno module at all").shared("x").event("a", null, null, null).isMalformed(),
                "Y.tla", "does not parse");
    }

    @Test
    void aSpecificationThatIsNotThere() {
        try (Replayer replayer = Replayer.ofModule(folder.resolve("Gone.tla"))) {
            Path trace = write("{'format':'synod-trace/1','spec':'Gone','constants':{},'observed':[]}\n");
            ReplayResult result = replayer.replay(trace);
            assertThat(((Verdict.Malformed) result.verdict()).error()).contains("Gone.tla").doesNotContain("\tat ");
        }
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(folder)))) {
            Path trace = write("{'format':'synod-trace/1','spec':'../Gone','constants':{},'observed':[]}\n");
            assertThat(((Verdict.Malformed) replayer.replay(trace).verdict()).error()).contains("../Gone", "--spec FILE");
        }
    }

    @Test
    void numbersThatTlcDoesNotHave() {
        isHelpful(counter().event("a", "Inc", "{'n':3000000000}", "{'count':1}").isMalformed(), "trace:2", "3000000000",
                "2147483647");
        isHelpful(counter().event("a", "Inc", null, "{'count':{'#bigint':'99999999999999999999'}}").isMalformed(),
                "trace:2", "99999999999999999999");
    }

    @Test
    void noTemporaryFilesStay() throws IOException {
        String tmp = System.getProperty("java.io.tmpdir");
        Path empty = Files.createDirectory(folder.resolve("tmp"));
        System.setProperty("java.io.tmpdir", empty.toString());
        try {
            counter().event("a", "Inc", "{'n':'a'}", "{'count':1}").isOk();
            counter("{}").event("a", "Inc", "{'n':'a'}", "{'count':1}").isMalformed();
            TestTrace.of(folder, "---- MODULE P ----\nVARIABLE x\nInit == x = \nNext == x' = x\n====").shared("x")
                    .event("a", null, null, null).isMalformed();
        } finally {
            System.setProperty("java.io.tmpdir", tmp);
        }
        try (Stream<Path> left = Files.list(empty)) {
            assertThat(left).isEmpty();
        }
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("t.ndjson"), text.replace('\'', '"'));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
