package dev.synod.cluster;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * What a node's process is told first, on one line of its standard input: which node it is, of what.
 *
 * <p>It is not told on the command line, which everybody on the machine can read.
 *
 * @param algorithm   the algorithm's name
 * @param mutant      the bug planted in it, or null
 * @param nodes       the number of nodes
 * @param options     the algorithm's options that were set
 * @param self        the node
 * @param cluster     the cluster's name
 * @param secret      the cluster's secret
 * @param folder      the node's own folder
 * @param policy      the policy's name
 * @param seed        of everything random
 * @param tick        how long a tick is
 * @param durability  when a commit is on the disk
 * @param tracing     whether a trace is kept
 * @param disturbance what is done to the messages sent
 * @param service     the name of the service on top of the node, or null
 */
record Assignment(
        String algorithm,
        String mutant,
        int nodes,
        Map<String, String> options,
        String self,
        String cluster,
        String secret,
        Path folder,
        String policy,
        long seed,
        Duration tick,
        Durability durability,
        boolean tracing,
        Disturbance disturbance,
        String service) {

    /** The algorithm of that name, with that bug planted if one is named. */
    static AlgorithmProvider<?, ?> algorithm(String name, String mutant) {
        if (mutant == null) {
            return Algorithms.named(name);
        }
        return ServiceLoader.load(MutantProvider.class).stream().map(ServiceLoader.Provider::get)
                .filter(provider -> provider.algorithm().equals(name))
                .flatMap(provider -> provider.mutants().stream())
                .filter(found -> found.name().equals(mutant))
                .findFirst().<AlgorithmProvider<?, ?>>map(Mutant::algorithm)
                .orElseThrow(() -> new IllegalArgumentException("Algorithm " + name + " has no mutant " + mutant + "."));
    }

    /** The settings of the node. */
    NodeSettings<?, ?> settings() {
        return settings(Ensemble.of(algorithm(algorithm, mutant), nodes, options));
    }

    private NodeSettings<?, ?> settings(Ensemble<?, ?> ensemble) {
        return NodeSettings.of(ensemble, NodeId.of(self), cluster, secret, folder).withPolicy(policy).withSeed(seed)
                .withTick(tick).withDurability(durability).withTracing(tracing).withDisturbance(disturbance)
                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    String toJson() {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("algorithm", Value.of(algorithm));
        fields.put("mutant", mutant == null ? Value.NULL : Value.of(mutant));
        fields.put("nodes", Value.of(nodes));
        Map<String, Value> chosen = new LinkedHashMap<>();
        options.forEach((name, value) -> chosen.put(name, Value.of(value)));
        fields.put("options", Value.rec(chosen));
        fields.put("self", Value.of(self));
        fields.put("cluster", Value.of(cluster));
        fields.put("secret", Value.of(secret));
        fields.put("folder", Value.of(folder.toString()));
        fields.put("policy", Value.of(policy));
        fields.put("seed", Value.of(seed));
        fields.put("tick", Value.of(tick.toNanos()));
        fields.put("durability", Value.of(durability.name()));
        fields.put("tracing", Value.of(tracing));
        // Probabilities: TLA+ has no fractions.
        fields.put("loss", Value.of(Double.toString(disturbance.loss())));
        fields.put("duplication", Value.of(Double.toString(disturbance.duplication())));
        fields.put("reordering", Value.of(Double.toString(disturbance.reordering())));
        fields.put("longestDelay", Value.of(disturbance.longestDelay()));
        fields.put("service", service == null ? Value.NULL : Value.of(service));
        return ValueJson.text(fields);
    }

    /** @throws RuntimeException if it is not what {@link #toJson} wrote */
    static Assignment ofJson(String json) {
        Value.Rec record = (Value.Rec) ValueJson.read(json.getBytes(StandardCharsets.UTF_8), "assignment");
        Map<String, Value> fields = record.fields();
        Map<String, String> options = new LinkedHashMap<>();
        ((Value.Rec) fields.get("options")).fields().forEach((name, value) -> options.put(name, text(value)));
        return new Assignment(text(fields.get("algorithm")),
                textOrNull(fields.get("mutant")),
                (int) number(fields.get("nodes")), options, text(fields.get("self")), text(fields.get("cluster")),
                text(fields.get("secret")), Path.of(text(fields.get("folder"))), text(fields.get("policy")),
                number(fields.get("seed")), Duration.ofNanos(number(fields.get("tick"))),
                Durability.valueOf(text(fields.get("durability"))), ((Value.Bool) fields.get("tracing")).value(),
                new Disturbance(Double.parseDouble(text(fields.get("loss"))),
                        Double.parseDouble(text(fields.get("duplication"))),
                        Double.parseDouble(text(fields.get("reordering"))), (int) number(fields.get("longestDelay"))),
                textOrNull(fields.get("service")));
    }

    private static String text(Value value) {
        return ((Value.Str) Objects.requireNonNull(value)).value();
    }

    private static String textOrNull(Value value) {
        return value == Value.NULL ? null : text(value);
    }

    private static long number(Value value) {
        return ((Value.Int) Objects.requireNonNull(value)).value();
    }
}
