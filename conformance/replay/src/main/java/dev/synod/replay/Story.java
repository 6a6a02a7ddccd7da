package dev.synod.replay;

import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells a replay's result to a person: where, what, why not, what else was possible, how to see it again. One text for
 * all faces.
 */
public final class Story {
    private static final int MAX_OPERANDS = 8;
    private static final int MAX_DIFFERENCES = 5;
    private static final int MAX_OTHERS = 5;
    private static final int MAX_ENABLED = 6;

    private Story() {}

    /**
     * The lines of the story, without an end of line each.
     *
     * @param again the command that shows the result again
     */
    public static List<String> of(ReplayResult result, String again) {
        List<String> lines = new ArrayList<>();
        Verdict verdict = result.verdict();
        if (verdict instanceof Verdict.Ok) {
            lines.add(result.trace() + ": ok, " + count(result.events(), "event")
                    + (result.complete() ? "" : ", incomplete"));
        } else if (verdict instanceof Verdict.Diverged diverged) {
            diverged(lines, result, diverged.divergence());
            lines.add("  again     " + again);
        } else if (verdict instanceof Verdict.Violated violated) {
            for (Violation violation : violated.violations()) {
                violated(lines, result, violation);
            }
            violated.undecided().forEach(u -> lines.add("  unknown   " + u));
            lines.add("  again     " + again);
        } else if (verdict instanceof Verdict.Known known) {
            known(lines, result, known);
            lines.add("  again     " + again);
        } else if (verdict instanceof Verdict.Unknown unknown) {
            lines.add(result.trace() + ": unknown after " + count(result.events(), "event"));
            lines.add("  because   " + unknown.reason());
            if (!unknown.variables().isEmpty()) {
                lines.add("  to blame  the trace does not log " + String.join(", ", unknown.variables()));
            }
            lines.add("  again     " + again);
        } else if (verdict instanceof Verdict.Malformed malformed) {
            lines.addAll(malformed.error().lines().toList());
        }
        for (String warning : result.warnings()) {
            lines.add("  warning   " + warning);
        }
        return lines;
    }

    /**
     * What traces took of a specification, and every place that none took.
     *
     * @param traces how many traces were accepted
     */
    public static List<String> of(Coverage coverage, long traces) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(java.util.Locale.ROOT, "%s: %d of %d places of the next-state relation taken by %s, %.1f %%",
                relative(Path.of(coverage.module())), coverage.taken(), coverage.places().size(),
                count(traces, "accepted trace"), coverage.percent()));
        for (Coverage.Place place : coverage.never()) {
            lines.add("  never     " + place + " (" + place(place.location()) + ")");
        }
        return lines;
    }

    private static void diverged(List<String> lines, ReplayResult result, Divergence d) {
        TraceEvent event = d.event();
        Attempt a = d.closest();
        lines.add(result.trace() + ":" + d.line() + ": the trace leaves the specification");
        lines.add("  event     " + event.n() + " at " + event.node() + ": " + event.describe());
        if (!event.state().isEmpty()) {
            lines.add("  logged    " + state(event.state()));
        }
        lines.add("  action    " + a.action() + bindings(a.bindings()));
        lines.add("  false     " + a.conjunct());
        lines.add("            " + a.reason());
        lines.add("  at        " + place(a.location()));
        String label = "  where     ";
        for (Operand operand : a.operands().subList(0, Math.min(MAX_OPERANDS, a.operands().size()))) {
            lines.add(label + operand);
            label = "            ";
        }
        label = "  step      ";
        for (VariableDifference v : a.differences().subList(0, Math.min(MAX_DIFFERENCES, a.differences().size()))) {
            lines.add(label + v.variable() + ": " + v.before() + " -> " + v.expected() + " in the specification, "
                    + v.before() + " -> " + v.logged() + " in the trace");
            label = "            ";
        }
        label = "  also      ";
        List<Attempt> others = d.attempts().subList(1, d.attempts().size());
        for (Attempt other : others.subList(0, Math.min(MAX_OTHERS, others.size()))) {
            lines.add(label + other.action() + bindings(other.bindings()) + ": " + other.reason() + " ("
                    + other.location().line() + ":" + other.location().column() + ")");
            label = "            ";
        }
        if (others.size() > MAX_OTHERS) {
            lines.add("            and " + (others.size() - MAX_OTHERS) + " more");
        }
        label = "  possible  ";
        for (Divergence.Possible possible : d.possible()) {
            lines.add(label + possible.expression() + " = " + String.join(" or ", possible.values())
                    + (possible.more() > 0 ? " or " + possible.more() + " others" : ""));
            label = "            ";
        }
        label = "  enabled   ";
        List<String> here = d.enabled().here();
        for (String enabled : here.subList(0, Math.min(MAX_ENABLED, here.size()))) {
            lines.add(label + enabled);
            label = "            ";
        }
        long more = here.size() - Math.min(MAX_ENABLED, here.size()) + d.enabled().elsewhere();
        if (more > 0) {
            lines.add(label + (here.isEmpty() ? "nothing at " + event.node() + "; " : "and ") + more
                    + (d.enabled().cut() ? " or more" : "") + " elsewhere or besides");
        }
    }

    private static void violated(List<String> lines, ReplayResult result, Violation v) {
        lines.add(result.trace() + ":" + v.line() + ": the trace violates the " + v.kind() + " " + v.property());
        TraceEvent event = v.event();
        if (event == null) {
            lines.add("  event     none: it is the initial state");
        } else {
            lines.add("  event     " + (v.hidden() ? "a step that is not logged, before " : "") + event.n() + " at "
                    + event.node() + ": " + event.describe());
        }
        lines.add("  defined   " + place(v.definition()));
        lines.add("  false     " + v.conjunct());
        if (!v.reason().equals(v.conjunct() + " is false")) {
            lines.add("            " + v.reason());
        }
        lines.add("  at        " + place(v.location()));
        String label = "  where     ";
        for (Operand operand : v.operands().subList(0, Math.min(MAX_OPERANDS, v.operands().size()))) {
            lines.add(label + operand);
            label = "            ";
        }
        label = "  state     ";
        for (String variable : v.reads().subList(0, Math.min(MAX_OPERANDS, v.reads().size()))) {
            String before = v.before().get(variable);
            String after = v.after().get(variable);
            lines.add(label + variable + " = " + (before == null || before.equals(after) ? "" : before + " -> ") + after);
            label = "            ";
        }
        if (v.explanations() > 1) {
            lines.add("  and so    in every other way to explain the trace, which may end in " + v.explanations() + " states");
        }
    }

    private static void known(List<String> lines, ReplayResult result, Verdict.Known known) {
        lines.add(result.trace() + ": known " + (known.met().size() == 1 ? "divergence" : "divergences") + ", "
                + count(result.events(), "event") + " explained");
        for (KnownDivergences.Met met : known.met()) {
            Divergence d = met.divergence();
            lines.add("  event     " + d.event().n() + " (line " + d.line() + ") at " + d.event().node() + ": "
                    + d.event().describe());
            lines.add("  action    " + d.closest().action() + bindings(d.closest().bindings()));
            lines.add("  false     " + d.closest().conjunct());
            lines.add("  allowed   " + met.entry().reason());
        }
        if (known.stopped()) {
            lines.add("  but       the trace does not log every variable, so that the state after it is not known: the "
                    + "events after it were not looked at");
        }
    }

    private static String state(Map<String, ?> state) {
        List<String> parts = new ArrayList<>();
        state.forEach((k, v) -> {
            if (v != Value.UNTOLD) {
                parts.add(k + " = " + v);
            }
        });
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    private static String bindings(Map<String, String> bindings) {
        if (bindings.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        bindings.forEach((k, v) -> parts.add(k + " = " + v));
        return "(" + String.join(", ", parts) + ")";
    }

    /** The place, with its file as a user in the working folder would name it. */
    private static String place(SourceLocation location) {
        if (location.file() == null) {
            return location.toString();
        }
        return relative(location.file()) + ":" + location.line() + ":" + location.column();
    }

    private static Path relative(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path file = path.toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }

    private static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
