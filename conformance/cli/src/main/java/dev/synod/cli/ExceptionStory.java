package dev.synod.cli;

import dev.synod.replay.SpecException;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.TraceFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/**
 * Turns what a command throws into a message and an exit status: the story of an unusable input as it stands, and a
 * stack trace only for a fault of this program.
 */
final class ExceptionStory implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, CommandLine.ParseResult result) {
        Exception cause = thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : thrown;
        if (cause instanceof UnusableInputException || cause instanceof TraceFormatException
                || cause instanceof SpecException) {
            line.getErr().println("synod: " + cause.getMessage());
            return ExitCode.UNUSABLE.status();
        }
        if (cause instanceof IOException failure) {
            line.getErr().println("synod: " + describe(failure));
            return ExitCode.UNUSABLE.status();
        }
        if (cause instanceof InterruptedException) {
            line.getErr().println("synod: interrupted");
            return ExitCode.UNDECIDED.status();
        }
        line.getErr().println("synod: this is a fault of synod's own; please report it with what follows");
        thrown.printStackTrace(line.getErr());
        return ExitCode.UNDECIDED.status();
    }

    private static String describe(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return failure.getMessage() + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + ": access denied";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
