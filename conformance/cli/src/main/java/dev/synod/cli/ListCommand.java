package dev.synod.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.synod.explore.Algorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists every algorithm and what there is of it. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "List every algorithm and what it has: spec, models, machine, mutants, traces, proof.")
final class ListCommand implements Callable<Integer> {

    private static final String FORMAT = "%-20s  %7s  %12s  %11s  %13s  %-7s  %7s  %6s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SpecsOption specs;

    @Mixin
    private TracesOption traces;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Algorithm> algorithms = Algorithm.all(specs.folder(), traces.folder());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(algorithms));
        } else {
            out.printf(FORMAT, "algorithm", "modules", "quick models", "deep models", "meant to fail", "machine", "mutants",
                    "traces", "proof");
            for (Algorithm algorithm : algorithms) {
                out.printf(FORMAT, algorithm.name(), algorithm.modules().size(), algorithm.quick(),
                        algorithm.deep(), algorithm.siblings(), yes(algorithm.machine()), algorithm.mutants().size(),
                        algorithm.traces(), yes(algorithm.proof()));
            }
            out.flush();
        }
        return ExitCode.AS_EXPECTED.status();
    }

    private static String yes(boolean value) {
        return value ? "yes" : "-";
    }
}
