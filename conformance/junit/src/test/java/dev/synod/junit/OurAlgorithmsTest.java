package dev.synod.junit;

import dev.synod.junit.jqwik.Runs;
import dev.synod.junit.jqwik.SimulatedRun;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Our algorithms under any faults, any number of nodes and any policy, as a user would test them. */
class OurAlgorithmsTest {

    @Property(tries = 50)
    void everyStepOfEveryRunOfTheSynodIsAllowed(@ForAll @Runs(value = "synod", maxSteps = 300) SimulatedRun run) {
        run.assertConforms();
    }

    @Property(tries = 20)
    void everyStepOfEveryRunOfRicartAndAgrawalaIsAllowed(
            @ForAll @Runs(value = "ricart-agrawala", maxSteps = 300) SimulatedRun run) {
        run.assertConforms();
    }

    @Property(tries = 20)
    void everyStepOfEveryRunOfChangAndRobertsIsAllowed(
            @ForAll @Runs(value = "chang-roberts", maxSteps = 300) SimulatedRun run) {
        run.assertConforms();
    }

    @Property(tries = 20)
    void everyStepOfEveryRunOfChandyAndLamportIsAllowed(
            @ForAll @Runs(value = "chandy-lamport", topologyOption = "channels", maxSteps = 300) SimulatedRun run) {
        run.assertConforms();
    }
}
