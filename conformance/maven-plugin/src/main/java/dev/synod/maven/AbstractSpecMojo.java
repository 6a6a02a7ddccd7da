package dev.synod.maven;

import dev.synod.tlc.TimeLimits;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.check.WorkFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals on specifications share: where these are, with which tools, and how a failure is told. */
abstract class AbstractSpecMojo extends AbstractMojo {

    private static final String SPECS = "specs";

    /**
     * A manifest, a module, or the folder below which both are found. If not set: the project's folder, where the goal
     * is bound to a phase; where it is called by hand, the folder in which Maven was started, or the nearest folder
     * above it that holds specifications.
     */
    @Parameter(property = "synod.specs")
    private File specs;

    /** Whether to do nothing. */
    @Parameter(property = "synod.skip", defaultValue = "false")
    private boolean skip;

    /** The time that each model or module may take: {@code 90s}, {@code 5m} or {@code 2h}. Any, if not set. */
    @Parameter(property = "synod.timeout")
    private String timeout;

    /** A tla2tools jar to use. If not set: the release that comes with the plugin. */
    @Parameter(property = "tla2tools.jar")
    private File tla2toolsJar;

    /**
     * Folders and jars with more modules, such as the CommunityModules, searched in order; separated as in the
     * platform's class paths. None, if not set, besides {@code lib} beside a specification's own folder.
     */
    @Parameter(property = "synod.libraryPath")
    private String libraryPath;

    /** The folder for recorded results and logs. If not set: {@code target/synod} of the module with the specifications. */
    @Parameter(property = "synod.work")
    private File work;

    @Parameter(defaultValue = "${project.build.directory}", readonly = true)
    private File target;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            getLog().info(goal() + " is skipped: a skip property is set.");
            return;
        }
        if (isByHand() && !project.isExecutionRoot()) {
            getLog().debug("The specifications are looked at once, from the folder in which Maven was started.");
            return;
        }
        try {
            run();
        } catch (UnusableInputException e) {
            throw new MojoExecutionException(e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException(goal() + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted");
        }
    }

    /** Does the goal's work. */
    abstract void run() throws IOException, InterruptedException, MojoExecutionException, MojoFailureException;

    boolean isSkipped() {
        return skip;
    }

    final String goal() {
        return "synod:" + execution.getGoal();
    }

    /** Whether the goal was called on the command line, and not by a phase. */
    final boolean isByHand() {
        return execution.getSource() == MojoExecution.Source.CLI;
    }

    /** Where the specifications are. */
    final Path specs() {
        if (specs != null) {
            return specs.toPath();
        }
        if (!isByHand()) {
            return project.getBasedir().toPath();
        }
        Path start = Path.of(session.getExecutionRootDirectory()).toAbsolutePath().normalize();
        for (Path at = start; at != null; at = at.getParent()) {
            if (at.endsWith(SPECS)) {
                return at;
            }
            if (Files.isDirectory(at.resolve(SPECS))) {
                return at.resolve(SPECS);
            }
        }
        return start;
    }

    final boolean specsAreSet() {
        return specs != null;
    }

    /** The same folder whether the goal is bound to a phase or called by hand, so that no model is run twice. */
    final Path work() {
        if (work != null) {
            return work.toPath();
        }
        return isByHand() ? WorkFiles.defaultFolder(specs()) : target.toPath().resolve("synod");
    }

    /** A folder for what the build leaves behind, where the user named none. */
    final Path output(File set, String name) {
        return set != null ? set.toPath() : isByHand() ? work().resolve(name) : target.toPath().resolve(name);
    }

    final TlaTools tools() {
        return tla2toolsJar == null ? TlaTools.bundled() : TlaTools.of(tla2toolsJar.toPath());
    }

    final List<Path> library() {
        return libraryPath == null || libraryPath.isBlank() ? List.of()
                : Arrays.stream(libraryPath.split(Pattern.quote(File.pathSeparator))).map(this::fromProject).toList();
    }

    final Path fromProject(String path) {
        return project.getBasedir() == null ? Path.of(path) : project.getBasedir().toPath().resolve(path);
    }

    final Optional<Duration> timeLimit() {
        return Optional.ofNullable(timeout).map(text -> TimeLimits.parse("synod.timeout", text));
    }

    static List<String> names(String list) {
        return list == null || list.isBlank() ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /** The start of a command that does this again, from the folder in which this build was started. */
    final StringBuilder again(String lifecycle) {
        StringBuilder command = new StringBuilder("mvn ").append(isByHand() ? goal() : lifecycle);
        if (!isByHand() && session.getProjects().size() > 1) {
            command.append(" -DskipTests -pl :").append(project.getArtifactId()).append(" -am");
        }
        // What the pom configures holds again by itself, and would win over a property.
        for (String name : List.of("synod.specs", "synod.timeout", "tla2tools.jar", "synod.libraryPath")) {
            property(command, name, session.getUserProperties().getProperty(name));
        }
        return command;
    }

    static void property(StringBuilder command, String name, Object value) {
        if (value != null) {
            String text = value.toString();
            command.append(" -D").append(name).append('=').append(text.contains(" ") ? '"' + text + '"' : text);
        }
    }
}
