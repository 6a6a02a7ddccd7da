package dev.synod.maven;

import dev.synod.tlc.check.RunOptions;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Model-checks specifications with TLC, and fails the build where the result, the violated property or a pinned count is
 * not the expected one.
 *
 * <p>The models are those that manifests list, in the schema of {@code tlaplus/Examples}; in a folder without manifests
 * every configuration is a model that has to succeed; and the pom may list models. A model whose inputs (the modules
 * that it reaches, its configuration, the tools, the options, the expectation) have not changed since it came out as
 * expected is not run again.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, requiresProject = false, threadSafe = true)
public final class CheckMojo extends AbstractModelsMojo {

    /** Whether to check nothing. */
    @Parameter(property = "synod.check.skip", defaultValue = "false")
    private boolean skipCheck;

    /** Creates the goal; Maven fills in the parameters. */
    public CheckMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipCheck;
    }

    @Override
    RunOptions with(RunOptions options) {
        return options;
    }

    @Override
    String reportName() {
        return "report.json";
    }
}
