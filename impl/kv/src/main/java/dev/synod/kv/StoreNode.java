package dev.synod.kv;

import dev.synod.algorithms.multipaxos.Command;
import dev.synod.algorithms.multipaxos.Message;
import dev.synod.algorithms.multipaxos.MultiPaxos;
import dev.synod.algorithms.multipaxos.MultiPaxosProvider;
import dev.synod.algorithms.multipaxos.Replica;
import dev.synod.algorithms.multipaxos.Status;
import dev.synod.cluster.ClusterNode;
import dev.synod.cluster.NodeSettings;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * One node of the store: a node of Multi-Paxos, and a store to which it applies the log.
 *
 * <p>The store is not written to the disk: the log is, and how far it is applied. When a node starts again, it applies the
 * log to an empty store, up to where it was.
 */
public final class StoreNode implements AutoCloseable {

    /** So long that a busy machine is not taken for a leader that is gone, which is after 64 ticks or more. */
    private static final Duration TICK = Duration.ofMillis(5);

    /** An operation of a client, by which its result is found. */
    private record Asked(String client, int seq) {
    }

    /**
     * How the node stands.
     *
     * @param leader  whom it takes for the leader; empty if it knows of none
     * @param leads   whether that is the node itself
     * @param ballot  the ballot that it has promised, -1 for none
     * @param applied how many slots it has applied
     */
    public record State(Optional<NodeId> leader, boolean leads, int ballot, int applied) {
    }

    /** The node does not lead, and so cannot execute anything. */
    public static final class NotLeaderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotLeaderException(NodeId self) {
            super("Node " + self + " does not lead.");
        }
    }

    private final ClusterNode<Replica, Message> node;
    private final MultiPaxos machine;
    private final String session;
    private final Map<Asked, CompletableFuture<Result>> asked = new HashMap<>();
    private final Store store = new Store();
    private int operations;
    private volatile State state = new State(Optional.empty(), false, MultiPaxos.NO_BALLOT, 0);

    private StoreNode(ClusterNode<Replica, Message> node, MultiPaxos machine) {
        this.node = node;
        this.machine = machine;
        this.session = node.self() + "/" + UUID.randomUUID();
        node.onCommit((steps, after) -> follow(after));
        node.ended().whenComplete((nothing, why) -> giveUp("has ended"));
    }

    /** The nodes of a store with that many. */
    public static Ensemble<Replica, Message> ensemble(int nodes) {
        // Clients come from outside.
        return Ensemble.of(new MultiPaxosProvider(), nodes, Map.of("clients", "0"));
    }

    /**
     * Starts a node; it has to be told where the others are.
     *
     * @param cluster  the cluster's name
     * @param secret   what all nodes know and nobody else
     * @param folder   of the node alone, for its ledger
     * @param settings what is to be different from the usual
     * @throws IOException if it cannot listen
     */
    public static StoreNode start(Ensemble<Replica, Message> ensemble, NodeId self, String cluster, String secret, Path folder,
            UnaryOperator<NodeSettings<Replica, Message>> settings) throws IOException {
        NodeSettings<Replica, Message> usual =
                NodeSettings.of(ensemble, self, cluster, secret, folder).withPolicy("stable").withTick(TICK)
                        .withSeed(self.hashCode());
        return on(ClusterNode.start(settings.apply(usual)));
    }

    /**
     * A store on a node of Multi-Paxos that has been started; it ends with it.
     *
     * @throws IllegalArgumentException if the node runs something else
     */
    @SuppressWarnings("unchecked")
    static StoreNode on(ClusterNode<?, ?> node) {
        if (!(node.machine() instanceof MultiPaxos machine)) {
            throw new IllegalArgumentException("A store stands on Multi-Paxos; found "
                    + node.machine().getClass().getSimpleName() + ".");
        }
        // The machine says what its states and messages are.
        return new StoreNode((ClusterNode<Replica, Message>) node, machine);
    }

    /** The node below, for its address and its peers. */
    public ClusterNode<Replica, Message> node() {
        return node;
    }

    /** How it stands, as of its last step. */
    public State state() {
        return state;
    }

    /**
     * Executes an operation of a client that numbers its own; it takes effect once, however often it is asked for.
     *
     * @param client the client's session
     * @param seq    the operation's number, from 1; the client asks for the next one only when it has this one's result
     * @return the result, once it is chosen and applied here. Exceptionally a {@link NotLeaderException}, before anything has
     *         been done; an IllegalArgumentException if the client has gone on to later operations; a TimeoutException, an
     *         IllegalStateException if the node ends or leads no longer: then it may take effect or not, and the client
     *         should ask again
     */
    public CompletableFuture<Result> execute(String client, int seq, Operation operation, long timeoutMillis) {
        Command command = new Command(client, seq, operation.text());
        CompletableFuture<Result> result = new CompletableFuture<>();
        node.submit(turn -> {
            propose(turn, command, result);
            return null;
        }).exceptionally(e -> {
            result.completeExceptionally(e);
            return null;
        });
        return result.orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Executes an operation of nobody in particular; whoever asks again asks for another one. */
    public CompletableFuture<Result> execute(Operation operation, long timeoutMillis) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        node.submit(turn -> {
            propose(turn, new Command(session, ++operations, operation.text()), result);
            return null;
        }).exceptionally(e -> {
            result.completeExceptionally(e);
            return null;
        });
        return result.orTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    // -- on the node's own thread -------------------------------------------------------------------------------------

    private void propose(Turn<Replica> turn, Command command, CompletableFuture<Result> result) {
        Asked key = new Asked(command.client(), command.seq());
        if (store.isPast(command.client(), command.seq())) {
            result.completeExceptionally(new IllegalArgumentException("Client " + command.client()
                    + " has had a later operation than " + command.seq() + " executed. Number each operation once."));
        } else if (turn.state().status() != Status.LEADER) {
            result.completeExceptionally(new NotLeaderException(node.self()));
        } else {
            // The result of one executed already comes with its duplicate: only then it is known that this node still leads.
            CompletableFuture<Result> earlier = asked.put(key, result);
            if (earlier != null) {
                result.whenComplete((r, e) -> {
                    if (e == null) {
                        earlier.complete(r);
                    } else {
                        earlier.completeExceptionally(e);
                    }
                });
            }
            result.whenComplete((r, e) -> {
                if (e instanceof TimeoutException) {
                    node.submit(t -> asked.remove(key, result));
                }
            });
            turn.take("Propose", command);
        }
    }

    private void follow(Replica replica) {
        while (store.applied() < replica.applied()) {
            Command command = replica.decision(store.applied() + 1).cmd();
            Result result = store.apply(command);
            CompletableFuture<Result> waiting =
                    command == null ? null : asked.remove(new Asked(command.client(), command.seq()));
            if (waiting != null && result != null) {
                waiting.complete(result);
            } else if (waiting != null) {
                waiting.completeExceptionally(new IllegalArgumentException(
                        "Client " + command.client() + " has had a later operation executed meanwhile."));
            }
        }
        if (replica.status() != Status.LEADER && !asked.isEmpty()) {
            // Another leader may have them chosen, or nobody; here nobody sees to it any more.
            giveUp("does not lead any longer");
        }
        int ballot = replica.maxBal();
        state = new State(ballot < 0 ? Optional.empty() : Optional.of(machine.owner(ballot)),
                replica.status() == Status.LEADER, ballot, replica.applied());
    }

    private void giveUp(String why) {
        List<CompletableFuture<Result>> waiting = List.copyOf(asked.values());
        asked.clear();
        waiting.forEach(w -> w.completeExceptionally(new IllegalStateException("Node " + node.self() + " " + why + ".")));
    }

    /** Stops the node after the step at hand. */
    @Override
    public void close() {
        node.close();
    }
}
