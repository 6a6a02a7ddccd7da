package dev.synod.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a cluster of processes came to.
 *
 * @param logs     the trace of each node, whole, in the order of the nodes; none if none were kept
 * @param events   the number of events in all of them
 * @param faults   how often each fault of its own time has struck, by name
 * @param total    what all processes have done together, as far as they have told before they were killed
 * @param failures nodes that ended by themselves, and why; none in a run as it should be
 */
public record ClusterResult(
        List<Path> logs, long events, Map<String, Integer> faults, NodeStatus total, List<String> failures) {
}
