package dev.synod.tlc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of checking one model: exactly one of the records below, with the facts of the run.
 */
public sealed interface CheckResult {

    /**
     * The facts that every result has.
     *
     * @return version, statistics, coverage, warnings and log; never null
     */
    RunDetails details();

    /**
     * Every reachable state was visited and no property is violated.
     *
     * <p>TLC exited with 0, said so under its own message code, and printed its statistics; anything less is a
     * {@link ToolCrash}.
     *
     * @param details the facts of the run
     */
    record Success(RunDetails details) implements CheckResult {
    }

    /**
     * None of the behaviours that were looked at violates a property. Only some were: this is no {@link Success}.
     *
     * @param details the facts of the run
     */
    record NoViolationFound(RunDetails details) implements CheckResult {
    }

    /**
     * The model needs something that the tools at hand do not have: a module of another library, or a keyword of a
     * newer version. Nothing is known about the model.
     *
     * @param reason  what is missing, and who has it
     * @param details the facts of the run
     */
    record Unsupported(String reason, RunDetails details) implements CheckResult {
    }

    /**
     * A finite behaviour violates a property.
     *
     * @param kind      what sort of property it is
     * @param property  its name as TLC prints it: the name in the model, or, for an assertion, the assertion's message
     * @param behaviour the states in order; the last is the one in which the property is false, or the last step is
     * @param details   the facts of the run
     */
    record SafetyViolation(PropertyKind kind, String property, List<State> behaviour, RunDetails details)
            implements CheckResult {
        /** Copies the behaviour. */
        public SafetyViolation {
            behaviour = List.copyOf(behaviour);
        }
    }

    /** The sorts of property that a finite behaviour can violate. */
    enum PropertyKind {
        /** A state predicate listed under INVARIANT. */
        INVARIANT,
        /** A state predicate listed under PROPERTY, which speaks of initial states only. */
        INITIAL_PREDICATE,
        /** A formula {@code [][A]_v} listed under PROPERTY. */
        ACTION_PROPERTY,
        /** An {@code Assert} of module TLC in the specification itself. */
        ASSERTION
    }

    /**
     * An infinite behaviour violates a temporal property.
     *
     * <p>TLC does not say which one.
     *
     * @param candidates the names listed under PROPERTY in the model, one of which is violated; with a single name it
     *                   is that one, unless the specification's own fairness is at fault
     * @param lasso      the behaviour
     * @param details    the facts of the run
     */
    record LivenessViolation(List<String> candidates, Lasso lasso, RunDetails details) implements CheckResult {
        /** Copies the names. */
        public LivenessViolation {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A state without successor was reached, and the run checks for that.
     *
     * @param behaviour the states in order; the last has no successor
     * @param details   the facts of the run
     */
    record Deadlock(List<State> behaviour, RunDetails details) implements CheckResult {
        /** Copies the behaviour. */
        public Deadlock {
            behaviour = List.copyOf(behaviour);
        }
    }

    /**
     * An ASSUME is false for this model, or cannot be evaluated.
     *
     * @param location where it stands, if TLC says so
     * @param message  TLC's words
     * @param details  the facts of the run
     */
    record AssumptionFailed(Optional<Location> location, String message, RunDetails details) implements CheckResult {
    }

    /**
     * The specification is not TLA+, or TLC cannot evaluate it.
     *
     * @param stage     when the error came up
     * @param location  where it is, if the tool says so
     * @param message   the tool's words
     * @param behaviour the states that led to it; empty unless the error came up in the search
     * @param details   the facts of the run
     */
    record SpecError(Stage stage, Optional<Location> location, String message, List<State> behaviour,
            RunDetails details) implements CheckResult {
        /** Copies the behaviour. */
        public SpecError {
            behaviour = List.copyOf(behaviour);
        }
    }

    /** When an error in a specification comes up. */
    enum Stage {
        /** The parser does not understand the text, or does not find a module. */
        PARSING,
        /** A name or a level is wrong. */
        SEMANTICS,
        /** An expression has no value that TLC can compute. */
        EVALUATION
    }

    /**
     * The model's configuration is at fault.
     *
     * @param config  the configuration file
     * @param line    the line in it, if TLC says so
     * @param message TLC's words
     * @param details the facts of the run
     */
    record ConfigError(Path config, OptionalInt line, String message, RunDetails details) implements CheckResult {
    }

    /**
     * The search ended before it was complete, and nothing was found until then.
     *
     * @param limit   what ran out
     * @param message how much of it there was
     * @param details the facts of the run
     */
    record LimitReached(Limit limit, String message, RunDetails details) implements CheckResult {
    }

    /** What can run out. */
    enum Limit {
        /** The time limit of the run. */
        TIME,
        /** The heap. */
        MEMORY,
        /** The disk. */
        DISK
    }

    /**
     * The tool itself failed, or what it said does not fit its exit status. Nothing is known about the model.
     *
     * @param reason  why this is taken for a crash
     * @param tail    the last lines that the tool printed
     * @param details the facts of the run
     */
    record ToolCrash(String reason, List<String> tail, RunDetails details) implements CheckResult {
        /** Copies the lines. */
        public ToolCrash {
            tail = List.copyOf(tail);
        }
    }
}
