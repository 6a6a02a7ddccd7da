package dev.synod.algorithms.multipaxos;

import dev.synod.algorithms.multipaxos.Message.Accept;
import dev.synod.algorithms.multipaxos.Message.Accepted;
import dev.synod.algorithms.multipaxos.Message.Ask;
import dev.synod.algorithms.multipaxos.Message.Decide;
import dev.synod.algorithms.multipaxos.Message.Heartbeat;
import dev.synod.algorithms.multipaxos.Message.Nack;
import dev.synod.algorithms.multipaxos.Message.Prepare;
import dev.synod.algorithms.multipaxos.Message.Promise;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A leader stays as long as it is heard of: it says now and then that it is there, and asks again for the votes that it
 * waits for. A follower that hears of no leader for a random time becomes a candidate, above all ballots that it has heard
 * of; a candidate that fails waits for a random time from a span twice as long. A node that is behind asks whoever it has
 * last heard of as a leader for what it lacks.
 *
 * <p>If it is restless, it also is careless, at random: it takes a ballot that is too low, outs a leader for nothing, be it
 * itself, leaves what it could do for later. All of that the protocol allows, and a test should see it.
 */
final class StableLeader implements Policy<Replica> {

    /** Ticks between two looks at what is to be done. */
    private static final int BEAT = 16;
    /** Beats without a sign of a leader, at least, before a follower becomes a candidate. */
    private static final int PATIENCE = 4;
    /** Doublings of the patience after failures, at most. */
    private static final int MOST_FAILURES = 4;
    /** Slots asked for, and proposals urged, at once. */
    private static final int AT_ONCE = 16;

    private final MultiPaxos machine;
    private final List<String> clients;
    private final int commands;
    private final int window;
    private final boolean restless;
    /** For each client the number of the last command proposed here. */
    private final Map<String, Integer> issued = new HashMap<>();
    private int highest = MultiPaxos.NO_BALLOT;
    private int silence;
    private int failures;
    private int patience;
    /** Who may know more than this node, and how much at least. */
    private NodeId ahead;
    private int known;
    /** As much of it as was known a beat ago: the rest may still be under way. */
    private int overdue;
    /** As leader: what was proposed for slots below this one was so a beat ago; the votes for the rest may be under way. */
    private int urgent;

    /**
     * A new one.
     *
     * @param clients  whose commands a leader thinks of by itself; none, and it proposes nothing by itself
     * @param commands how many of each at most; 0 for as many as there are numbers
     * @param window   for how many slots it then has proposals under way
     */
    StableLeader(MultiPaxos machine, List<String> clients, int commands, int window, boolean restless) {
        this.machine = machine;
        this.clients = clients;
        this.commands = commands;
        this.window = window;
        this.restless = restless;
    }

    @Override
    public void start(Turn<Replica> turn) {
        waitAnew(turn);
        turn.wakeAfter(turn.chance().between(1, BEAT));
    }

    private void waitAnew(Turn<Replica> turn) {
        silence = 0;
        patience = turn.chance().between(PATIENCE, (PATIENCE << Math.min(failures, MOST_FAILURES)) + PATIENCE);
    }

    @Override
    public void received(Turn<Replica> turn, Record message) {
        if (message instanceof Promise) {
            if (!(restless && turn.chance().oneIn(4)) && turn.take("BecomeLeader")) {
                urgent = 0;
                lead(turn);
            }
        } else if (message instanceof Accepted m) {
            if (!(restless && turn.chance().oneIn(8))) {
                decide(turn, m.slot());
            }
        } else if (message instanceof Decide m) {
            know(m.slot(), ahead);
            apply(turn);
        } else if (message instanceof Accept m) {
            heardOf(turn, m.bal());
            know(m.slot() - 1, machine.owner(m.bal()));
        } else if (message instanceof Heartbeat m) {
            heardOf(turn, m.bal());
            know(m.applied(), machine.owner(m.bal()));
        } else if (message instanceof Prepare m) {
            heardOf(turn, m.bal());
            know(m.from() - 1, machine.owner(m.bal()));
        } else if (message instanceof Nack m) {
            highest = Math.max(highest, m.higher());
            failures++;
            waitAnew(turn);
        } else if (message instanceof Ask m) {
            Decision d = turn.state().decision(m.slot());
            if (d != null) {
                turn.take("SendDecide", m.node(), d);
            }
        }
    }

    private void heardOf(Turn<Replica> turn, int bal) {
        highest = Math.max(highest, bal);
        failures = 0;
        waitAnew(turn);
    }

    private void know(int slot, NodeId who) {
        if (slot >= known) {
            known = slot;
            ahead = who;
        }
    }

    @Override
    public void timeout(Turn<Replica> turn) {
        apply(turn);
        switch (turn.state().status()) {
            case LEADER -> {
                if (restless && turn.chance().oneIn(16)) {
                    startBallot(turn);
                } else {
                    lead(turn);
                }
            }
            case CANDIDATE -> {
                if (turn.take("BecomeLeader")) {
                    urgent = 0;
                    lead(turn);
                }
                silence++;
                if (silence > PATIENCE && turn.state().status() == Status.CANDIDATE) {
                    failures++;
                    turn.takeFirst("Prepare", t -> ballot(t.arguments()) > highest);
                    waitAnew(turn);
                }
            }
            case FOLLOWER -> {
                silence++;
                if (silence > patience || restless && turn.chance().oneIn(64)) {
                    startBallot(turn);
                }
            }
        }
        ask(turn);
        turn.wakeAfter(BEAT);
    }

    private void startBallot(Turn<Replica> turn) {
        boolean careless = restless && turn.chance().oneIn(4);
        turn.takeFirst("Prepare", t -> careless || ballot(t.arguments()) > highest);
        waitAnew(turn);
    }

    private static int ballot(List<Object> arguments) {
        return (int) arguments.get(1);
    }

    private void lead(Turn<Replica> turn) {
        turn.take("SendHeartbeat");
        int urged = 0;
        for (int slot : turn.state().polls().keySet()) {
            Vote v = turn.state().vote(slot);
            if (slot < urgent && urged++ < AT_ONCE && v != null && !turn.take("Decide", v)) {
                turn.take("SendAccept", v);
            }
        }
        urgent = turn.state().next();
        apply(turn);
        propose(turn);
    }

    private void decide(Turn<Replica> turn, int slot) {
        Vote v = turn.state().vote(slot);
        if (v != null && turn.take("Decide", v)) {
            apply(turn);
            propose(turn);
        }
    }

    private static void apply(Turn<Replica> turn) {
        while (turn.takeFirst("Apply")) {
            // One slot after the other.
        }
    }

    /** Plays the clients: commands in order, and now and then one a second time, as if its answer had been lost. */
    private void propose(Turn<Replica> turn) {
        while (!clients.isEmpty() && turn.state().polls().size() < window) {
            String client = clients.get(turn.chance().below(clients.size()));
            int last = Math.max(issued.getOrDefault(client, 0), turn.state().lastSeq(client));
            boolean all = commands > 0 && last >= commands;
            boolean again = last > 0 && turn.chance().oneIn(8);
            if (all && !again) {
                return;
            }
            int seq = again ? Math.max(1, last - turn.chance().below(2)) : last + 1;
            if (!turn.take("Propose", new Command(client, seq, "op" + seq))) {
                return;
            }
            issued.put(client, Math.max(last, seq));
        }
    }

    private void ask(Turn<Replica> turn) {
        Replica p = turn.state();
        if (ahead == null || ahead.equals(machine.self())) {
            return;
        }
        int asked = 0;
        for (int slot = p.applied() + 1; slot <= overdue && asked < AT_ONCE; slot++) {
            if (p.decision(slot) == null && turn.take("SendAsk", ahead, slot)) {
                asked++;
            }
        }
        overdue = known;
    }
}
