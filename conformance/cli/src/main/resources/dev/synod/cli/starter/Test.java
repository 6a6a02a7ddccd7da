package @package@;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.synod.junit.Conforms;
import dev.synod.junit.ModelCheck;
import dev.synod.junit.MutantCheck;
import dev.synod.junit.TraceRecorder;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class @Module@Test {

    /** The specification is right: TLC finds in each model what its manifest expects. */
    @ModelCheck("specs/@name@")
    void everyModelComesOutAsExpected() {
    }

    /** The code obeys the specification: it allows every step of the run. */
    @Conforms
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyStepIsAllowed(long seed, TraceRecorder recorder) {
        SimulationResult<Node> result = recorder.record(
                Simulation.of(new @Module@Provider()).nodes(3).faults(FaultPlan.ALL).seed(seed).steps(500));

        assertTrue(result.actions().get("ReceiveTransfer") > 0, "the lock travels");
    }

    /** The checks can fail: a machine with a bug planted is rejected, for that bug. */
    @MutantCheck("@name@")
    void everyMutantIsRejected() {
    }
}
