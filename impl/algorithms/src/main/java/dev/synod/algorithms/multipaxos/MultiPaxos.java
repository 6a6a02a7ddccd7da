package dev.synod.algorithms.multipaxos;

import static dev.synod.algorithms.multipaxos.Status.CANDIDATE;
import static dev.synod.algorithms.multipaxos.Status.FOLLOWER;
import static dev.synod.algorithms.multipaxos.Status.LEADER;
import static dev.synod.runtime.Sets.empty;
import static dev.synod.runtime.Sets.plus;

import dev.synod.algorithms.multipaxos.Message.Accept;
import dev.synod.algorithms.multipaxos.Message.Accepted;
import dev.synod.algorithms.multipaxos.Message.Ask;
import dev.synod.algorithms.multipaxos.Message.Decide;
import dev.synod.algorithms.multipaxos.Message.Heartbeat;
import dev.synod.algorithms.multipaxos.Message.Nack;
import dev.synod.algorithms.multipaxos.Message.Prepare;
import dev.synod.algorithms.multipaxos.Message.Promise;
import dev.synod.algorithms.multipaxos.Message.Request;
import dev.synod.runtime.Action;
import dev.synod.runtime.Crash;
import dev.synod.runtime.GrowingSet;
import dev.synod.runtime.In;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Multi-Paxos: nodes that crash and come back, and a network that loses and repeats, agree on one log of commands, and
 * each applies it in order. Leslie Lamport, The Part-Time Parliament, ACM TOCS 16(2), 1998, section 3; Paxos Made Simple,
 * 2001, section 3; Robbert van Renesse and Deniz Altinbuken, Paxos Made Moderately Complex, ACM Computing Surveys 47(3),
 * 2015.
 *
 * <p>In short: a node that wants to lead prepares a ballot, once for all slots (Prepare). Whoever takes part promises to
 * vote in no lower one, and reports its votes (Promise). With a majority the candidate leads: it first finishes what the
 * reports say may have been begun, and then gives each new command the next slot (Accept). What a majority has voted for
 * (Accepted) is chosen, and everyone is told (Decide).
 *
 * <p>This is {@code specs/multi-paxos/MultiPaxos.tla}, action by action, with the same names. When to become a candidate,
 * what to propose, and when to send what again stays open.
 */
@Crash("Crash(p)")
public class MultiPaxos extends Machine<Replica, Message> {

    /** The ballot number below all others. */
    public static final int NO_BALLOT = -1;

    private final List<String> clients;
    private final int commands;

    /**
     * The node {@code self}, one of {@code nodes}; their order decides who owns which ballot.
     *
     * @param clients  the clients whose commands it can think of by itself, for simulated runs
     * @param commands how many of each; 0 for as many as there are numbers
     */
    public MultiPaxos(NodeId self, List<NodeId> nodes, List<String> clients, int commands) {
        super(self, nodes);
        this.clients = List.copyOf(clients);
        this.commands = commands;
    }

    /** The same node, for a mutant to differ. */
    protected MultiPaxos(MultiPaxos node) {
        this(node.self(), node.nodes(), node.clients, node.commands);
    }

    @Override
    public Replica initial() {
        return Replica.INITIAL;
    }

    /** Prepare(p, b): become the candidate of ballot b, a number of p's own above its promise. */
    @Action
    Step<Replica> prepare(Replica p, @In("ballots") int b) {
        if (!owner(b).equals(self()) || b <= p.maxBal()) return disabled();
        return to(follow(p).withMaxBal(b).withStatus(CANDIDATE).withPromised(Sets.of(self()))
                .withReported(GrowingSet.copyOf(unsettled(p, p.votes()))))
                .broadcast(new Prepare(b, p.applied() + 1));
    }

    /** ReceivePrepare(p, m): promise to take part in ballot m.bal and in no lower one, and report p's votes. */
    @Action
    Step<Replica> receivePrepare(Replica p, Prepare m) {
        if (m.bal() <= p.maxBal()) return disabled();
        return to(follow(p).withMaxBal(m.bal()))
                .send(owner(m.bal()), new Promise(m.bal(), self(), Sets.copyOf(from(m.from(), p.votes()))));
    }

    /** ReceivePromise(p, m): note the promise and the votes, if they are for the ballot of which p is the candidate. */
    @Action
    Step<Replica> receivePromise(Replica p, Promise m) {
        if (m.bal() != p.maxBal() || p.status() != CANDIDATE) return disabled();
        return to(p.withPromised(plus(p.promised(), m.node())).withReported(p.reported().plusAll(m.votes())));
    }

    /**
     * BecomeLeader(p): a majority has promised. In each slot up to the last one for which a vote was reported, propose
     * and vote for the command of the highest vote, or for none where there is no vote.
     */
    @Action
    Step<Replica> becomeLeader(Replica p) {
        if (p.status() != CANDIDATE || !isMajority(p.promised())) return disabled();
        Map<Integer, Vote> highest = new TreeMap<>();
        for (Vote v : unsettled(p, p.reported())) {
            highest.merge(v.slot(), v, this::higher);
        }
        int last = highest.keySet().stream().reduce(p.applied(), Math::max);
        List<Vote> own = new ArrayList<>();
        Map<Integer, Set<NodeId>> polls = new TreeMap<>();
        for (int slot = p.applied() + 1; slot <= last; slot++) {
            own.add(new Vote(slot, p.maxBal(), adopted(highest.get(slot))));
            polls.put(slot, Sets.of(self()));
        }
        Step<Replica> step = to(follow(p).withStatus(LEADER).withVotes(p.votes().plusAll(own)).withNext(last + 1)
                .withPolls(polls));
        for (Vote v : own) {
            step = step.broadcast(accept(v));
        }
        return step;
    }

    /** Propose(p, c): propose command c for the next free slot, and vote for it. */
    @Action
    Step<Replica> propose(Replica p, @In("commands") Command c) {
        if (p.status() != LEADER || c == null) return disabled();
        Vote v = new Vote(p.next(), p.maxBal(), c);
        return to(p.withVotes(p.votes().plus(v)).withNext(p.next() + 1)
                .withPolls(with(p.polls(), v.slot(), Sets.of(self()))))
                .broadcast(accept(v));
    }

    /** SendAccept(p, v): ask again for votes for what p proposed with its vote v and has not seen chosen. */
    @Action
    Step<Replica> sendAccept(Replica p, @In("proposals") Vote v) {
        if (!isOpen(p, v)) return disabled();
        return to(p).broadcast(accept(v));
    }

    /** ReceiveAccept(p, m): vote, if p has promised nothing higher; to vote is to promise, too. */
    @Action
    Step<Replica> receiveAccept(Replica p, Accept m) {
        if (owner(m.bal()).equals(self()) || m.bal() < p.maxBal()) return disabled();
        return to(follow(p).withMaxBal(m.bal()).withVotes(p.votes().plus(new Vote(m.slot(), m.bal(), m.cmd()))))
                .send(owner(m.bal()), new Accepted(m.bal(), m.slot(), self()));
    }

    /** ReceiveAccepted(p, m): note who has voted for what p proposed. */
    @Action
    Step<Replica> receiveAccepted(Replica p, Accepted m) {
        if (m.bal() != p.maxBal() || p.status() != LEADER || !p.polls().containsKey(m.slot())) return disabled();
        return to(p.withPolls(with(p.polls(), m.slot(), plus(p.polls().get(m.slot()), m.node()))));
    }

    /** Decide(p, v): a majority has voted for what p proposed with its vote v; it is chosen, and everyone is told. */
    @Action
    Step<Replica> decide(Replica p, @In("proposals") Vote v) {
        if (!isOpen(p, v) || !isMajority(p.polls().get(v.slot()))) return disabled();
        Map<Integer, Set<NodeId>> polls = new TreeMap<>(p.polls());
        polls.remove(v.slot());
        return to(p.withChosen(p.chosen().plus(v.decision())).withPolls(polls))
                .broadcast(new Decide(v.slot(), v.cmd()));
    }

    /** ReceiveDecide(p, m): note a decision that p did not know of. */
    @Action
    Step<Replica> receiveDecide(Replica p, Decide m) {
        Decision d = new Decision(m.slot(), m.cmd());
        if (p.chosen().contains(d)) return disabled();
        return to(p.withChosen(p.chosen().plus(d)));
    }

    /** Apply(p, d): apply the decision for the slot after the last one applied. */
    @Action
    Step<Replica> apply(Replica p, @In("applicable") Decision d) {
        if (d.slot() != p.applied() + 1 || !p.chosen().contains(d)) return disabled();
        Replica further = p.withApplied(d.slot());
        return to(p.isNew(d.cmd()) ? further.withTable(with(p.table(), d.cmd().client(), d.cmd().seq())) : further);
    }

    /** Refuse(p, m): tell the owner of m's ballot that p has promised a higher one. */
    @Action
    Step<Replica> refuse(Replica p, Request m) {
        if (m.bal() >= p.maxBal()) return disabled();
        return to(p).send(owner(m.bal()), new Nack(m.bal(), p.maxBal()));
    }

    /** ReceiveNack(p, m): give up the ballot. */
    @Action
    Step<Replica> receiveNack(Replica p, Nack m) {
        if (m.bal() != p.maxBal() || p.status() == FOLLOWER) return disabled();
        return to(follow(p));
    }

    /** SendHeartbeat(p): say that p leads, and how far it has come. */
    @Action
    Step<Replica> sendHeartbeat(Replica p) {
        if (p.status() != LEADER) return disabled();
        return to(p).broadcast(new Heartbeat(p.maxBal(), p.applied()));
    }

    /** ReceiveHeartbeat(p, m): take the leader of a ballot that is not below p's promise for its leader. */
    @Action
    Step<Replica> receiveHeartbeat(Replica p, Heartbeat m) {
        if (owner(m.bal()).equals(self()) || m.bal() < p.maxBal()) return disabled();
        return to(follow(p).withMaxBal(m.bal()));
    }

    /** SendAsk(p, q, s): ask q which command is chosen for a slot s that p has not applied. */
    @Action
    Step<Replica> sendAsk(Replica p, @In("others") NodeId q, @In("slots") int s) {
        if (q.equals(self()) || s <= p.applied()) return disabled();
        return to(p).send(q, new Ask(q, self(), s));
    }

    /** ReceiveAsk(p, m): take note of what p is asked; SendDecide answers it. */
    @Action
    Step<Replica> receiveAsk(Replica p, Ask m) {
        if (!m.to().equals(self())) return disabled();
        return to(p);
    }

    /** SendDecide(p, q, d): tell q of a decision. */
    @Action
    Step<Replica> sendDecide(Replica p, @In("nodes") NodeId q, @In("decisions") Decision d) {
        if (q.equals(self()) || !p.chosen().contains(d)) return disabled();
        return to(p).send(q, new Decide(d.slot(), d.cmd()));
    }

    /** The node to which ballot b belongs: the number's low-order part is a seat. */
    public NodeId owner(int b) {
        return nodes().get(Math.floorMod(b, nodes().size()));
    }

    /** Whether these are a majority, so that any two such sets meet. */
    boolean isMajority(Set<NodeId> some) {
        return 2 * some.size() > nodes().size();
    }

    /** Of two votes in one slot the one in the higher ballot. */
    Vote higher(Vote v, Vote w) {
        return v.bal() >= w.bal() ? v : w;
    }

    /** What a leader must propose in a slot in which that is the highest vote reported, or null if there is none. */
    Command adopted(Vote highest) {
        return highest == null ? null : highest.cmd();
    }

    /** The process without what it had written as a candidate or a leader. */
    static Replica follow(Replica p) {
        return p.withStatus(FOLLOWER).withPromised(empty()).withReported(GrowingSet.empty()).withNext(0)
                .withPolls(Map.of());
    }

    /** Whether v is p's own proposal in its ballot, and p has not seen it chosen. */
    private static boolean isOpen(Replica p, Vote v) {
        return p.status() == LEADER && v.bal() == p.maxBal() && p.polls().containsKey(v.slot()) && p.votes().contains(v);
    }

    private static Collection<Vote> unsettled(Replica p, GrowingSet<Vote> votes) {
        return from(p.applied() + 1, votes);
    }

    private static Collection<Vote> from(int slot, GrowingSet<Vote> votes) {
        return votes.from(new Vote(slot, NO_BALLOT, null));
    }

    private static Accept accept(Vote v) {
        return new Accept(v.bal(), v.slot(), v.cmd());
    }

    private static <K extends Comparable<K>, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> more = new TreeMap<>(map);
        more.put(key, value);
        return more;
    }

    /** The ballots that p owns, above its promise, ascending; they end where the numbers do. */
    IntStream ballots(Replica p) {
        int seat = nodes().indexOf(self());
        int size = nodes().size();
        int first = p.maxBal() < seat ? seat : p.maxBal() + 1 + Math.floorMod(seat - p.maxBal() - 1, size);
        return IntStream.iterate(first, b -> b >= 0, b -> b + size);
    }

    /** Commands of the clients, by their numbers, for who leads. */
    Stream<Command> commands(Replica p) {
        return p.status() != LEADER ? Stream.empty() : IntStream.iterate(1, n -> n > 0 && (commands == 0 || n <= commands), n -> n + 1).boxed()
                .flatMap(n -> clients.stream().map(client -> new Command(client, n, "op" + n)));
    }

    /** What p has proposed in its ballot and not seen chosen, by its votes. */
    Iterable<Vote> proposals(Replica p) {
        return p.polls().keySet().stream().map(p::vote).filter(Objects::nonNull).toList();
    }

    /** The decision for the slot after the last one applied, if it is known. */
    Iterable<Decision> applicable(Replica p) {
        Decision d = p.decision(p.applied() + 1);
        return d == null ? List.of() : List.of(d);
    }

    /** The decisions that p knows of. */
    Iterable<Decision> decisions(Replica p) {
        return p.chosen();
    }

    /** All nodes but this one. */
    List<NodeId> others() {
        return nodes().stream().filter(node -> !node.equals(self())).toList();
    }

    /** The slots that p has not applied. */
    IntStream slots(Replica p) {
        return IntStream.iterate(p.applied() + 1, s -> s > 0, s -> s + 1);
    }

    @Override
    public Map<String, Object> constants() {
        Map<NodeId, Integer> seats = new LinkedHashMap<>();
        nodes().forEach(node -> seats.put(node, seats.size()));
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Node", Sets.copyOf(nodes()));
        constants.put("Seat", seats);
        return constants;
    }

    @Override
    public String nullConstant() {
        return "NoOp";
    }
}
