package dev.synod.maven;

import dev.synod.tlc.Search;
import dev.synod.tlc.check.RunOptions;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Has TLC look at random behaviours of every model, and fails the build where one violates a property that should hold.
 * Finding no violation proves nothing about the other behaviours.
 */
@Mojo(name = "simulate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class SimulateMojo extends AbstractModelsMojo {

    /** How many behaviours of each model. */
    @Parameter(property = "synod.behaviours", defaultValue = "1000")
    private long behaviours;

    /** The most states of each behaviour. */
    @Parameter(property = "synod.depth", defaultValue = "100")
    private int depth;

    /** The seed of the random choices. */
    @Parameter(property = "synod.seed", defaultValue = "1")
    private long seed;

    /** Whether to simulate nothing. */
    @Parameter(property = "synod.simulate.skip", defaultValue = "false")
    private boolean skipSimulate;

    /** Creates the goal; Maven fills in the parameters. */
    public SimulateMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipSimulate;
    }

    @Override
    RunOptions with(RunOptions options) {
        getLog().info("Seed " + seed + ", " + behaviours + " behaviours of at most " + depth + " states of each model");
        return options.withSearch(new Search.Simulation(behaviours, depth, seed));
    }

    @Override
    String reportName() {
        return "simulation.json";
    }

    @Override
    void addTo(StringBuilder command) {
        property(command, "synod.behaviours", behaviours);
        property(command, "synod.depth", depth);
        property(command, "synod.seed", seed);
    }
}
