package dev.synod.maven;

import dev.synod.tlc.ModuleReport;
import dev.synod.tlc.ModuleTools;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Typesets every module with TLATeX. Needs LaTeX; where it is not installed the modules are skipped, and the goal says so.
 */
@Mojo(name = "typeset", requiresProject = false, threadSafe = true)
public final class TypesetMojo extends AbstractModulesMojo {

    /** The command that runs LaTeX. */
    @Parameter(property = "synod.latex", defaultValue = "pdflatex")
    private String latex;

    /** More options for TLATeX, separated by blanks, such as {@code -shade -number}. None, if not set. */
    @Parameter(property = "synod.typeset.options")
    private String options;

    /** The folder for what is made. If not set: {@code typeset} in the folder for recorded results. */
    @Parameter(property = "synod.typeset")
    private File folder;

    /** Whether to typeset nothing. */
    @Parameter(property = "synod.typeset.skip", defaultValue = "false")
    private boolean skipTypeset;

    /** Creates the goal; Maven fills in the parameters. */
    public TypesetMojo() {
    }

    @Override
    boolean isSkipped() {
        return super.isSkipped() || skipTypeset;
    }

    @Override
    ModuleReport apply(ModuleTools tools, Path module) throws IOException, InterruptedException {
        return tools.typeset(module, latex, folder == null ? work().resolve("typeset") : folder.toPath(),
                options == null ? List.of()
                : Arrays.stream(options.split("\\s+")).filter(option -> !option.isEmpty()).toList());
    }
}
