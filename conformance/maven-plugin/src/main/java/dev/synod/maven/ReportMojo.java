package dev.synod.maven;

import dev.synod.report.Report;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes one HTML page that needs no server and no network: algorithms, models and their counterexamples, traces as
 * space-time diagrams, coverage. Traces are replayed for it; all else is shown as the goals check and audit left it. It
 * tells of what is wrong and fails no build.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class ReportMojo extends AbstractSpecMojo {

    /** The folder for the page, {@code index.html}. If not set: {@code report} in the build's folder. */
    @Parameter(property = "synod.report.out")
    private File out;

    /** The folder of recorded traces. If not set: the folder {@code traces} beside that of the specifications. */
    @Parameter(property = "synod.traces")
    private File traces;

    /** Traces, or folders of traces, to show besides; separated by commas. If not set: none. */
    @Parameter(property = "synod.trace")
    private String trace;

    /** Only these algorithms; separated by commas. All, if not set. */
    @Parameter(property = "synod.algorithms")
    private String algorithms;

    /** The first event of each trace to be shown. */
    @Parameter(property = "synod.report.first", defaultValue = "1")
    private long first;

    /** The most events of each trace to be shown; the verdict is on all. */
    @Parameter(property = "synod.report.events", defaultValue = "200000")
    private long events;

    /** Creates the goal; Maven fills in the parameters. */
    public ReportMojo() {
    }

    @Override
    void run() throws IOException {
        if (first < 1 || events < 1) {
            throw new UnusableInputException("synod.report.first and synod.report.events", first + " and " + events,
                    "numbers, 1 or more", "ask for more");
        }
        List<Path> given = names(trace).stream().map(this::fromProject).toList();
        Path recorded = traces != null ? traces.toPath() : specs().toAbsolutePath().normalize().resolveSibling("traces");
        Path page = Report.of(specs()).recorded(recorded).traces(given).library(library()).algorithms(names(algorithms))
                .work(work()).events(first, events).gather(getLog()::info).write(output(out, "report"));
        getLog().info("report: " + Words.path(page));
    }
}
