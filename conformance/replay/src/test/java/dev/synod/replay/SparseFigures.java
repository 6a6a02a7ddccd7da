package dev.synod.replay;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints how long sparse traces of two-phase commit over sixteen managers take, the first time and once warm. */
final class SparseFigures {
    private SparseFigures() {}

    /** Needs no arguments; to be run in the folder of this module. */
    public static void main(String[] args) {
        Map<String, TestTrace> traces = new LinkedHashMap<>();
        traces.put("90 names, commit and then abort", named(repeated(16, "RMPrepare"), repeated(57, "TMRcvPrepared"),
                List.of("TMCommit"), repeated(15, "RMRcvCommitMsg"), List.of("TMAbort")));
        traces.put("90 names, all in order", named(repeated(16, "RMPrepare"), repeated(57, "TMRcvPrepared"),
                List.of("TMCommit"), repeated(16, "RMRcvCommitMsg")));
        traces.put("90 names, several fates, abort and then commit", named(repeated(6, "RMPrepare"),
                repeated(3, "TMRcvPrepared"), repeated(3, "RMChooseToAbort"), repeated(7, "RMPrepare"),
                repeated(37, "TMRcvPrepared"), List.of("TMAbort"), repeated(32, "RMRcvAbortMsg"), List.of("TMCommit")));
        TestTrace states = SymmetryTest.silent(true, 58);
        states.event("x", null, null, "{'rmState':{'#except':[['r7','committed']]}}");
        states.event("x", null, null, "{'rmState':{'#except':[['r9','aborted']]}}");
        traces.put("76 events, one variable, commit and then abort", states);
        for (int round = 1; round <= 3; round++) {
            for (Map.Entry<String, TestTrace> e : traces.entrySet()) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                ReplayResult result = e.getValue().replay();
                System.out.printf("round %d, %s: %s after %d events in %.2f s, %.2f s of the processor (with loading)%s%n",
                        round, e.getKey(), result.verdict().word(), result.events(), result.duration().toNanos() / 1e9,
                        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9,
                        result.verdict() instanceof Verdict.Diverged d ? ", " + d.divergence().candidates()
                                + " states, " + d.divergence().orbits() + " up to symmetry" : "");
            }
        }
    }

    private static List<String> repeated(int times, String action) {
        return Collections.nCopies(times, action);
    }

    @SafeVarargs
    private static TestTrace named(List<String>... actions) {
        TestTrace trace = TestTrace.of("TwoPhase").constants(IntStream.rangeClosed(1, 16).mapToObj(i -> "'r" + i + "'")
                .collect(Collectors.joining(",", "{'RM':{'#set':[", "]}}")));
        for (List<String> some : actions) {
            some.forEach(action -> trace.event("x", action, null, null));
        }
        return trace;
    }
}
