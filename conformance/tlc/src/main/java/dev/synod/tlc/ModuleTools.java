package dev.synod.tlc;

import dev.synod.tlc.ModuleReport.Status;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tools that work on modules rather than on models: the parser SANY, the PlusCal translator, the typesetter TLATeX,
 * and the proof manager where it is installed. Each runs in a process of its own.
 */
public final class ModuleTools {

    private static final Pattern ALGORITHM = Pattern.compile("--(?:fair\\s+)?algorithm\\b");
    private static final Pattern PROVED = Pattern.compile("All (\\d+) obligations? proved");
    private static final Pattern PLUSCAL_PLACE = Pattern.compile("line (\\d+), column (\\d+)");
    private static final Pattern PROOF = Pattern.compile("\\b(?:PROOF|OBVIOUS|BY|QED)\\b");
    private static final String EXTENSION = ".tla";

    private final TlaTools tools;
    private final List<Path> library;
    private final Path logs;
    private final Optional<Duration> timeLimit;

    /**
     * Makes the tools.
     *
     * @param tools     the tla2tools to run
     * @param library   folders and jars with more modules
     * @param logs      the folder for what the tools print
     * @param timeLimit the time that each module may take; empty means any
     */
    public ModuleTools(TlaTools tools, List<Path> library, Path logs, Optional<Duration> timeLimit) {
        this.tools = Objects.requireNonNull(tools);
        this.library = library.stream().map(entry -> entry.toAbsolutePath().normalize()).toList();
        this.logs = logs.toAbsolutePath();
        this.timeLimit = Objects.requireNonNull(timeLimit);
    }

    /**
     * Parses a module, and all that it extends and instantiates, and checks names and levels.
     *
     * @param module the module's file
     * @return {@link Status#DONE}, {@link Status#WRONG}, {@link Status#UNSUPPORTED} or {@link Status#UNDECIDED}
     * @throws IOException          if the tool cannot be started
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ModuleReport parse(Path module) throws IOException, InterruptedException {
        Path log = log(module, "parse");
        ParserOutput output = new ParserOutput();
        ToolProcess.Ending ending = new ToolProcess(work -> java(work, "tla2sany.SANY", List.of(module.toString())), log)
                .within(timeLimit).run(output::line);
        if (ending.stop() != ToolProcess.Stop.NONE) {
            return timedOut(module, log);
        }
        Optional<String> missing = output.missingModule().filter(name -> ToolFeatures.libraryOf(name).isPresent());
        if (missing.isPresent()) {
            return new ModuleReport(module, Status.UNSUPPORTED, "module " + missing.get()
                    + " is not on the library path; it comes with " + ToolFeatures.libraryOf(missing.get()).get(),
                    Optional.empty(), Optional.of(log));
        }
        // SANY exits with 0 even after semantic errors, and it may crash without one.
        if (output.hasError()) {
            ParserOutput.ParserError error = output.error();
            return new ModuleReport(module, Status.WRONG, error.message(), error.location(), Optional.of(log));
        }
        boolean complete = ending.exitCode() == 0 && output.processed(name(module));
        return new ModuleReport(module, complete ? Status.DONE : Status.UNDECIDED,
                complete ? "" : "exit status " + ending.exitCode() + ", and no error and no end of the parser's work",
                Optional.empty(), Optional.of(log));
    }

    /**
     * Translates a module's PlusCal algorithm.
     *
     * @param module the module's file
     * @param write  whether to put the translation into the module; if not, an old translation is an error
     * @return {@link Status#DONE} if the module was changed, {@link Status#NOTHING_TO_DO} if it has no algorithm or its
     *         translation was up to date, else {@link Status#WRONG} or {@link Status#UNDECIDED}
     * @throws IOException          if the tool cannot be started, or the module cannot be written
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ModuleReport translate(Path module, boolean write) throws IOException, InterruptedException {
        String before = read(module);
        if (!ALGORITHM.matcher(before).find()) {
            return new ModuleReport(module, Status.NOTHING_TO_DO, "no algorithm", Optional.empty(), Optional.empty());
        }
        Path log = log(module, "translate");
        Path folder = Files.createTempDirectory("synod-pcal-");
        try {
            Path copy = Files.copy(module, folder.resolve(module.getFileName()));
            List<String> output = new ArrayList<>();
            ToolProcess.Ending ending = new ToolProcess(
                    work -> java(work, "pcal.trans", List.of("-nocfg", name(module))), log)
                    .in(folder).within(timeLimit).run(output::add);
            if (ending.stop() != ToolProcess.Stop.NONE) {
                return timedOut(module, log);
            }
            if (ending.exitCode() != 0) {
                return pluscalError(module, output, log);
            }
            String after = read(copy);
            if (!after.contains("BEGIN TRANSLATION")) {
                return new ModuleReport(module, Status.UNDECIDED, "exit status 0, but there is no translation",
                        Optional.empty(), Optional.of(log));
            }
            if (after.lines().toList().equals(before.lines().toList())) {
                return new ModuleReport(module, Status.NOTHING_TO_DO, "up to date", Optional.empty(), Optional.of(log));
            }
            if (!write) {
                return new ModuleReport(module, Status.WRONG, "the translation is not that of the algorithm",
                        Optional.empty(), Optional.of(log));
            }
            Path written = Files.createTempFile(module.toAbsolutePath().getParent(), name(module), ".tmp");
            Files.write(written, Files.readAllBytes(copy));
            Files.move(written, module, StandardCopyOption.REPLACE_EXISTING);
            return new ModuleReport(module, Status.DONE, "translated", Optional.empty(), Optional.of(log));
        } finally {
            ToolProcess.deleteTree(folder);
        }
    }

    private static ModuleReport pluscalError(Path module, List<String> output, Path log) {
        int start = 0;
        while (start < output.size() && !output.get(start).startsWith("Unrecoverable error")) {
            start++;
        }
        String message = String.join("\n", output.subList(Math.min(start + 1, output.size()), output.size()))
                .replaceFirst("^\\s*--\\s*", "").strip();
        Matcher place = PLUSCAL_PLACE.matcher(message);
        return new ModuleReport(module, Status.WRONG, message.isEmpty() ? String.join("\n", output).strip() : message,
                place.find() ? Optional.of(Location.at(name(module), Integer.parseInt(place.group(1)),
                        Integer.parseInt(place.group(2)))) : Optional.empty(), Optional.of(log));
    }

    /**
     * Typesets a module.
     *
     * @param module  the module's file
     * @param latex   the command that runs LaTeX, such as {@code pdflatex}
     * @param folder  the folder for what it makes
     * @param options more options for TLATeX, as on its command line
     * @return {@link Status#DONE} with the file that was made, {@link Status#SKIPPED} where the command is not
     *         installed, else {@link Status#WRONG} or {@link Status#UNDECIDED}
     * @throws IOException          if the tool cannot be started
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ModuleReport typeset(Path module, String latex, Path folder, List<String> options)
            throws IOException, InterruptedException {
        if (!isInstalled(latex)) {
            return new ModuleReport(module, Status.SKIPPED, latex + " is not installed", Optional.empty(),
                    Optional.empty());
        }
        Path log = log(module, "typeset");
        Files.createDirectories(folder);
        Files.copy(module, folder.resolve(module.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        for (String extension : List.of(".pdf", ".dvi")) {
            Files.deleteIfExists(folder.resolve(name(module) + extension));
        }
        List<String> output = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of("-latexCommand", latex));
        arguments.addAll(options);
        arguments.add(module.getFileName().toString());
        ToolProcess.Ending ending = new ToolProcess(work -> java(work, "tla2tex.TLA", arguments), log)
                .in(folder).within(timeLimit).withErrorsAsOutput().run(output::add);
        Files.deleteIfExists(folder.resolve(module.getFileName()));
        if (ending.stop() != ToolProcess.Stop.NONE) {
            return timedOut(module, log);
        }
        for (String extension : List.of(".pdf", ".dvi")) {
            Path made = folder.resolve(name(module) + extension);
            if (ending.exitCode() == 0 && Files.isRegularFile(made)) {
                return new ModuleReport(module, Status.DONE, Words.path(made), Optional.empty(), Optional.of(log));
            }
        }
        return new ModuleReport(module, ending.exitCode() == 0 ? Status.UNDECIDED : Status.WRONG,
                output.stream().filter(line -> line.contains("--")).findFirst()
                        .orElse("exit status " + ending.exitCode()).strip(), Optional.empty(), Optional.of(log));
    }

    /**
     * Has the TLA+ proof manager check a module's proofs.
     *
     * @param module  the module's file
     * @param command the proof manager's command, such as {@code tlapm}
     * @return {@link Status#DONE} where it says that all obligations are proved, {@link Status#NOTHING_TO_DO} for a
     *         module without a proof, {@link Status#SKIPPED} where it is not installed, else {@link Status#WRONG} or
     *         {@link Status#UNDECIDED}
     * @throws IOException          if the tool cannot be started
     * @throws InterruptedException if the calling thread is interrupted
     */
    public ModuleReport prove(Path module, String command) throws IOException, InterruptedException {
        if (!PROOF.matcher(TlaText.withoutComments(read(module))).find()) {
            return new ModuleReport(module, Status.NOTHING_TO_DO, "no proof", Optional.empty(), Optional.empty());
        }
        if (!isInstalled(command)) {
            return new ModuleReport(module, Status.SKIPPED, command + " is not installed", Optional.empty(),
                    Optional.empty());
        }
        Path log = log(module, "prove");
        List<String> output = new ArrayList<>();
        ToolProcess.Ending ending = new ToolProcess(work -> {
            List<String> line = new ArrayList<>(List.of(command, "--cache-dir", work.resolve("cache").toString()));
            library.stream().filter(Files::isDirectory).forEach(entry -> line.addAll(List.of("-I", entry.toString())));
            line.add(module.getFileName().toString());
            return line;
        }, log).in(module.toAbsolutePath().getParent()).within(timeLimit).withErrorsAsOutput().run(output::add);
        if (ending.stop() != ToolProcess.Stop.NONE) {
            return timedOut(module, log);
        }
        String text = String.join("\n", output);
        Matcher proved = PROVED.matcher(text);
        if (ending.exitCode() == 0 && proved.find() && !text.contains("obligations failed")) {
            return new ModuleReport(module, Status.DONE, proved.group(1) + " obligations", Optional.empty(),
                    Optional.of(log));
        }
        return new ModuleReport(module, ending.exitCode() == 0 ? Status.UNDECIDED : Status.WRONG,
                output.stream().filter(line -> line.contains("rror")).findFirst()
                        .orElse("exit status " + ending.exitCode()).strip(), Optional.empty(), Optional.of(log));
    }

    private List<String> java(Path work, String mainClass, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(ToolProcess.java()));
        line.addAll(TlcCommand.virtualMachine(true, Optional.empty()));
        line.addAll(ToolProcess.environment(work));
        line.addAll(TlcCommand.modules(tools, library));
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    private ModuleReport timedOut(Path module, Path log) {
        return new ModuleReport(module, Status.UNDECIDED, "stopped after " + Words.duration(timeLimit.orElseThrow()),
                Optional.empty(), Optional.of(log));
    }

    private static boolean isInstalled(String command) {
        if (command.contains(File.separator)) {
            return Files.isExecutable(Path.of(command));
        }
        return Arrays.stream(String.valueOf(System.getenv("PATH")).split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.isBlank())
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, command))
                        || Files.isExecutable(Path.of(entry, command + ".exe")));
    }

    private Path log(Path module, String tool) {
        String hash = new ContentHash().add("module", module.toAbsolutePath().toString()).hex().substring(0, 8);
        return logs.resolve(name(module) + "-" + hash + "-" + tool + ".log");
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String name(Path module) {
        String file = module.getFileName().toString();
        return file.endsWith(EXTENSION) ? file.substring(0, file.length() - EXTENSION.length()) : file;
    }
}
