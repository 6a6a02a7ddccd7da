package dev.synod.maven;

import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.RunOptions;
import dev.synod.tlc.report.CoverageReport;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Model-checks specifications, counts how often TLC took each action, and names the actions that it never took. Every
 * model is run, since a recorded result has no counts of actions.
 */
@Mojo(name = "coverage", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class CoverageMojo extends AbstractModelsMojo {

    /** Whether an action that is never taken fails the build. */
    @Parameter(property = "synod.everyAction", defaultValue = "false")
    private boolean everyAction;

    /** Whether to count nothing. */
    @Parameter(property = "synod.coverage.skip", defaultValue = "false")
    private boolean skipCoverage;

    /** Creates the goal; Maven fills in the parameters. */
    public CoverageMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipCoverage;
    }

    @Override
    RunOptions with(RunOptions options) {
        return options.withCoverage();
    }

    @Override
    String reportName() {
        return "coverage.json";
    }

    @Override
    void tell(CheckReport report) throws MojoFailureException {
        CoverageReport.lines(report).forEach(getLog()::info);
        List<String> never = new ArrayList<>();
        for (ModelReport model : report.models()) {
            CoverageReport.never(model).forEach(action -> never.add(model.model().name() + ": " + action));
        }
        if (everyAction && !never.isEmpty()) {
            throw new MojoFailureException("Actions that are never taken: " + String.join(", ", never));
        }
    }
}
