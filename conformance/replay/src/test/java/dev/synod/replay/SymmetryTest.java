package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
}
