package dev.synod.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts the {@code synod} command line. */
public final class Main {

    private Main() {
    }

    /**
     * Runs a command and exits with its status.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        CommandLine line = commandLine();
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(line.execute(arguments));
    }

    /**
     * The command line with all commands and with the exit statuses in place.
     *
     * @return the command line; never null
     */
    static CommandLine commandLine() {
        return new CommandLine(new SynodCommand())
                .setExecutionExceptionHandler(new ExceptionStory())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
