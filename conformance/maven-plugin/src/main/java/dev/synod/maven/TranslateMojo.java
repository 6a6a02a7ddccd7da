package dev.synod.maven;

import dev.synod.tlc.ModuleReport;
import dev.synod.tlc.ModuleTools;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Translates the PlusCal algorithm of every module that has one, in place. A module whose translation is up to date is not
 * touched.
 */
@Mojo(name = "translate", defaultPhase = LifecyclePhase.PROCESS_SOURCES, requiresProject = false, threadSafe = true)
public final class TranslateMojo extends AbstractModulesMojo {

    /** Whether to write translations into the modules; if not, one that is out of date fails the build. */
    @Parameter(property = "synod.write", defaultValue = "true")
    private boolean write;

    /** Whether to translate nothing. */
    @Parameter(property = "synod.translate.skip", defaultValue = "false")
    private boolean skipTranslate;

    /** Creates the goal; Maven fills in the parameters. */
    public TranslateMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipTranslate;
    }

    @Override
    ModuleReport apply(ModuleTools tools, Path module) throws IOException, InterruptedException {
        return tools.translate(module, write);
    }
}
