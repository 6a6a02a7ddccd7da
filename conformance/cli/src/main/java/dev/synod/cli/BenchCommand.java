package dev.synod.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the kit; each subcommand another part of it. */
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Measure what the kit costs, beside TLC in the same session; and the key-value store.",
        subcommands = {BenchReplayCommand.class, BenchExploreCommand.class, BenchCheckCommand.class,
            BenchKvCommand.class})
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "synod bench: it is not said what to measure");
    }
}
