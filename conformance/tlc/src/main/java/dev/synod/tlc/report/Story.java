package dev.synod.tlc.report;

import dev.synod.tlc.CheckResult;
import dev.synod.tlc.Lasso;
import dev.synod.tlc.State;
import dev.synod.tlc.Words;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Outcome;
import dev.synod.tlc.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The short story of a model that did not come out as expected: which, what, where, the end of the counterexample, and
 * how to see it again.
 */
public final class Story {

    private static final int STEPS = 20;
    private static final int LONGEST_VALUE = 400;

    private final ModelReport report;
    private final List<String> lines = new ArrayList<>();

    private Story(ModelReport report) {
        this.report = report;
    }

    /**
     * Tells the story.
     *
     * @param report the model's report
     * @param again  the command that checks this model again
     * @return the lines; never empty
     */
    public static List<String> lines(ModelReport report, String again) {
        Story story = new Story(report);
        story.tell(again);
        return story.lines;
    }

    private void tell(String again) {
        lines.add(report.model().name() + ": " + headline());
        report.outcome().ifPresent(this::error);
        report.result().ifPresent(this::counterexample);
        if (report.verdict() == Verdict.UNEXPECTED && report.reasons().size() > 1) {
            report.reasons().stream().skip(1).forEach(reason -> line("also", reason));
        }
        report.notes().forEach(note -> line("note", note));
        line("module", Words.path(report.model().module()));
        line("config", Words.path(report.model().config()));
        report.log().ifPresent(log -> line("log", Words.path(log)));
        line("again", again);
    }

    private String headline() {
        return report.reasons().isEmpty() ? report.verdict().label() : report.reasons().get(0);
    }

    private void error(Outcome outcome) {
        if (outcome.place() != null) {
            line("at", outcome.place());
        }
        if (outcome.message() != null) {
            line("message", outcome.message());
        }
    }

    private void counterexample(CheckResult result) {
        property(result).ifPresent(property -> line("property", property));
        if (result instanceof CheckResult.SafetyViolation violation) {
            behaviour(violation.behaviour());
        } else if (result instanceof CheckResult.LivenessViolation violation) {
            lasso(violation.lasso());
        } else if (result instanceof CheckResult.Deadlock deadlock) {
            behaviour(deadlock.behaviour());
        } else if (result instanceof CheckResult.SpecError error) {
            behaviour(error.behaviour());
        } else if (result instanceof CheckResult.ToolCrash crash) {
            crash.tail().forEach(tail -> lines.add("    " + tail));
        }
    }

    /** The violated property, or those of which one is violated, and where in the behaviour. */
    static Optional<String> property(CheckResult result) {
        if (result instanceof CheckResult.SafetyViolation violation) {
            return Optional.of(describe(violation));
        }
        if (result instanceof CheckResult.LivenessViolation violation) {
            List<String> names = violation.candidates();
            return Optional.of(names.size() == 1 ? names.get(0)
                    : "one of " + String.join(", ", names) + "; TLC does not say which");
        }
        return Optional.empty();
    }

    private static String describe(CheckResult.SafetyViolation violation) {
        int length = violation.behaviour().size();
        return switch (violation.kind()) {
            case INVARIANT -> violation.property() + " is false in state " + length;
            case INITIAL_PREDICATE -> violation.property() + " is false in the initial state";
            case ACTION_PROPERTY -> violation.property() + " does not allow the step to state " + length;
            case ASSERTION -> "Assert: " + violation.property();
        };
    }

    private void behaviour(List<State> states) {
        if (states.isEmpty()) {
            return;
        }
        steps(states);
        State last = states.get(states.size() - 1);
        line("state " + last.number(), "");
        last.variables().forEach((name, value) -> lines.add("    /\\ " + name + " = " + shortened(value.toString())));
    }

    private void steps(List<State> states) {
        int hidden = Math.max(0, states.size() - STEPS);
        if (hidden > 0) {
            line("steps", hidden + " more before these; the log has all");
        }
        states.stream().skip(hidden).forEach(state -> line(hidden == 0 && state.number() == 1 ? "steps" : "",
                state.number() + " " + state.action() + state.location().map(at -> "  " + at).orElse("")));
    }

    private void lasso(Lasso lasso) {
        behaviour(lasso.states());
        line("then", end(lasso));
    }

    /** How an infinite behaviour goes on after its last state. */
    static String end(Lasso lasso) {
        return lasso.stuttering() ? "stuttering for ever in the last state"
                : "back to state " + lasso.loopStart().getAsInt()
                        + (lasso.loopAction().isEmpty() ? "" : " by " + lasso.loopAction());
    }

    private void line(String label, String text) {
        List<String> parts = text.lines().toList();
        lines.add(("  " + String.format("%-10s", label) + (parts.isEmpty() ? "" : parts.get(0))).stripTrailing());
        parts.stream().skip(1).forEach(part -> lines.add(" ".repeat(12) + part));
    }

    static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value
                : value.substring(0, LONGEST_VALUE) + " ... (" + value.length() + " characters; the log has all)";
    }
}
