package dev.synod.maven;

import dev.synod.explore.Audit;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.report.ProgressLines;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Examines every algorithm among the plugin's dependencies from end to end, and fails the build where something is not as
 * it must be: TLC checks its models, its machine is run through many schedules with faults and every trace is replayed,
 * its mutants must be rejected, and its recorded traces must get their verdicts. Of a specification without a machine the
 * models and the recorded traces are examined. Prints one table each.
 */
@Mojo(name = "audit", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class AuditMojo extends AbstractMojo {

    /** The folder of specifications. */
    @Parameter(property = "synod.specs", defaultValue = "${project.basedir}/specs", required = true)
    private File specs;

    /** The folder of recorded traces. */
    @Parameter(property = "synod.traces", defaultValue = "${project.basedir}/traces", required = true)
    private File traces;

    /** How many simulated schedules of each algorithm. */
    @Parameter(property = "synod.schedules", defaultValue = "1000")
    private int schedules;

    /** The first schedule's seed; each has the next one. */
    @Parameter(property = "synod.seed", defaultValue = "1")
    private long seed;

    /** The most steps of each schedule. */
    @Parameter(property = "synod.steps", defaultValue = "500")
    private long steps;

    /** Whether to visit every state of each algorithm's small model as well, which takes longer than the rest. */
    @Parameter(property = "synod.explore", defaultValue = "false")
    private boolean explore;

    /** Whether to examine nothing. */
    @Parameter(property = "synod.skip", defaultValue = "false")
    private boolean skip;

    /** The folder for TLC's recorded results and logs; that of the goal check, so that no model is run twice. */
    @Parameter(property = "synod.work", defaultValue = "${project.build.directory}/synod", required = true)
    private File work;

    /** Where the traces of schedules that leave the specification are written. */
    @Parameter(property = "synod.failures", defaultValue = "${project.build.directory}/failures", required = true)
    private File failures;

    /** Creates the goal; Maven fills in the parameters. */
    public AuditMojo() {
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Nothing is examined: synod.skip is set.");
            return;
        }
        List<AlgorithmProvider<?, ?>> algorithms = Algorithms.all();
        if (algorithms.isEmpty()) {
            throw new MojoExecutionException("There is no algorithm to examine: none of the plugin's dependencies provides "
                    + "one. Add the artifact with the algorithms to the plugin's <dependencies>.");
        }
        if (schedules < 1) {
            throw new MojoExecutionException("synod.schedules is " + schedules + ", expected a number, 1 or more.");
        }
        List<String> bad = new ArrayList<>();
        try {
            Audit audit = new Audit(specs.toPath(), traces.toPath(), CheckSettings.defaults(work.toPath()),
                    failures.toPath()).explored(explore);
            for (AlgorithmProvider<?, ?> algorithm : algorithms) {
                tell(audit.run(algorithm, schedules, seed, steps, new ProgressLines(getLog()::info), getLog()::info), bad);
            }
            for (String specification : audit.withoutMachine()) {
                tell(audit.run(specification, new ProgressLines(getLog()::info)), bad);
            }
        } catch (UnusableInputException e) {
            throw new MojoExecutionException(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted");
        }
        if (!bad.isEmpty()) {
            throw new MojoFailureException(String.join(", ", bad) + ": not as they must be; the stories are above.");
        }
    }

    private void tell(Audit.Report report, List<String> bad) {
        report.stories().forEach(getLog()::error);
        Audit.table(report).forEach(getLog()::info);
        if (report.standing() != Audit.Standing.GOOD) {
            bad.add(report.algorithm());
        }
    }
}
