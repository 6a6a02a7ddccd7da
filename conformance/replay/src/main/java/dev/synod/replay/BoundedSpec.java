package dev.synod.replay;

import dev.synod.trace.TraceHeader;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;

/** A specification with the constants of a header and a model's bounds, loaded to be explored. */
public final class BoundedSpec implements Closeable {
    private final IsolatedEngine engine;
    private final SpecStepper stepper;

    /**
     * Loads a specification.
     *
     * @param module  its module's file
     * @param library folders in which modules that it extends or instantiates may be, besides its own
     * @param header  the constants, and the variables that an event gives
     * @throws SpecException if it does not parse, or does not fit the constants or the bounds
     */
    public BoundedSpec(Path module, List<Path> library, TraceHeader header, SpecBounds bounds) {
        engine = new IsolatedEngine(module, library, header, ReplayLimits.DEFAULT, Replayer.LARGE_SETS, bounds,
                Examination.NONE);
        stepper = engine.checker().stepper(header);
    }

    /** Takes steps; may be used by several threads. */
    public SpecStepper stepper() {
        return stepper;
    }

    @Override
    public void close() {
        engine.close();
    }
}
