package dev.synod.runtime.simulation;

import dev.synod.runtime.NodeId;
import java.util.Map;
import java.util.Set;

/**
 * What a simulation came to.
 *
 * @param seed      its seed
 * @param ending    why it ended
 * @param events    the number of steps taken
 * @param time      the simulated time at its end, in ticks
 * @param states    the last state of each process, by node in order
 * @param actions   how often each action was taken, by name; those never taken with 0
 * @param sent      messages handed to the network, one for each node they were for
 * @param received  messages that an action received
 * @param refused   messages that arrived while no action wanted them
 * @param lost      messages that the network, a partition or a crash made away with, and those above the limit
 * @param crashes   how often a node crashed
 * @param mostAtOnce the most messages that were under way at once
 * @param traitors  the nodes that were traitors; their states mean nothing
 * @param <S>       the state record of a process
 */
public record SimulationResult<S extends Record>(
        long seed,
        Ending ending,
        long events,
        long time,
        Map<NodeId, S> states,
        Map<String, Long> actions,
        long sent,
        long received,
        long refused,
        long lost,
        long crashes,
        int mostAtOnce,
        Set<NodeId> traitors) {

    /** Why a simulation ended. */
    public enum Ending {
        /** It took as many steps as it was to take. */
        STEPS,
        /** It reached what the algorithm is for, and was to stop then. */
        DONE,
        /** Nothing more could happen: no message under way, no timer set. */
        QUIET,
        /** Timers and messages went on for ever without any step. */
        STALLED
    }
}
