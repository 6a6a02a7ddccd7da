package dev.synod.cluster;

/**
 * What a node has done since it started.
 *
 * @param steps     steps committed
 * @param commits   commits, each of a batch of steps
 * @param sent      messages handed to the network, one for each node they were for
 * @param received  messages that an action received
 * @param refused   messages that no action wanted
 * @param lost      messages that were lost on the way on purpose, or because a queue was full
 * @param rejected  connections and frames of strangers, or that were damaged
 */
public record NodeStatus(long steps, long commits, long sent, long received, long refused, long lost, long rejected) {

    /** Nothing yet. */
    static final NodeStatus NONE = new NodeStatus(0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    NodeStatus plus(NodeStatus other) {
        return new NodeStatus(steps + other.steps, commits + other.commits, sent + other.sent, received + other.received,
                refused + other.refused, lost + other.lost, rejected + other.rejected);
    }
}
