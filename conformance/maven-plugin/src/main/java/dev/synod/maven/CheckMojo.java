package dev.synod.maven;

import dev.synod.tlc.TimeLimits;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.CheckReport;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.report.JUnitReport;
import dev.synod.tlc.report.JsonReport;
import dev.synod.tlc.report.ProgressLines;
import dev.synod.tlc.report.Story;
import dev.synod.tlc.report.TextReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Model-checks, with TLC, every model that a manifest below a folder lists, and fails the build where the result, the
 * violated property or a pinned count is not the manifest's.
 *
 * <p>A model whose inputs (the modules that it reaches, its configuration, the tools, the options, the expectation)
 * have not changed since it came out as expected is not run again.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The folder below which manifests are read. */
    @Parameter(property = "synod.specs", defaultValue = "${project.basedir}", required = true)
    private File specs;

    /** Names of models to check, separated by commas; the rest is left out. A {@code *} stands for any text. */
    @Parameter(property = "synod.model")
    private String model;

    /** Whether to check also the models that take more than 30 seconds. */
    @Parameter(property = "synod.deep", defaultValue = "false")
    private boolean deep;

    /** Whether to run also models that are up to date. */
    @Parameter(property = "synod.rerun", defaultValue = "false")
    private boolean rerun;

    /** Whether to check nothing. */
    @Parameter(property = "synod.skip", defaultValue = "false")
    private boolean skip;

    /** The time that each model may take: {@code 90s}, {@code 5m} or {@code 2h}. Any, if not set. */
    @Parameter(property = "synod.timeout")
    private String timeout;

    /** TLC's workers for every model. As the manifests say, if not set. */
    @Parameter(property = "synod.workers")
    private Integer workers;

    /** A tla2tools jar to use instead of the release that comes with the plugin. */
    @Parameter(property = "tla2tools.jar")
    private File tla2toolsJar;

    /** Folders and jars with more modules, searched in order, separated as in the platform's class paths. */
    @Parameter(property = "synod.libraryPath")
    private String libraryPath;

    /** The folder for recorded results and logs. */
    @Parameter(property = "synod.work", defaultValue = "${project.build.directory}/synod", required = true)
    private File work;

    /** The folder for JUnit XML. */
    @Parameter(property = "synod.junit", defaultValue = "${project.build.directory}/surefire-reports", required = true)
    private File junit;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${reactorProjects}", readonly = true, required = true)
    private List<MavenProject> reactorProjects;

    /** Creates the goal; Maven fills in the parameters. */
    public CheckMojo() {
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Models are not checked: synod.skip is set.");
            return;
        }
        CheckReport report;
        try {
            report = check();
            writeReports(report);
        } catch (UnusableInputException e) {
            throw new MojoExecutionException(e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException("Cannot check the models: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted");
        }
        TextReport.lines(report).forEach(getLog()::info);
        judge(report);
    }

    private CheckReport check() throws InterruptedException {
        List<Model> models = ModelFinder.filter(ModelFinder.models(specs.toPath()), filters());
        return new Checker(settings(), new ProgressLines(getLog()::info)).check(models);
    }

    private List<String> filters() {
        return model == null || model.isBlank() ? List.of()
                : Arrays.stream(model.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private CheckSettings settings() {
        if (workers != null && workers < 1) {
            throw new UnusableInputException("synod.workers", workers.toString(), "a number, 1 or more",
                    "ask for more");
        }
        List<Path> library = libraryPath == null || libraryPath.isBlank() ? List.of()
                : Arrays.stream(libraryPath.split(File.pathSeparator)).map(this::fromProject).toList();
        return new CheckSettings(
                tla2toolsJar == null ? TlaTools.bundled() : TlaTools.of(tla2toolsJar.toPath()), library, deep, rerun,
                Optional.ofNullable(timeout).map(text -> TimeLimits.parse("synod.timeout", text)),
                workers == null ? OptionalInt.empty() : OptionalInt.of(workers), OptionalInt.empty(),
                Runtime.getRuntime().availableProcessors(), work.toPath());
    }

    private Path fromProject(String path) {
        return project.getBasedir().toPath().resolve(path);
    }

    private void writeReports(CheckReport report) throws IOException {
        Files.createDirectories(work.toPath());
        Files.writeString(work.toPath().resolve("report.json"), JsonReport.text(report));
        new JUnitReport(this::again).write(report, junit.toPath());
    }

    private void judge(CheckReport report) throws MojoExecutionException, MojoFailureException {
        for (ModelReport failure : report.failures()) {
            getLog().error("");
            Story.lines(failure, again(failure)).forEach(getLog()::error);
        }
        Verdict verdict = report.verdict();
        if (verdict == Verdict.SKIPPED) {
            getLog().warn("No model was run. Deep models need -Dsynod.deep.");
        } else if (verdict == Verdict.UNUSABLE) {
            throw new MojoExecutionException(names(report) + " cannot be checked; the stories are above.");
        } else if (verdict == Verdict.UNDECIDED) {
            throw new MojoFailureException(names(report) + ": undecided; the stories are above.");
        } else if (verdict == Verdict.UNEXPECTED) {
            throw new MojoFailureException(names(report) + ": not as expected; the stories are above.");
        }
    }

    private static String names(CheckReport report) {
        return String.join(", ", report.failures().stream().map(failure -> failure.model().name()).toList());
    }

    /** The command that checks one model again, from the folder in which this build was started. */
    private String again(ModelReport report) {
        StringBuilder command = new StringBuilder("mvn verify");
        if (reactorProjects.size() > 1) {
            command.append(" -DskipTests -pl :").append(project.getArtifactId()).append(" -am");
        }
        command.append(" -Dsynod.model=").append(report.model().name()).append(" -Dsynod.rerun");
        if (report.model().deep()) {
            command.append(" -Dsynod.deep");
        }
        if (workers != null) {
            command.append(" -Dsynod.workers=").append(workers);
        }
        if (timeout != null) {
            command.append(" -Dsynod.timeout=").append(timeout);
        }
        if (tla2toolsJar != null) {
            command.append(" -Dtla2tools.jar=").append(tla2toolsJar);
        }
        if (libraryPath != null) {
            command.append(" -Dsynod.libraryPath=").append(libraryPath);
        }
        return command.toString();
    }
}
