package dev.synod.cluster;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What a node needs to know; {@link #of} has defaults, and there is a {@code with} method for each.
 *
 * @param ensemble         the algorithm, its options and all nodes; the machine at {@code self} is run
 * @param self             which of them this is
 * @param cluster          the cluster's name; nodes of another are not listened to
 * @param secret           what all nodes of the cluster know and nobody else: by it they know each other
 * @param folder           where the ledger is; a folder of the node's own
 * @param policy           the name of the policy
 * @param seed             of everything random
 * @param tick             how long a tick of the policy is
 * @param listen           where the node listens; port 0 for a free one
 * @param tracing          whether steps are written into the ledger as events of a trace
 * @param durability       when a commit is on the disk
 * @param disturbance      what is done to the messages sent
 * @param largestFrame     the size of the largest message that is sent or received, in bytes
 * @param handshakeTimeout how long a connection may take to say who it is
 * @param silence          how long a connection may be silent before it is given up; a live one says something three times
 *                         as often
 * @param <S>              the state record of a process
 * @param <M>              the type of the messages
 */
@RecordBuilder
public record NodeSettings<S extends Record, M>(
        Ensemble<S, M> ensemble,
        NodeId self,
        String cluster,
        String secret,
        Path folder,
        String policy,
        long seed,
        Duration tick,
        InetSocketAddress listen,
        boolean tracing,
        Durability durability,
        Disturbance disturbance,
        int largestFrame,
        Duration handshakeTimeout,
        Duration silence) implements NodeSettingsBuilder.With<S, M> {

    private static final int SMALLEST_FRAME = 4096;

    public NodeSettings {
        Objects.requireNonNull(ensemble, "ensemble");
        if (!ensemble.nodes().contains(self)) {
            throw new IllegalArgumentException("Node " + self + " is not one of the nodes " + ensemble.nodes() + ".");
        }
        if (cluster.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("A cluster needs a name and a secret that are not blank.");
        }
        if (tick.toNanos() < 1 || handshakeTimeout.toMillis() < 1 || silence.toMillis() < 3) {
            throw new IllegalArgumentException("Found a tick of " + tick + ", a handshake timeout of " + handshakeTimeout
                    + " and a silence of " + silence + "; each must be longer than nothing, silence at least 3 ms.");
        }
        if (largestFrame < SMALLEST_FRAME) {
            throw new IllegalArgumentException("The largest frame must have " + SMALLEST_FRAME + " bytes or more; found "
                    + largestFrame + ".");
        }
    }

    /** Settings with the algorithm's first policy, ticks of 2 ms, a free port of the loopback address, and a trace. */
    public static <S extends Record, M> NodeSettings<S, M> of(
            Ensemble<S, M> ensemble, NodeId self, String cluster, String secret, Path folder) {
        return new NodeSettings<>(ensemble, self, cluster, secret, folder, ensemble.algorithm().policies().get(0), 0,
                Duration.ofMillis(2), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), true, Durability.SYNCED,
                Disturbance.NONE, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
