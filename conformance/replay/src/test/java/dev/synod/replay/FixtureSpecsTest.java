package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small whole specifications, and the same verdict whatever the representation of sets. */
class FixtureSpecsTest {
    private static TestTrace twoPhase() {
        return TestTrace.of("TwoPhase").constants("{'RM':{'#set':['r1','r2']}}");
    }

    @Test
    void twoPhaseCommitOnNamesAlone() {
        twoPhase().event("r1", "RMPrepare", null, null).event("r2", "RMPrepare", null, null)
                .event("tm", "TMRcvPrepared", null, null).event("tm", "TMRcvPrepared", null, null)
                .event("tm", "TMCommit", null, null).event("r1", "RMRcvCommitMsg", null, null).isOk();
        // One vote is missing; each order of who it was has to be tried.
        twoPhase().event("r1", "RMPrepare", null, null).event("tm", "TMRcvPrepared", null, null)
                .event("tm", "TMRcvPrepared", null, null).event("tm", "TMCommit", null, null).diverges(4);
        twoPhase().event("r1", "RMChooseToAbort", null, null).event("r2", "RMPrepare", null, null)
                .event("r2", "RMPrepare", null, null).diverges(3);
    }

    @Test
    void twoPhaseCommitOnOneVariableAlone() {
        twoPhase().shared("rmState")
                .event("r1", null, null, "{'rmState':{'#except':[['r1','prepared']]}}")
                .event("r2", null, null, "{'rmState':{'#except':[['r2','prepared']]}}")
                .event("tm", null, null, null).event("tm", null, null, null).event("tm", null, null, null)
                .event("r1", null, null, "{'rmState':{'#except':[['r1','committed']]}}")
                .event("r2", null, null, "{'rmState':{'#except':[['r2','committed']]}}").isOk();
        // Two silent steps are not enough to learn of both votes and to decide.
        twoPhase().shared("rmState")
                .event("r1", null, null, "{'rmState':{'#except':[['r1','prepared']]}}")
                .event("r2", null, null, "{'rmState':{'#except':[['r2','prepared']]}}")
                .event("tm", null, null, null).event("tm", null, null, null)
                .event("r1", null, null, "{'rmState':{'#except':[['r1','committed']]}}").diverges(5);
        // Commit and abort exclude each other, however the silent steps are read.
        twoPhase().shared("rmState").hidden("TMAbort", "TMCommit", "TMRcvPrepared")
                .event("r1", null, null, "{'rmState':{'#except':[['r1','prepared']]}}")
                .event("r2", null, null, "{'rmState':{'#except':[['r2','prepared']]}}")
                .event("r1", null, null, "{'rmState':{'#except':[['r1','committed']]}}")
                .event("r2", null, null, "{'rmState':{'#except':[['r2','aborted']]}}").diverges(4);
    }

    @Test
    void aRingOfNumberedNodes() {
        TestTrace ring = TestTrace.of("Ring").constants("{'N':3}").header("'self':'n'").observed("work").shared("token", "log");
        ring.event("0", "Work", null, "{'work':1,'log':[0]}").event("0", "Pass", null, "{'token':1}")
                .event("1", "Work", "{'n':1}", "{'work':1,'log':[0,1]}").event("1", "Pass", null, "{'token':2}")
                .event("2", "Pass", null, "{'token':0}").isOk();
        TestTrace.of("Ring").constants("{'N':3}").header("'self':'n'").observed("work").shared("token")
                .event("1", "Pass", null, "{'token':2}").diverges(1);
        TestTrace.of("Ring").constants("{'N':3}").observed("work").shared("token")
                .event("0", "Pass", null, "{'token':2}").diverges(1);
        assertThat(TestTrace.of("Ring").constants("{'N':3}").header("'self':'n'").observed("work")
                .event("1", "Work", "{'n':0}", "{'work':1}").isMalformed()).contains("n = 0");
        assertThat(TestTrace.of("Ring").constants("{'N':3}").observed("work").event("3", "Pass", null, null).isMalformed())
                .contains("the node \"3\"").contains("{0, 1, 2}");
        assertThat(TestTrace.of("Ring").constants("{'N':0}").event("0", "Pass", null, null).isMalformed())
                .contains("ASSUME");
    }

    /** A hundred messages, each heard of once and asked for again. */
    private static TestTrace manyMessages(int sharingFrom) {
        TestTrace trace = TestTrace.synod().sharingFrom(sharingFrom);
        for (int b = 1; b < 300; b += 3) {
            trace.event("p2", "TryNewBallot", "{'b':" + b + "}", b == 1 ? "{'lastTried':1,'status':'trying'}"
                    : "{'lastTried':" + b + "}");
            trace.event("p2", "SendNextBallot", null, null);
            trace.event("p3", "ReceiveNextBallot", "{'m':{'type':'NextBallot','bal':" + b + "}}", "{'nextBal':" + b + "}");
            trace.event("p2", "SendNextBallot", null, null);
        }
        return trace;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, Integer.MAX_VALUE})
    void theRepresentationOfSetsChangesNoVerdict(int sharingFrom) {
        manyMessages(sharingFrom).isOk();
        manyMessages(sharingFrom).event("p1", null, null, "{'nextBal':154}").isOk();
        manyMessages(sharingFrom).event("p1", null, null, "{'nextBal':155}").diverges();
        Divergence d = manyMessages(sharingFrom)
                .event("p1", "ReceiveNextBallot", "{'m':{'type':'NextBallot','bal':155}}", "{'nextBal':155}").diverges();
        assertThat(d.closest().conjunct()).isEqualTo("m \\in msgs");
        manyMessages(sharingFrom)
                .event("p1", "ReceiveNextBallot", "{'m':{'type':'NextBallot','bal':'154'}}", "{'nextBal':154}").diverges();
        assertThat(manyMessages(sharingFrom).replay().actions()).containsEntry("SendNextBallot", 200L)
                .containsEntry("TryNewBallot", 100L).containsEntry("Succeed", 0L);
    }

    /** What a large set answers inside of every kind of expression, against an interval of the same elements. */
    @ParameterizedTest
    @ValueSource(ints = {0, 32, Integer.MAX_VALUE})
    void theRepresentationOfSetsShowsNowhere(int sharingFrom) {
        TestTrace trace = TestTrace.of("BigSet").sharingFrom(sharingFrom).shared("n");
        for (int i = 1; i <= 60; i++) {
            trace.event("a", "Add", null, "{'n':" + i + "}");
        }
        for (String check : List.of("Filtered", "MemberOfFiltered", "Chosen", "Mapped", "Combined", "Compared", "Functions",
                "Powers", "Quantified", "Cardinalities", "Nested")) {
            trace.event("a", check, null, null);
        }
        trace.isOk();
        trace.event("a", "Wrong", null, null).diverges();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, Integer.MAX_VALUE})
    void theRepresentationOfSetsChangesNoVerdictOnPartialTraces(int sharingFrom) {
        for (String[] names : List.of(new String[] {"RMPrepare", "TMRcvPrepared"}, new String[] {"TMRcvPrepared", "RMPrepare"})) {
            TestTrace trace = twoPhase().sharingFrom(sharingFrom).event("x", names[0], null, null).event("x", names[1], null, null);
            if (names[0].equals("RMPrepare")) {
                trace.isOk();
            } else {
                trace.diverges(1);
            }
        }
    }
}
