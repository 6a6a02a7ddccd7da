package dev.synod.junit.clock;

import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import java.util.List;

/** The clock's mutant. */
public final class ClockMutants implements MutantProvider {

    /** A clock with the bug planted. */
    public static final ClockProvider GOES_BACK = new ClockProvider() {
        @Override
        protected Clock clock(NodeId self, List<NodeId> nodes) {
            return new Clock.GoesBack(self, nodes);
        }
    };

    @Override
    public String algorithm() {
        return "clock";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(new Mutant("goesBack", "time goes on", "Hear", Mutant.Kind.GUARD, "m.time > time[p]",
                "delay=1..30", GOES_BACK));
    }

    /** Mutants that no replay rejects as they say: one is none, the other has another reason. */
    public static final class Survivors implements MutantProvider {

        @Override
        public String algorithm() {
            return "survivor";
        }

        @Override
        public List<Mutant> mutants() {
            return List.of(
                    new Mutant("nothingIsWrong", "nothing", "Hear", Mutant.Kind.GUARD, "m.time > time[p]",
                            "delay=1..30", new ClockProvider()),
                    new Mutant("elsewhere", "time goes on", "Tick", Mutant.Kind.GUARD, "m.time > time[p]",
                            "delay=1..30", GOES_BACK));
        }
    }
}
