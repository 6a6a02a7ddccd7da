package dev.synod.algorithms.chandylamport;

import dev.synod.algorithms.chandylamport.Message.Marker;
import dev.synod.algorithms.chandylamport.Message.Transfer;
import dev.synod.runtime.Action;
import dev.synod.runtime.In;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sender;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import dev.synod.runtime.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A snapshot of a system that does not stand still. K. Mani Chandy and Leslie Lamport, Distributed Snapshots: Determining
 * Global States of Distributed Systems, ACM TOCS 3(1), 1985. The system here is one in which money goes to and fro.
 *
 * <p>In short: a process records its state and at once sends a marker over each channel. Whoever receives its first
 * marker does the same. What comes over a channel after the receiver has recorded, and before the marker, was under way.
 *
 * <p>This is {@code specs/chandy-lamport/ChandyLamport.tla}, action by action, with the same names.
 */
public class ChandyLamport extends Machine<Account, Message> {

    private final Topology channels;
    private final Map<NodeId, Integer> money;

    /**
     * The process {@code self}.
     *
     * @param channels which process can send to which: strongly connected, and nobody to itself
     * @param money    what each process has at first
     */
    public ChandyLamport(NodeId self, Topology channels, Map<NodeId, Integer> money) {
        super(self, channels.nodes());
        this.channels = channels;
        this.money = money;
    }

    /** The same process, for a mutant to differ. */
    protected ChandyLamport(ChandyLamport process) {
        this(process.self(), process.channels, process.money);
    }

    @Override
    public Account initial() {
        Map<NodeId, List<Integer>> nothing = new LinkedHashMap<>();
        into().forEach(q -> nothing.put(q, List.of()));
        return new Account(money.get(self()), null, Sets.empty(), Collections.unmodifiableMap(nothing));
    }

    /** SendTransfer(p, q, a): send an amount of p's money to q. */
    @Action
    Step<Account> sendTransfer(Account p, @In("outOf") NodeId q, @In("amounts") int a) {
        if (a < 1 || a > p.balance()) return disabled();
        return to(p.withBalance(p.balance() - a)).send(q, new Transfer(a));
    }

    /** ReceiveTransfer(p, q, m): receive money; it was under way, if p has recorded and q's marker has not come. */
    @Action
    Step<Account> receiveTransfer(Account p, @Sender NodeId q, Transfer m) {
        Account richer = p.withBalance(p.balance() + m.amount());
        return to(p.open().contains(q) ? richer.withRecorded(recorded(p, q, m.amount())) : richer);
    }

    /** Record(p): record p's state, and send the markers before any more money. */
    @Action
    Step<Account> record(Account p) {
        if (p.saved() != null) return disabled();
        return to(p.withSaved(p.balance()).withOpen(Sets.copyOf(into()))).send(outOf(), new Marker());
    }

    /** ReceiveMarker(p, q, m): record p's state, if it is the first; the record of this channel ends. */
    @Action
    Step<Account> receiveMarker(Account p, @Sender NodeId q, Marker m) {
        if (p.saved() == null) {
            return to(p.withSaved(p.balance()).withOpen(Sets.minus(into(), Sets.of(q)))).send(outOf(), new Marker());
        }
        return to(p.withOpen(Sets.minus(p.open(), Sets.of(q))));
    }

    /** What p has recorded, with one more amount from q. */
    static Map<NodeId, List<Integer>> recorded(Account p, NodeId q, int amount) {
        List<Integer> more = new ArrayList<>(p.recorded().get(q));
        more.add(amount);
        Map<NodeId, List<Integer>> recorded = new LinkedHashMap<>(p.recorded());
        recorded.put(q, List.copyOf(more));
        return Collections.unmodifiableMap(recorded);
    }

    /** The processes that can send to this one. */
    final Set<NodeId> into() {
        return channels.predecessors(self());
    }

    /** The processes to which this one can send. */
    final Set<NodeId> outOf() {
        return channels.successors(self());
    }

    /** What p can send. */
    IntStream amounts(Account p) {
        return IntStream.rangeClosed(1, p.balance());
    }

    @Override
    public Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Process", Sets.copyOf(nodes()));
        constants.put("Channel", channels.edges());
        constants.put("Money", money);
        return constants;
    }

    @Override
    public String nullConstant() {
        return "NONE";
    }
}
