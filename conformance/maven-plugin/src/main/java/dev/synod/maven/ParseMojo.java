package dev.synod.maven;

import dev.synod.tlc.ModuleReport;
import dev.synod.tlc.ModuleTools;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Parses every module with SANY, the TLA+ parser, and fails the build where a module is not TLA+, or a name or a level in
 * it is wrong.
 */
@Mojo(name = "parse", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public final class ParseMojo extends AbstractModulesMojo {

    /** Whether to parse nothing. */
    @Parameter(property = "synod.parse.skip", defaultValue = "false")
    private boolean skipParse;

    /** Creates the goal; Maven fills in the parameters. */
    public ParseMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipParse;
    }

    @Override
    ModuleReport apply(ModuleTools tools, Path module) throws IOException, InterruptedException {
        return tools.parse(module);
    }
}
