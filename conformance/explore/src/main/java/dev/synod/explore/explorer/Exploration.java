package dev.synod.explore.explorer;

import dev.synod.replay.ReplayResult;
import dev.synod.runtime.SmallModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an exploration came to.
 *
 * @param algorithm   the algorithm's name
 * @param model       the model that was explored
 * @param outcome     what it came to
 * @param reason      the outcome in a sentence
 * @param specStates  states of the specification that its own next-state relation reaches
 * @param codeStates  those of them that the code reaches; states that the code alone reaches are no states of the
 *                    specification, and are not counted
 * @param systemStates states of machines and network, each with the state of the specification beside it
 * @param transitions transitions of the code that were held to the specification
 * @param depth       the length of the longest of all shortest behaviours that lead to a state
 * @param orbits      states of the specification where those count once that become each other where elements change
 *                    places that the model claims to be interchangeable; empty where it claims none
 * @param tlcStates   distinct states that TLC found in a process of its own, if it was asked
 * @param duration    how long both searches took, without loading the specification and without TLC
 * @param tlcDuration how long TLC took, from the start of its process to its end, if it was asked
 * @param departure   the shortest trace of the code that leaves the specification, if there is one
 * @param refusal     the shortest behaviour of the specification that the code cannot perform, if there is one
 */
public record Exploration(String algorithm, SmallModel model, Outcome outcome, String reason, long specStates,
        long codeStates, long systemStates, long transitions, int depth, OptionalLong orbits, OptionalLong tlcStates, Duration duration,
        Optional<Duration> tlcDuration, Optional<Departure> departure, Optional<Refusal> refusal) {

    /** What an exploration can come to. */
    public enum Outcome {
        /** The code reaches exactly the states of the specification. */
        EQUAL,
        /** The code reaches fewer states than the specification. */
        LESS,
        /** The code does what the specification does not allow. */
        MORE,
        /** The specification allows it, the bounds of the model do not: the code leaves the model. */
        BEYOND_THE_MODEL,
        /** TLC and the explorer disagree about the specification itself: a defect of one of the two. */
        TLC_DIFFERS,
        /** The code reaches exactly the states of the specification, but their number is not the one that is pinned. */
        NOT_AS_PINNED,
        /** A limit was reached first. */
        UNDECIDED;

        /** The exit status that the command line gives for this outcome. */
        public int exitCode() {
            return switch (this) {
                case EQUAL -> 0;
                case LESS, MORE, TLC_DIFFERS, NOT_AS_PINNED -> 1;
                case BEYOND_THE_MODEL, UNDECIDED -> 3;
            };
        }
    }

    /**
     * A trace that leaves the specification with its last event.
     *
     * @param trace  the trace, as a file would hold it
     * @param result what the replay says of it
     */
    public record Departure(byte[] trace, ReplayResult result) {}

    /**
     * A behaviour that the code cannot perform.
     *
     * @param steps   the actions, with arguments; the code refuses the last one
     * @param missing how many of the specification's states the code does not reach
     */
    public record Refusal(List<String> steps, long missing) {}

    /** States of the specification a second, both searches together, or 0 where no time was measured. */
    public double statesPerSecond() {
        return duration.isZero() ? 0 : specStates * 1e9 / duration.toNanos();
    }
}
