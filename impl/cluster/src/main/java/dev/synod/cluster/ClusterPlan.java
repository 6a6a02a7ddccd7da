package dev.synod.cluster;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.trace.TraceSink;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cluster of processes is to run, for how long, and what goes wrong.
 *
 * @param algorithm  the algorithm's name
 * @param mutant     the bug planted in it, or null
 * @param nodes      the number of nodes
 * @param options    the algorithm's options that are set
 * @param policy     the policy's name, or null for the algorithm's first
 * @param seed       of everything random
 * @param length     how long the nodes run
 * @param tick       how long a tick of a policy is
 * @param nemesis    what goes wrong
 * @param durability when a commit is on the disk
 * @param tracing    whether traces are kept
 * @param service    the name of a {@link NodeService} that runs on each node, or null
 * @param out        the folder for all that comes of it; new, or empty
 */
@RecordBuilder
public record ClusterPlan(
        String algorithm,
        String mutant,
        int nodes,
        Map<String, String> options,
        String policy,
        long seed,
        Duration length,
        Duration tick,
        Nemesis nemesis,
        Durability durability,
        boolean tracing,
        String service,
        Path out) implements ClusterPlanBuilder.With {

    public ClusterPlan {
        if (length.toMillis() < 1 || tick.toNanos() < 1) {
            throw new IllegalArgumentException("A cluster runs for some time, and its ticks take some; found a run of "
                    + Times.text(length) + " and ticks of " + Times.text(tick) + ".");
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** A plan for three nodes, ten seconds and no faults. */
    public static ClusterPlan of(String algorithm, long seed, Path out) {
        return new ClusterPlan(algorithm, null, 3, Map.of(), null, seed, Duration.ofSeconds(10), Duration.ofMillis(2),
                Nemesis.NONE, Durability.SYNCED, true, null, out);
    }

    /**
     * The machines that would run.
     *
     * @throws IllegalArgumentException if there is no such algorithm, mutant, option or policy, or a cluster cannot run it; the
     *                                  message says what is known
     */
    public Ensemble<?, ?> ensemble() {
        Ensemble<?, ?> ensemble = Ensemble.of(Assignment.algorithm(algorithm, mutant), nodes, options);
        Transport.check(ensemble.network());
        ensemble.policy(policyOf(ensemble), 0);
        return ensemble;
    }

    String policyOf(Ensemble<?, ?> ensemble) {
        return policy == null ? ensemble.algorithm().policies().get(0) : policy;
    }

    /** The header of the nodes' traces, with all that was planned. */
    TraceHeader header(Ensemble<?, ?> ensemble, List<Nemesis.Act> acts) {
        Map<String, Value> source = new LinkedHashMap<>();
        source.put("runtime", Value.of("cluster"));
        source.put("seed", Value.of(seed));
        source.put("nodes", Value.of(nodes));
        source.put("policy", Value.of(policyOf(ensemble)));
        source.put("for", Value.of(Times.text(length)));
        source.put("tick", Value.of(tick.toNanos() / 1000 + "us"));
        source.put("nemesis", Value.of(nemesis.toString()));
        if (!acts.isEmpty()) {
            source.put("planned", Value.tup(acts.stream().map(act -> Value.of(act.toString())).toList()));
        }
        if (!options.isEmpty()) {
            Map<String, Value> chosen = new LinkedHashMap<>();
            options.forEach((name, value) -> chosen.put(name, Value.of(value)));
            source.put("options", Value.rec(chosen));
        }
        if (mutant != null) {
            source.put("mutant", Value.of(mutant));
        }
        if (durability != Durability.SYNCED) {
            source.put("durability", Value.of("unsynced"));
        }
        return TraceSink.header(ensemble, source);
    }
}
