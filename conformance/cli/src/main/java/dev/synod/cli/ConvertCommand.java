package dev.synod.cli;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.Story;
import dev.synod.replay.TraceFormats;
import dev.synod.replay.Verdict;
import dev.synod.replay.convert.ItfWriter;
import dev.synod.replay.convert.ShiVizWriter;
import dev.synod.replay.convert.SpecTrace;
import dev.synod.replay.convert.TlaConverter;
import dev.synod.replay.convert.TlaModule;
import dev.synod.tlc.SharedModules;
import dev.synod.tlc.UnusableInputException;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceSource;
import dev.synod.trace.TraceWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a trace for other tools. */
@Command(name = "convert", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
        description = "Write a trace for other tools, or another tool's trace as one of ours.",
        footer = {"",
            "tla      a module and its configuration, with which stock TLC holds the trace to the specification",
            "itf      the states of the behaviour that explains the trace, in the Informal Trace Format",
            "shiviz   a log that ShiViz draws as a space-time diagram",
            "trace    the format of synod run; with --mapping, or of a file *.itf.json"})
final class ConvertCommand implements Callable<Integer> {
    enum Format { tla, itf, shiviz, trace }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TRACE", description = "The trace.")
    private Path trace;

    @Option(names = "--to", paramLabel = "FORMAT", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Format to;

    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "The file to write; it is replaced if it is there. For tla NAME.tla, and NAME.cfg is beside it.")
    private Path out;

    @Option(names = "--spec", paramLabel = "FILE",
            description = "The specification's module, instead of the one that the trace's header names.")
    private Path module;

    @Option(names = "--specs", paramLabel = "DIR", description = "The folder of specifications; as for synod replay.")
    private Path specs;

    @Option(names = "--library", paramLabel = "DIR",
            description = "A folder with modules that the specification extends or instantiates. Repeatable.")
    private List<Path> library = new ArrayList<>();

    @Option(names = "--mapping", paramLabel = "FILE", description = "How the trace is read, if it is another program's log.")
    private Path mapping;

    @Option(names = "--cfg", paramLabel = "FILE", description = "A TLC configuration with the values of the constants.")
    private Path config;

    @Override
    public Integer call() throws IOException {
        Path folder = out.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        TraceFormats formats = Formats.of(mapping, config);
        try (TraceSource source = open(formats)) {
            return switch (to) {
                case tla -> tla(source);
                case itf -> itf(source);
                case shiviz -> shiviz(source);
                case trace -> trace(source);
            };
        } catch (UncheckedIOException e) {
            throw cannotWrite(e.getCause());
        }
    }

    private TraceSource open(TraceFormats formats) {
        try {
            return formats.open(trace);
        } catch (UncheckedIOException e) {
            throw new UnusableInputException(trace.toString(), "a file that cannot be read ("
                    + e.getCause().getClass().getSimpleName() + ")", "a trace", "check its name and that you may read it");
        }
    }

    private UnusableInputException cannotWrite(IOException e) {
        return new UnusableInputException("--out", out + " cannot be written (" + e.getClass().getSimpleName() + ")",
                "a file in a folder where you may write", "name another file");
    }

    private void tell(String what) {
        PrintWriter told = spec.commandLine().getOut();
        told.println(what);
        told.flush();
    }

    private Path module(TraceSource source) {
        return module != null ? module : ReplayCommand.folders(specs, List.of(trace)).module(source.header().spec());
    }

    private int tla(TraceSource source) {
        String file = out.getFileName().toString();
        if (!file.matches("\\w*[A-Za-z]\\w*\\.tla")) {
            throw new UnusableInputException("--out", out.toString(), "NAME.tla, where NAME is a name in TLA+",
                    "name another file");
        }
        Path specification = module(source);
        SpecTrace whole = SpecTrace.read(source);
        TlaModule written = TlaConverter.of(specification, library)
                .convert(file.substring(0, file.length() - 4), List.of(whole));
        written.writeTo(out.toAbsolutePath().getParent());
        List<Path> modules = new ArrayList<>(List.of(specification.toAbsolutePath().getParent()));
        modules.addAll(SharedModules.library(specification, library));
        tell(out + " and its configuration; hold the trace to the specification with");
        tell("  cd " + out.toAbsolutePath().getParent() + " && java -DTLA-Library=" + String.join(java.io.File.pathSeparator,
                modules.stream().map(p -> p.toAbsolutePath().normalize().toString()).toList())
                + " -cp tla2tools.jar tlc2.TLC -config " + written.name() + ".cfg " + written.name());
        tell("TLC prints <<\"synod-explained\", 1, n>> for each n events that the specification explains; the trace has "
                + whole.events().size());
        written.warnings().forEach(w -> tell("warning: " + w));
        return ExitCode.AS_EXPECTED.status();
    }

    private int itf(TraceSource source) throws IOException {
        ItfWriter.Outcome outcome;
        try (Replayer replayer = ReplayCommand.replayer(module, specs, library, List.of(trace));
                OutputStream stream = new BufferedOutputStream(Files.newOutputStream(out))) {
            outcome = ItfWriter.write(source, replayer, stream);
        } catch (RuntimeException e) {
            Files.deleteIfExists(out);
            throw e;
        }
        ReplayResult result = outcome.result();
        if (!(result.verdict() instanceof Verdict.Ok)) {
            Files.deleteIfExists(out);
            Story.of(result, "synod replay " + trace).forEach(this::tell);
            return result.verdict().exitCode();
        }
        if (outcome.ambiguous() >= 0) {
            Files.deleteIfExists(out);
            tell(trace + ": " + outcome.states() + " states explain the trace up to event " + outcome.ambiguous()
                    + ", and there is no saying which it was. Log more of the variables");
            return ExitCode.UNDECIDED.status();
        }
        tell(out + ": " + (result.events() + 1) + " states" + (result.complete() ? "" : " of an incomplete trace"));
        return ExitCode.AS_EXPECTED.status();
    }

    private int shiviz(TraceSource source) throws IOException {
        long events;
        try (Writer writer = Files.newBufferedWriter(out)) {
            events = ShiVizWriter.write(source, writer);
        } catch (RuntimeException e) {
            Files.deleteIfExists(out);
            throw e;
        }
        tell(out + ": " + events + " events; load it into ShiViz, which finds the regular expression in its first line");
        return ExitCode.AS_EXPECTED.status();
    }

    private int trace(TraceSource source) throws IOException {
        boolean complete;
        long events;
        try (TraceWriter writer = TraceWriter.to(out, source.header())) {
            for (TraceEvent event = source.next(); event != null; event = source.next()) {
                writer.write(event);
            }
            complete = source.complete();
            if (complete) {
                writer.finish();
            }
            events = writer.events();
        } catch (IllegalArgumentException e) {
            Files.deleteIfExists(out);
            throw new UnusableInputException(trace + ":" + source.line(), e.getMessage(), "whole values",
                    "replay the log with its mapping instead");
        } catch (RuntimeException e) {
            Files.deleteIfExists(out);
            throw e;
        }
        tell(out + ": " + events + " events" + (complete ? "" : ", without a footer, as the log is not known to be whole"));
        return ExitCode.AS_EXPECTED.status();
    }
}
