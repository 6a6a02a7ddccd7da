package dev.synod.algorithms.paxos;

import static dev.synod.algorithms.paxos.Phase.ACCEPTING;
import static dev.synod.algorithms.paxos.Phase.IDLE;
import static dev.synod.algorithms.paxos.Phase.PREPARING;
import static dev.synod.runtime.Sets.empty;
import static dev.synod.runtime.Sets.plus;

import dev.synod.algorithms.ProposalNumbers;
import dev.synod.algorithms.paxos.Message.Accept;
import dev.synod.algorithms.paxos.Message.Accepted;
import dev.synod.algorithms.paxos.Message.Learned;
import dev.synod.algorithms.paxos.Message.Nack;
import dev.synod.algorithms.paxos.Message.Prepare;
import dev.synod.algorithms.paxos.Message.Promise;
import dev.synod.algorithms.paxos.Message.Query;
import dev.synod.runtime.Action;
import dev.synod.runtime.Crash;
import dev.synod.runtime.In;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Basic Paxos by roles: over a network that may lose or repeat a message, nodes that may crash and restart agree on one
 * value. Leslie Lamport, Paxos Made Simple, ACM SIGACT News 32(4), 2001, section 2.
 *
 * <p>In short: a proposer picks a number of its own and asks the acceptors to accept nothing below it (Prepare). They
 * answer what they have accepted under the highest number so far (Promise). With answers from a majority the proposer
 * asks them to accept the value of the highest of these numbers, or any value if there is none (Accept). They accept, if
 * they have promised nothing higher since, and tell the learners (Accepted). Who must refuse says so (Nack). A learner
 * that has heard of a majority that accepted under one number has learned the value, and tells who asks later (Query,
 * Learned).
 *
 * <p>This is {@code specs/paxos/Paxos.tla}, action by action, with the same names. What the paper leaves open stays
 * open: when to start a ballot and in which round, when to send what again, and when to ask.
 */
@Crash("Crash(p)")
public class Paxos extends Machine<Member, Message> {

    /** The round, and the proposal number, below all others. */
    public static final int NO_NUMBER = ProposalNumbers.NONE;

    private final Roles roles;
    private final List<String> values;
    private final ProposalNumbers numbers;

    /**
     * The node {@code self}, one of {@code nodes}; who stands where in that list owns which numbers.
     *
     * @param values the values there are, at least one, none of them null; the first is the one that it prefers
     */
    public Paxos(NodeId self, List<NodeId> nodes, Roles roles, List<String> values) {
        super(self, nodes);
        this.roles = roles;
        this.values = List.copyOf(values);
        this.numbers = ProposalNumbers.of(nodes.size());
        if (values.isEmpty()) {
            throw new IllegalArgumentException("The proposers need at least one value.");
        }
    }

    /** The same node, for a mutant to differ. */
    protected Paxos(Paxos node) {
        this(node.self(), node.nodes(), node.roles, node.values);
    }

    @Override
    public Member initial() {
        return Member.INITIAL;
    }

    /** Prepare(p, r), phase 1a: start a ballot in round r, above all that p has used. */
    @Action
    Step<Member> prepare(Member p, @In("rounds") int r) {
        if (!isProposer() || r <= p.round()) return disabled();
        return to(p.withRound(r).withPhase(PREPARING).withPromises(empty()).withValue(null))
                .send(roles.acceptors(), new Prepare(number(r)));
    }

    /** ReceivePromise(p, m): note the report, if it is for the ballot that p is preparing. */
    @Action
    Step<Member> receivePromise(Member p, Promise m) {
        if (p.phase() != PREPARING || m.n() != number(p.round())) return disabled();
        return to(p.withPromises(plus(p.promises(), m.report())));
    }

    /**
     * Accept(p, v), phase 2a: a majority has promised; propose v, the value of the highest report, or any if nobody
     * who reported had accepted anything.
     */
    @Action
    Step<Member> accept(Member p, @In("values") String v) {
        if (p.phase() != PREPARING || !isMajority(p.promises().stream().map(Report::acc).distinct().count())) {
            return disabled();
        }
        Report r = highest(p.promises());
        if (r.vBal() == NO_NUMBER ? !values.contains(v) : !v.equals(r.vVal())) return disabled();
        return to(p.withPhase(ACCEPTING).withPromises(empty()).withValue(v))
                .send(roles.acceptors(), new Accept(number(p.round()), v));
    }

    /** Retransmit(p): send the request of the phase again. */
    @Action
    Step<Member> retransmit(Member p) {
        if (p.phase() == IDLE) return disabled();
        int n = number(p.round());
        return to(p).send(roles.acceptors(), p.phase() == PREPARING ? new Prepare(n) : new Accept(n, p.value()));
    }

    /** ReceiveNack(p, m): give the ballot up. */
    @Action
    Step<Member> receiveNack(Member p, Nack m) {
        if (p.phase() == IDLE || m.n() != number(p.round())) return disabled();
        return to(p.withPhase(IDLE).withPromises(empty()).withValue(null));
    }

    /** ReceivePrepare(p, m), phase 1b: promise to accept nothing below m.n, and report what was accepted. */
    @Action
    Step<Member> receivePrepare(Member p, Prepare m) {
        if (!isAcceptor() || m.n() < p.maxBal() || m.n() <= p.vBal()) return disabled();
        return to(p.withMaxBal(m.n())).send(owner(m.n()), new Promise(m.n(), new Report(self(), p.vBal(), p.vVal())));
    }

    /** RefusePrepare(p, m): say that p has promised more. */
    @Action
    Step<Member> refusePrepare(Member p, Prepare m) {
        if (!isAcceptor() || m.n() >= p.maxBal()) return disabled();
        return to(p).send(owner(m.n()), new Nack(m.n(), p.maxBal()));
    }

    /** ReceiveAccept(p, m), phase 2b: accept m.val under m.n, which is a promise as well, and tell the learners. */
    @Action
    Step<Member> receiveAccept(Member p, Accept m) {
        if (!isAcceptor() || m.n() < p.maxBal()) return disabled();
        return to(p.withMaxBal(m.n()).withVBal(m.n()).withVVal(m.val()))
                .send(roles.learners(), new Accepted(new Acceptance(self(), m.n(), m.val())));
    }

    /** RefuseAccept(p, m): say that p has promised more. */
    @Action
    Step<Member> refuseAccept(Member p, Accept m) {
        if (!isAcceptor() || m.n() >= p.maxBal()) return disabled();
        return to(p).send(owner(m.n()), new Nack(m.n(), p.maxBal()));
    }

    /** ReceiveQuery(p, m): tell the learners again what p has accepted last. */
    @Action
    Step<Member> receiveQuery(Member p, Query m) {
        if (!isAcceptor() || p.vBal() == NO_NUMBER) return disabled();
        return to(p).send(roles.learners(), new Accepted(new Acceptance(self(), p.vBal(), p.vVal())));
    }

    /** ReceiveAccepted(p, m): note who has accepted what under which number. */
    @Action
    Step<Member> receiveAccepted(Member p, Accepted m) {
        if (!isLearner() || p.learned() != null) return disabled();
        return to(p.withTally(plus(p.tally(), m.acceptance())));
    }

    /** Learn(p, t): a majority has accepted what t is for, under the number of t. */
    @Action
    Step<Member> learn(Member p, @In("tally") Acceptance t) {
        if (p.learned() != null || !isChosen(t, p.tally())) return disabled();
        return to(p.withLearned(t.val()).withTally(empty()));
    }

    /** Ask(p): ask everyone what was chosen. */
    @Action
    Step<Member> ask(Member p) {
        if (!isLearner() || p.learned() != null) return disabled();
        return to(p).broadcast(new Query());
    }

    /** AnswerQuery(p, m): tell the learners what p has learned. */
    @Action
    Step<Member> answerQuery(Member p, Query m) {
        if (p.learned() == null) return disabled();
        return to(p).send(roles.learners(), new Learned(p.learned()));
    }

    /** ReceiveLearned(p, m): believe another that has learned the value. */
    @Action
    Step<Member> receiveLearned(Member p, Learned m) {
        if (!isLearner() || p.learned() != null) return disabled();
        return to(p.withLearned(m.val()).withTally(empty()));
    }

    /** Whether this node proposes. */
    boolean isProposer() {
        return roles.proposers().contains(self());
    }

    /** Whether this node accepts. */
    boolean isAcceptor() {
        return roles.acceptors().contains(self());
    }

    /** Whether this node learns. */
    boolean isLearner() {
        return roles.learners().contains(self());
    }

    /** Whether that many acceptors are a majority, so that any two such sets meet. */
    boolean isMajority(long count) {
        return 2 * count > roles.acceptors().size();
    }

    /** Whether that tally shows that a majority has accepted what {@code t} is for, under the number of {@code t}. */
    boolean isChosen(Acceptance t, Set<Acceptance> tally) {
        return isMajority(roles.acceptors().stream()
                .filter(a -> tally.contains(new Acceptance(a, t.n(), t.val()))).count());
    }

    /** The report of the highest number; of two with the same number the value is the same. */
    Report highest(Set<Report> reports) {
        return reports.stream().max(Comparator.comparingInt(Report::vBal)).orElseThrow();
    }

    /** This node's number in that round. */
    int number(int round) {
        return numbers.number(round, nodes().indexOf(self()));
    }

    /** The round of the number. */
    int round(int number) {
        return numbers.round(number);
    }

    private NodeId owner(int number) {
        return nodes().get(numbers.id(number));
    }

    /** The rounds that p has not used yet, if it is a proposer, ascending; they end where the numbers do. */
    IntStream rounds(Member p) {
        return isProposer() ? numbers.roundsAbove(p.round()) : IntStream.empty();
    }

    /** The values, the preferred one first. */
    List<String> values() {
        return values;
    }

    /** The acceptances that p was told of. */
    Set<Acceptance> tally(Member p) {
        return p.tally();
    }

    @Override
    public Map<String, Object> constants() {
        Map<NodeId, Integer> ids = new LinkedHashMap<>();
        nodes().forEach(node -> ids.put(node, ids.size()));
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Node", Sets.copyOf(nodes()));
        constants.put("Proposer", roles.proposers());
        constants.put("Acceptor", roles.acceptors());
        constants.put("Learner", roles.learners());
        constants.put("Id", ids);
        constants.put("Value", Sets.copyOf(values));
        return constants;
    }

    @Override
    public String nullConstant() {
        return "NONE";
    }
}
