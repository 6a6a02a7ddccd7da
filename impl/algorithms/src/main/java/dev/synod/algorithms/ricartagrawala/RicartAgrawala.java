package dev.synod.algorithms.ricartagrawala;

import static dev.synod.algorithms.ricartagrawala.Mode.CRITICAL;
import static dev.synod.algorithms.ricartagrawala.Mode.IDLE;
import static dev.synod.algorithms.ricartagrawala.Mode.REQUESTING;
import static dev.synod.runtime.Sets.empty;
import static dev.synod.runtime.Sets.plus;

import dev.synod.algorithms.ricartagrawala.Message.Reply;
import dev.synod.algorithms.ricartagrawala.Message.Request;
import dev.synod.runtime.Action;
import dev.synod.runtime.In;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sender;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mutual exclusion by asking everybody. Glenn Ricart and Ashok K. Agrawala, An Optimal Algorithm for Mutual Exclusion in
 * Computer Networks, CACM 24(1), 1981.
 *
 * <p>In short: who wants to enter the critical section picks a number above all that it has seen and asks all others.
 * Whoever is inside, or wants to enter and goes first, keeps its reply back until it leaves; everyone else replies at
 * once. The lower number goes first, and of equal numbers the lower rank. With all replies a process enters: 2(N-1)
 * messages.
 *
 * <p>This is {@code specs/ricart-agrawala/RicartAgrawala.tla}, action by action, with the same names.
 */
public class RicartAgrawala extends Machine<Contender, Message> {

    private final Set<NodeId> others;

    /** The process {@code self}, one of {@code processes}; who comes first in them decides between equal numbers. */
    public RicartAgrawala(NodeId self, List<NodeId> processes) {
        super(self, processes);
        others = Sets.minus(Sets.copyOf(processes), Sets.of(self));
    }

    /** The same process, for a mutant to differ. */
    protected RicartAgrawala(RicartAgrawala process) {
        this(process.self(), process.nodes());
    }

    @Override
    public Contender initial() {
        return Contender.INITIAL;
    }

    /** Request(p, n): ask all others to let p enter, under a number above all that it has seen. */
    @Action
    Step<Contender> request(Contender p, @In("numbers") int n) {
        if (p.mode() != IDLE || n != p.highest() + 1) return disabled();
        return to(p.withMode(REQUESTING).withOurNumber(n).withOutstanding(others.size()))
                .send(others, new Request(n));
    }

    /** ReceiveRequest(p, q, m): permit q to enter, at once or when p has been inside. */
    @Action
    Step<Contender> receiveRequest(Contender p, @Sender NodeId q, Request m) {
        Contender informed = p.withHighest(Math.max(p.highest(), m.number()));
        if (p.mode() != IDLE && precedes(p.ourNumber(), self(), m.number(), q)) {
            return to(informed.withDeferred(plus(p.deferred(), q)));
        }
        return to(informed).send(q, new Reply());
    }

    /** ReceiveReply(p, q, m): one reply less to wait for. */
    @Action
    Step<Contender> receiveReply(Contender p, @Sender NodeId q, Reply m) {
        return to(p.withOutstanding(p.outstanding() - 1));
    }

    /** Enter(p): all others have replied. */
    @Action
    Step<Contender> enter(Contender p) {
        if (p.mode() != REQUESTING || p.outstanding() != 0) return disabled();
        return to(p.withMode(CRITICAL));
    }

    /** Exit(p): leave, and send the replies kept back. */
    @Action
    Step<Contender> exit(Contender p) {
        if (p.mode() != CRITICAL) return disabled();
        return to(p.withMode(IDLE).withDeferred(empty())).send(p.deferred(), new Reply());
    }

    /** Whether the request of p with number a goes before that of q with number b. */
    boolean precedes(int a, NodeId p, int b, NodeId q) {
        return a < b || a == b && rank(p) < rank(q);
    }

    private int rank(NodeId p) {
        return nodes().indexOf(p);
    }

    /** The one number under which p may ask. */
    List<Integer> numbers(Contender p) {
        return List.of(p.highest() + 1);
    }

    @Override
    public Map<String, Object> constants() {
        Map<NodeId, Integer> ranks = new LinkedHashMap<>();
        nodes().forEach(p -> ranks.put(p, rank(p)));
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Process", Sets.copyOf(nodes()));
        constants.put("Rank", ranks);
        return constants;
    }
}
