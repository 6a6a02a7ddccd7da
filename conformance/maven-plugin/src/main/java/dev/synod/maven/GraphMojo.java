package dev.synod.maven;

import dev.synod.tlc.check.RunOptions;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Model-checks specifications and writes the state graph of every model, in the language of Graphviz, and as SVG where
 * it is small enough to be looked at.
 */
@Mojo(name = "graph", requiresProject = false, threadSafe = true)
public final class GraphMojo extends AbstractModelsMojo {

    /** The folder for the graphs. If not set: {@code graphs} in the folder for recorded results. */
    @Parameter(property = "synod.graphs")
    private File graphs;

    /** Creates the goal; Maven fills in the parameters. */
    public GraphMojo() {
    }

    @Override
    RunOptions with(RunOptions options) {
        Path folder = graphs == null ? work().resolve("graphs") : graphs.toPath();
        getLog().info("Graphs go to " + folder);
        return options.withGraphs(folder);
    }

    @Override
    String reportName() {
        return "graphs.json";
    }
}
