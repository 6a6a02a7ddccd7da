package dev.synod.explore.mutation;

import dev.synod.explore.Mutants;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Mutant;
import dev.synod.tlc.SharedModules;
import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Mutates a specification and its machine, and finds out what notices each mutant.
 *
 * <p>The machine's mutants are written by hand; the specification's are made by {@link SpecMutants}. A mutant that
 * nothing notices survives, and wants an {@link Explanation}.
 */
public final class Mutation {
    private final Path specs;
    private final String spec;
    private final Consumer<String> progress;

    /**
     * @param specs    the folder of specifications
     * @param spec     the module below it, without its ending, {@code synod/Synod}
     * @param progress told in a line now and then how far it has come
     */
    public Mutation(Path specs, String spec, Consumer<String> progress) {
        this.specs = specs.toAbsolutePath().normalize();
        this.spec = spec;
        this.progress = progress;
        if (!Files.isRegularFile(module(this.specs))) {
            throw new UnusableInputException(specs.toString(), "no module " + spec + ".tla", "the folder of specifications",
                    "name it (--specs DIR)");
        }
    }

    private Path module(Path folder) {
        return folder.resolve(spec + ".tla").normalize();
    }

    /** The specification's mutants. */
    public List<SpecMutant> specMutants() {
        return SpecMutants.of(module(specs), List.of());
    }

    /** Why mutants may survive, as the file beside the specification says. */
    public Map<String, Explanation> explanations() {
        return Explanation.read(module(specs).getParent());
    }

    /**
     * Asks the detectors about each mutant of the specification, one after another until one notices it.
     *
     * @param mutants   which
     * @param detectors the checks, in the order in which they are asked
     */
    public List<MutationReport.Row> spec(List<SpecMutant> mutants, List<? extends Detector> detectors)
            throws InterruptedException {
        Map<String, Explanation> explanations = explanations();
        List<MutationReport.Row> rows = new ArrayList<>();
        for (SpecMutant mutant : mutants) {
            String place = module(specs).getFileName() + ":" + mutant.line() + ":" + mutant.column();
            Path folder = null;
            try {
                folder = Files.createTempDirectory("synod-mutant-");
                // A manifest's paths start where the folder of specifications stands.
                Path copy = folder.resolve(specs.getFileName());
                Folders.copySpecs(module(specs).getParent(), module(copy).getParent());
                if (Files.isDirectory(specs.resolve(SharedModules.FOLDER))) {
                    Folders.copySpecs(specs.resolve(SharedModules.FOLDER), copy.resolve(SharedModules.FOLDER));
                }
                Files.writeString(module(copy), mutant.text());
                rows.add(row(mutant, place, copy, detectors, explanations.get(mutant.key())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                Folders.delete(folder);
            }
            MutationReport.Row row = rows.get(rows.size() - 1);
            progress.accept(rows.size() + " of " + mutants.size() + ": " + place + " " + mutant.key() + ": "
                    + row.result());
        }
        return rows;
    }

    private MutationReport.Row row(SpecMutant mutant, String place, Path copy, List<? extends Detector> detectors,
            Explanation explanation) throws InterruptedException {
        List<String> undecided = new ArrayList<>();
        for (Detector detector : detectors) {
            Detector.Finding finding = detector.check(copy, module(copy));
            if (finding.kind() == Detector.Kind.NOTICED) {
                return new MutationReport.Row(MutationReport.Side.SPEC, mutant.key(), place, MutationReport.Status.CAUGHT,
                        detector.name(), finding.detail(), explanation);
            } else if (finding.kind() == Detector.Kind.UNDECIDED) {
                undecided.add(detector.name() + ": " + finding.detail());
            }
        }
        return new MutationReport.Row(MutationReport.Side.SPEC, mutant.key(), place,
                undecided.isEmpty() ? MutationReport.Status.SURVIVES : MutationReport.Status.UNDECIDED, null,
                String.join("; ", undecided), explanation);
    }

    /** Replays each mutant of the machine, which must be rejected for its own reason. */
    public List<MutationReport.Row> code(AlgorithmProvider<?, ?> algorithm) throws InterruptedException {
        return code(algorithm, Optional.empty());
    }

    /**
     * Replays each mutant of the machine, which must be rejected for its own reason, and explores it as well. Both are
     * asked of each, so that the table tells what each can notice.
     */
    public List<MutationReport.Row> code(AlgorithmProvider<?, ?> algorithm, Optional<ExplorerDetector> explorer)
            throws InterruptedException {
        Map<String, Explanation> explanations = explanations();
        List<MutationReport.Row> rows = new ArrayList<>();
        List<Mutant> mutants = Mutants.of(algorithm.name());
        for (Mutant mutant : mutants) {
            Mutants.Outcome outcome = Mutants.check(mutant, new SpecFolders(List.of(specs)));
            String detail = outcome.killed()
                    && outcome.rejected().get(0).result().verdict() instanceof Verdict.Diverged diverged
                    ? diverged.divergence().closest().action() + ": " + mutant.expected()
                            + (mutant.kind() == Mutant.Kind.GUARD ? " is false" : " has another value")
                    : outcome.reason();
            List<String> by = new ArrayList<>(outcome.killed() ? List.of("replay") : List.of());
            MutationReport.Status otherwise = MutationReport.Status.SURVIVES;
            if (explorer.isPresent()) {
                Detector.Finding finding = explorer.get().check(mutant);
                detail += "; " + explorer.get().name() + ": "
                        + (finding.kind() == Detector.Kind.NOTHING ? "nothing" : finding.detail());
                if (finding.kind() == Detector.Kind.NOTICED) {
                    by.add(explorer.get().name());
                } else if (finding.kind() == Detector.Kind.UNDECIDED) {
                    otherwise = MutationReport.Status.UNDECIDED;
                }
            }
            rows.add(new MutationReport.Row(MutationReport.Side.CODE, mutant.name(), mutant.action(),
                    by.isEmpty() ? otherwise : MutationReport.Status.CAUGHT,
                    by.isEmpty() ? null : String.join(" and ", by), detail, explanations.get(mutant.name())));
            progress.accept(rows.size() + " of " + mutants.size() + ": " + mutant.name() + ": "
                    + rows.get(rows.size() - 1).result());
        }
        return rows;
    }

    /**
     * Puts rows together.
     *
     * @param whole whether these are all mutants of both sides, so that an explanation of any other is one too many
     */
    public MutationReport report(List<MutationReport.Row> specRows, List<MutationReport.Row> codeRows, boolean whole) {
        List<MutationReport.Row> rows = Stream.concat(specRows.stream(), codeRows.stream()).toList();
        List<String> stale = new ArrayList<>();
        Map<String, MutationReport.Row> byKey = new TreeMap<>();
        rows.forEach(r -> byKey.put(r.mutant(), r));
        explanations().forEach((mutant, explanation) -> {
            MutationReport.Row row = byKey.get(mutant);
            if (row == null && whole) {
                stale.add("\"" + mutant + "\" is explained in " + Explanation.FILE_NAME + ", but there is no such mutant");
            } else if (row != null && row.status() == MutationReport.Status.CAUGHT) {
                stale.add("\"" + mutant + "\" is explained in " + Explanation.FILE_NAME + " as a survivor, but the "
                        + row.by() + " catches it: " + row.detail());
            }
        });
        return new MutationReport(spec, rows, stale);
    }
}
