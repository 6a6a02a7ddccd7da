package dev.synod.maven;

import dev.synod.tlc.ModuleReport;
import dev.synod.tlc.ModuleTools;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Has the TLA+ proof manager check the proofs of every module that has one. Where it is not installed the modules are
 * skipped, and the goal says so.
 */
@Mojo(name = "prove", requiresProject = false, threadSafe = true)
public final class ProveMojo extends AbstractModulesMojo {

    /** The command that runs the proof manager. */
    @Parameter(property = "synod.tlapm", defaultValue = "tlapm")
    private String tlapm;

    /** Whether to prove nothing. */
    @Parameter(property = "synod.prove.skip", defaultValue = "false")
    private boolean skipProve;

    /** Creates the goal; Maven fills in the parameters. */
    public ProveMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipProve;
    }

    @Override
    ModuleReport apply(ModuleTools tools, Path module) throws IOException, InterruptedException {
        return tools.prove(module, tlapm);
    }
}
