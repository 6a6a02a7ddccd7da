package dev.synod.maven;

import dev.synod.tlc.Distribution;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.RunOptions;
import dev.synod.tlc.check.StopOnShutdown;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.report.JUnitReport;
import dev.synod.tlc.report.JsonReport;
import dev.synod.tlc.report.ProgressLines;
import dev.synod.tlc.report.SarifReport;
import dev.synod.tlc.report.Story;
import dev.synod.tlc.report.TextReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that run TLC on models share. */
abstract class AbstractModelsMojo extends AbstractSpecMojo {

    /**
     * Models that no manifest lists: each {@code <model>} with {@code <module>}; {@code <config>}, if it is not the one of
     * the module's name; {@code <result>} in the words of manifests, and {@code <violates>}, if it is not meant to
     * succeed; {@code <distinctStates>} and {@code <totalStates>} to pin. Where there are any, manifests are read only if
     * {@code specs} is set, too. None, if not set.
     */
    @Parameter
    private List<ModelConfiguration> models;

    /** Names of models, separated by commas; the rest is left out. A {@code *} stands for any text. All, if not set. */
    @Parameter(property = "synod.model")
    private String model;

    /** Whether to run also the models that take more than 30 seconds. */
    @Parameter(property = "synod.deep", defaultValue = "false")
    private boolean deep;

    /** Whether to run also models that are up to date. */
    @Parameter(property = "synod.rerun", defaultValue = "false")
    private boolean rerun;

    /** TLC's workers for every model. As the manifests say, if not set. */
    @Parameter(property = "synod.workers")
    private Integer workers;

    /** How many cores to use for all models that run at a time. All of the machine's, if not set. */
    @Parameter(property = "synod.cores")
    private Integer cores;

    /** The memory for all models that run at a time, in MiB. Half of the machine's, if not set. */
    @Parameter(property = "synod.memory")
    private Integer memory;

    /** How often a longer run saves its search, in minutes, so that it can be resumed. Never, if not set. */
    @Parameter(property = "synod.checkpoint")
    private Integer checkpoint;

    /** Whether to go on from the last checkpoint of a run that was stopped. Needs {@code synod.checkpoint}. */
    @Parameter(property = "synod.resume", defaultValue = "false")
    private boolean resume;

    /** A model is stopped before the disk has less than this left, in MiB. */
    @Parameter(property = "synod.diskReserve", defaultValue = "256")
    private long diskReserve;

    /** Whether to search every model with worker processes of their own, {@code synod.workers} of them, or 2. */
    @Parameter(property = "synod.distributed", defaultValue = "false")
    private boolean distributed;

    /**
     * With {@code synod.distributed}, the name under which workers on other machines, which are started by hand, reach
     * this one. {@code localhost} keeps everything on this machine.
     */
    @Parameter(property = "synod.host", defaultValue = Distribution.LOOPBACK)
    private String host;

    /** Whether models that need what the tools at hand do not have fail the build. */
    @Parameter(property = "synod.failOnUnsupported", defaultValue = "true")
    private boolean failOnUnsupported;

    /** The folder for JUnit XML. If not set: {@code surefire-reports} in the build's folder. */
    @Parameter(property = "synod.junit")
    private File junit;

    /**
     * A file to write as SARIF, which code review tools show at the lines of the specification, for the models that did
     * not come out as expected. None, if not set.
     */
    @Parameter(property = "synod.sarif")
    private File sarif;

    @Override
    final void run() throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Checker checker = new Checker(settings(), new ProgressLines(getLog()::info));
        StopOnShutdown watch = StopOnShutdown.of(checker);
        try {
            CheckReport report = checker.check(models());
            Files.createDirectories(work());
            Files.writeString(work().resolve(reportName()), JsonReport.text(report));
            new JUnitReport(this::again).write(report, output(junit, "surefire-reports"));
            if (sarif != null) {
                SarifReport.write(report, this::again, sarif.toPath());
            }
            TextReport.lines(report).forEach(getLog()::info);
            tell(report);
            judge(report);
        } finally {
            watch.close();
        }
    }

    /** What this goal asks for besides. */
    abstract RunOptions with(RunOptions options);

    /** Tells what this goal is about. */
    void tell(CheckReport report) throws MojoFailureException {
    }

    /** The name of the JSON report in the work folder. */
    abstract String reportName();

    private List<Model> models() {
        List<Model> found = new ArrayList<>();
        if (models != null) {
            models.forEach(configured -> found.add(configured.model(this::fromProject)));
        }
        if (found.isEmpty() || specsAreSet()) {
            found.addAll(ModelFinder.models(specs()));
        }
        return ModelFinder.filter(found, names(model));
    }

    private CheckSettings settings() {
        atLeast("synod.workers", workers, distributed ? 0 : 1);
        atLeast("synod.cores", cores, 1);
        RunOptions options = RunOptions.DEFAULTS.withDiskReserve(diskReserve << 20);
        if (memory != null) {
            options = options.withMemory(memory);
        }
        if (checkpoint != null) {
            options = options.withCheckpoints(checkpoint, resume);
        } else if (resume) {
            throw new UnusableInputException("synod.resume", "no synod.checkpoint",
                    "how often to save the search from now on", "add -Dsynod.checkpoint=10, say");
        }
        if (distributed) {
            options = options.withDistribution(new Distribution(workers == null ? 2 : workers, host));
        }
        CheckSettings settings = new CheckSettings(tools(), library(), deep, rerun, timeLimit(),
                workers == null || distributed ? OptionalInt.empty() : OptionalInt.of(workers), OptionalInt.empty(),
                cores == null ? Runtime.getRuntime().availableProcessors() : cores, work());
        return settings.with(with(options));
    }

    private static void atLeast(String property, Integer number, int least) {
        if (number != null && number < least) {
            throw new UnusableInputException(property, number.toString(), "a number, " + least + " or more",
                    "ask for more");
        }
    }

    private void judge(CheckReport report) throws MojoExecutionException, MojoFailureException {
        List<ModelReport> failures = report.failures().stream()
                .filter(failure -> failOnUnsupported || failure.verdict() != Verdict.UNSUPPORTED).toList();
        for (ModelReport failure : failures) {
            getLog().error("");
            Story.lines(failure, again(failure)).forEach(getLog()::error);
        }
        Verdict verdict = report.verdict();
        if (verdict == Verdict.SKIPPED) {
            getLog().warn("No model was run. Deep models need -Dsynod.deep.");
        } else if (verdict == Verdict.UNUSABLE) {
            throw new MojoExecutionException(names(failures) + " cannot be checked; the stories are above.");
        } else if (verdict == Verdict.UNDECIDED) {
            throw new MojoFailureException(names(failures) + ": undecided; the stories are above.");
        } else if (verdict == Verdict.UNEXPECTED) {
            throw new MojoFailureException(names(failures) + ": not as expected; the stories are above.");
        } else if (verdict == Verdict.UNSUPPORTED && failOnUnsupported) {
            throw new MojoFailureException(names(failures) + ": not supported by the tools at hand; the stories are "
                    + "above. -Dsynod.failOnUnsupported=false lets them be.");
        }
    }

    private static String names(List<ModelReport> failures) {
        return String.join(", ", failures.stream().map(failure -> failure.model().name()).toList());
    }

    private String again(ModelReport report) {
        StringBuilder command = again("verify");
        property(command, "synod.model", report.model().name());
        command.append(" -Dsynod.rerun");
        if (report.model().deep()) {
            command.append(" -Dsynod.deep");
        }
        property(command, "synod.workers", workers);
        if (checkpoint != null) {
            command.append(" -Dsynod.checkpoint=").append(checkpoint).append(" -Dsynod.resume");
        }
        if (distributed) {
            command.append(" -Dsynod.distributed");
        }
        addTo(command);
        return command.toString();
    }

    /** Adds this goal's own properties to a command. */
    void addTo(StringBuilder command) {
    }
}
