package dev.synod.maven;

import dev.synod.tlc.ModuleReport;
import dev.synod.tlc.ModuleReport.Status;
import dev.synod.tlc.ModuleTools;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.Words;
import dev.synod.tlc.manifest.ModelFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that run a tool on every module share. */
abstract class AbstractModulesMojo extends AbstractSpecMojo {

    /** Names of modules, separated by commas; the rest is left out. All, if not set. */
    @Parameter(property = "synod.module")
    private String module;

    @Override
    final void run() throws IOException, InterruptedException, MojoFailureException {
        ModuleTools tools = new ModuleTools(tools(), library(), work().resolve("logs"), timeLimit());
        Map<Status, Integer> counts = new LinkedHashMap<>();
        List<String> bad = new ArrayList<>();
        for (Path file : modules()) {
            ModuleReport report = apply(tools, file);
            counts.merge(report.status(), 1, Integer::sum);
            tell(report);
            if (fails(report.status())) {
                bad.add(file.getFileName().toString());
            }
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((status, count) -> parts.add(count + " " + status.label()));
        getLog().info(Words.of(counts.values().stream().mapToInt(Integer::intValue).sum(), "module") + ": "
                + String.join(", ", parts));
        if (!bad.isEmpty()) {
            throw new MojoFailureException(goal() + ": " + String.join(", ", bad) + "; the stories are above.");
        }
    }

    /** Runs the goal's tool on a module. */
    abstract ModuleReport apply(ModuleTools tools, Path file) throws IOException, InterruptedException;

    private List<Path> modules() {
        List<Path> all = ModelFinder.modules(specs());
        List<String> wanted = names(module);
        if (wanted.isEmpty()) {
            return all;
        }
        List<String> known = all.stream().map(AbstractModulesMojo::moduleName).toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new UnusableInputException("synod.module", name, "one of " + String.join(", ", known),
                        "correct the name");
            }
        }
        return all.stream().filter(file -> wanted.contains(moduleName(file))).toList();
    }

    private static String moduleName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".tla".length());
    }

    private static boolean fails(Status status) {
        return status == Status.WRONG || status == Status.UNSUPPORTED || status == Status.UNDECIDED;
    }

    private void tell(ModuleReport report) {
        String name = Words.path(report.module());
        String message = report.message().lines().findFirst().orElse("");
        if (!fails(report.status())) {
            getLog().info(name + ": " + report.status().label() + (message.isEmpty() ? "" : ", " + message));
            return;
        }
        getLog().error(name + ": " + report.status().label());
        report.location().ifPresent(at -> getLog().error("  at        " + at));
        report.message().lines().filter(line -> !line.isBlank()).forEach(line -> getLog().error("  message   " + line));
        report.log().ifPresent(log -> getLog().error("  log       " + Words.path(log)));
        StringBuilder command = again("verify");
        property(command, "synod.module", moduleName(report.module()));
        getLog().error("  again     " + command);
    }
}
