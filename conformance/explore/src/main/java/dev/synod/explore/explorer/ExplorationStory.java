package dev.synod.explore.explorer;

import dev.synod.explore.explorer.Exploration.Departure;
import dev.synod.explore.explorer.Exploration.Refusal;
import dev.synod.explore.explorer.Explorer.RandomWalks;
import dev.synod.replay.ReplayResult;
import dev.synod.replay.Story;
import dev.synod.runtime.SmallModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells an exploration to a person. One text for all faces. */
public final class ExplorationStory {
    private ExplorationStory() {}

    /**
     * The lines of the story, without an end of line each.
     *
     * @param trace the file that holds the trace of a departure, for the command that replays it; null if there is none
     */
    public static List<String> of(Exploration e, String trace) {
        List<String> lines = new ArrayList<>();
        lines.add(e.algorithm() + ": " + e.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                + e.reason());
        lines.add("  model     " + describe(e.model()));
        lines.add(String.format(Locale.ROOT, "  spec      %,d states%s%s", e.specStates(), e.orbits().isPresent()
                ? String.format(Locale.ROOT, ", %,d up to symmetry", e.orbits().getAsLong()) : "", e.tlcStates().isPresent()
                ? String.format(Locale.ROOT, "; TLC finds %,d", e.tlcStates().getAsLong())
                : "; TLC was not asked"));
        lines.add(String.format(Locale.ROOT, "  code      %,d of them, by %,d transitions, each a step of the "
                + "specification%s", e.codeStates(), e.transitions(),
                e.departure().isPresent() ? " but the last below" : ""));
        lines.add(String.format(Locale.ROOT, "  took      %s, %,.0f states a second%s", seconds(e.duration()),
                e.statesPerSecond(), e.tlcDuration().map(d -> "; TLC " + seconds(d)).orElse("")));
        e.refusal().ifPresent(refusal -> refused(lines, refusal));
        e.departure().ifPresent(departure -> departed(lines, departure, trace));
        return lines;
    }

    /** The lines of the story of random walks. */
    public static List<String> of(String algorithm, SmallModel model, RandomWalks walks, String trace) {
        List<String> lines = new ArrayList<>();
        String what = walks.departure().isEmpty() ? "every transition was a step of the specification"
                : walks.beyond() ? "the code leaves the model's bounds, not the specification"
                : "the code does what the specification does not allow";
        lines.add(String.format(Locale.ROOT, "%s: %,d random walks%s, %,d transitions; %s", algorithm, walks.taken(),
                walks.departure().isPresent() || walks.taken() == walks.asked() ? ""
                        : String.format(Locale.ROOT, " of %,d, then the time was up", walks.asked()),
                walks.transitions(), what));
        lines.add("  model     " + describe(model));
        lines.add("  seed      " + walks.seed() + " was the last; go on from " + (walks.seed() + 1));
        walks.departure().ifPresent(departure -> departed(lines, departure, trace));
        return lines;
    }

    private static void refused(List<String> lines, Refusal refusal) {
        lines.add(String.format(Locale.ROOT, "  missing   %,d states; the shortest behaviour that leads to one:",
                refusal.missing()));
        int n = 0;
        for (String step : refusal.steps()) {
            n++;
            lines.add(String.format(Locale.ROOT, "  %8d  %s%s", n, step,
                    n == refusal.steps().size() ? "   <- the code does not do this" : ""));
        }
    }

    private static void departed(List<String> lines, Departure departure, String trace) {
        ReplayResult r = departure.result();
        String name = trace == null ? r.trace() : trace;
        lines.addAll(Story.of(new ReplayResult(name, r.header(), r.verdict(), r.complete(), r.events(), r.actions(),
                r.warnings(), r.duration()), "synod replay " + name));
    }

    /** A model in one line. */
    public static String describe(SmallModel model) {
        List<String> parts = new ArrayList<>();
        parts.add(model.nodes() + " nodes");
        model.options().forEach((k, v) -> parts.add(k + "=" + v));
        model.bounds().forEach((k, v) -> parts.add(k + " <- " + v));
        if (!model.without().isEmpty()) {
            parts.add("without " + model.without().stream().collect(Collectors.joining(", ")));
        }
        model.atMost().forEach((action, times) -> parts.add("at most " + times + " " + action));
        if (!model.symmetry().isEmpty()) {
            parts.add("symmetric in " + String.join(", ", model.symmetry()));
        }
        if (model.constraint() != null) {
            parts.add("where " + model.constraint());
        }
        return String.join(", ", parts);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
