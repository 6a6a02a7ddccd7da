package dev.synod.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(name = "synod", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Ties distributed algorithms in Java to their TLA+ specifications.",
        subcommands = {ListCommand.class, CheckCommand.class, RunCommand.class, ClusterCommand.class, ReplayCommand.class,
            ConvertCommand.class, ExploreCommand.class, AuditCommand.class, ReportCommand.class, MutateCommand.class,
            BenchCommand.class, NewCommand.class, KvCommand.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything is as expected",
            "1:something is wrong with what was checked",
            "2:the input could not be used",
            "3:undecided: a limit was reached, or nothing was run"})
final class SynodCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "synod: a command is missing");
    }
}
