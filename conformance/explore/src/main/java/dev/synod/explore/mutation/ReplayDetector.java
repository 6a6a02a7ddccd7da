package dev.synod.explore.mutation;

import dev.synod.replay.ReplayResult;
import dev.synod.replay.Replayer;
import dev.synod.replay.SpecFolders;
import dev.synod.replay.Verdict;
import dev.synod.runtime.AlgorithmProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays traces against a changed specification: one that is stricter rejects good traces, one that allows more accepts
 * bad ones, or rejects them later.
 */
public final class ReplayDetector implements Detector {
    private static final int SCHEDULES = 8;
    private static final long STEPS = 250;
    private static final int ATTEMPTS = 4;
    private static final String VERDICT = "gives the verdict ";
    private static final String MALFORMED = VERDICT + "malformed";

    private final List<Evidence> evidence;

    /** @param evidence the traces, with what the unchanged specification says of each */
    public ReplayDetector(List<Evidence> evidence) {
        this.evidence = List.copyOf(evidence);
    }

    /**
     * All traces that there are of an algorithm: those recorded, some simulated, one of each mutant of the code, and
     * wrong ones made of the good ones.
     *
     * @param specs  the folder of specifications, unchanged
     * @param traces the folder of recorded traces; it need not exist
     * @param seed   the seed of the schedules and of the wrong traces
     */
    public static ReplayDetector of(AlgorithmProvider<?, ?> algorithm, Path specs, Path traces, long seed) {
        List<Evidence> all = new ArrayList<>();
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(specs.toAbsolutePath())))) {
            Path folder = traces.resolve(algorithm.name());
            if (Files.isDirectory(folder)) {
                all.addAll(Evidence.recorded(folder, replayer));
            }
            List<Evidence> simulated = Evidence.simulated(algorithm, SCHEDULES, seed, STEPS, replayer);
            all.addAll(simulated);
            all.addAll(Evidence.ofCodeMutants(algorithm, 3, replayer));
            all.addAll(Tampering.of(simulated.subList(0, SCHEDULES / 2), replayer, seed));
            // With an even number of nodes one less than a majority is a half.
            all.addAll(Evidence.ofCodeMutants(algorithm, 4, replayer));
        }
        // A trace of which the specification itself is not sure shows nothing.
        all.removeIf(e -> e.verdict() instanceof Verdict.Unknown);
        return new ReplayDetector(all);
    }

    /** The traces, in the order in which they are replayed. */
    public List<Evidence> evidence() {
        return evidence;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public Finding check(Path specs, Path module) {
        // Another process's parser may take away the standard modules, which all unpack into the folder of temporary
        // files. A specification that really cannot be loaded cannot be loaded again.
        for (int attempt = 1; ; attempt++) {
            try {
                Finding finding = replay(specs);
                if (attempt == ATTEMPTS || !finding.detail().startsWith(MALFORMED)) {
                    return finding;
                }
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Finding replay(Path specs) {
        try (Replayer replayer = Replayer.of(new SpecFolders(List.of(specs.toAbsolutePath())))) {
            for (Evidence trace : evidence) {
                String difference = difference(trace, trace.replay(replayer));
                if (difference != null) {
                    return Finding.noticed(difference);
                }
            }
            return Finding.NOTHING;
        }
    }

    /** In what the verdict differs from the unchanged specification's, or null. */
    private static String difference(Evidence trace, ReplayResult result) {
        Long before = divergence(trace.verdict());
        Long now = divergence(result.verdict());
        if (now != null && (before == null || now < before)) {
            return "rejects " + trace.name() + " at event " + now;
        } else if (before != null && !before.equals(now)
                && (now != null || result.verdict() instanceof Verdict.Ok)) {
            return "accepts event " + before + " of " + trace.name();
        } else if (!trace.verdict().word().equals(result.verdict().word())) {
            String why = result.verdict() instanceof Verdict.Unknown unknown ? unknown.reason()
                    : result.verdict() instanceof Verdict.Malformed malformed ? malformed.error() : "";
            return VERDICT + result.verdict().word() + " on " + trace.name()
                    + (why.isEmpty() ? "" : ": " + why.lines().findFirst().orElse("").strip());
        }
        return null;
    }

    private static Long divergence(Verdict verdict) {
        return verdict instanceof Verdict.Diverged diverged ? diverged.divergence().event().n() : null;
    }
}
