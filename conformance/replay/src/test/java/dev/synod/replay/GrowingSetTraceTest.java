package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set at each node that only grows, logged by what came to it, from small to packed. */
class GrowingSetTraceTest {

    private static final String MODULE = """
            ---- MODULE Grow ----
            EXTENDS Integers
            CONSTANT Node
            VARIABLES s, last
            Init == s = [p \\in Node |-> {}] /\\ last = [p \\in Node |-> 0]
            Add(p, k) == s' = [s EXCEPT ![p] = @ \\cup {k}] /\\ last' = [last EXCEPT ![p] = k]
            Next == \\E p \\in Node, k \\in Nat : Add(p, k)
            ====
            """;

    @TempDir
    private Path folder;

    private TestTrace grown(int events, int sharingFrom) {
        TestTrace trace = TestTrace.of(folder, MODULE).sharingFrom(sharingFrom)
                .constants("{'Node':{'#set':['a','b']}}").header("'self':'p'").observed("s", "last");
        for (int i = 1; i <= events; i++) {
            String node = i % 3 == 0 ? "b" : "a";
            trace.event(node, "Add", "{'p':'" + node + "','k':" + i * 7 % 1009 + "}",
                    "{'s':{'#plus':[" + i * 7 % 1009 + "]},'last':" + i * 7 % 1009 + "}");
        }
        return trace;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 32, 1000})
    void isFollowedAndNothingElseIs(int sharingFrom) {
        for (int events : new int[] {0, 3, 90, 1000}) {
            grown(events, sharingFrom).event("a", "Add", "{'p':'a','k':5000}", "{'s':{'#plus':[5000]},'last':5000}").isOk();
            // What is there already may be said to come; what does not come, or comes elsewhere, may not.
            if (events > 0) {
                grown(events, sharingFrom).event("a", "Add", "{'p':'a','k':7}", "{'s':{'#plus':[7]},'last':7}").isOk();
                grown(events, sharingFrom).event("a", "Add", "{'p':'a','k':7}", "{'s':{'#plus':[5001]},'last':7}").diverges();
            }
            for (String state : new String[] {"{'s':{'#plus':[5001]},'last':5000}", "{'s':{'#plus':[5000,5001]},'last':5000}",
                "{'s':{'#plus':[]},'last':5000}", "{'last':5000}", "{'s':{'#set':[5000,5001]},'last':5000}"}) {
                grown(events, sharingFrom).event("a", "Add", "{'p':'a','k':5000}", state).diverges();
            }
            grown(events, sharingFrom).event("b", "Add", "{'k':5000}", "{'s':{'#plus':[5000]},'last':5001}").diverges();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32})
    void whatIsNoSetCannotGrow(int sharingFrom) {
        assertThat(grown(40, sharingFrom).event("a", "Add", "{'p':'a','k':5000}",
                "{'s':{'#plus':[5000]},'last':{'#plus':[5000]}}").isMalformed()).contains("which is not a set");
    }
}
