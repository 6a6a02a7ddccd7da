package dev.synod.algorithms.synod;

import static dev.synod.algorithms.synod.Status.POLLING;
import static dev.synod.algorithms.synod.Status.TRYING;
import static dev.synod.runtime.Sets.empty;
import static dev.synod.runtime.Sets.plus;

import dev.synod.algorithms.synod.Message.BeginBallot;
import dev.synod.algorithms.synod.Message.LastVote;
import dev.synod.algorithms.synod.Message.NextBallot;
import dev.synod.algorithms.synod.Message.Success;
import dev.synod.algorithms.synod.Message.Voted;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The synod protocol: priests who come and go, and messengers who may lose or repeat a message, pass one decree, and no
 * two ledgers ever disagree on it. Leslie Lamport, The Part-Time Parliament, ACM TOCS 16(2), 1998, appendix.
 *
 * <p>In short: a priest p picks a ballot number of its own and asks everyone to take part in it
 * (NextBallot). Whoever agrees promises to vote in no lower ballot, and tells p the last vote it cast (LastVote). With
 * answers from a majority, p begins the ballot, for the decree of the highest of these votes, or for any decree if
 * there is none, and asks a majority to vote (BeginBallot). They vote, if they have promised nothing higher since
 * (Voted). When all of them have voted, the decree is passed, and p tells everyone (Success).
 *
 * <p>This is {@code specs/synod/Synod.tla}, action by action, with the same names. What the paper leaves to the priests
 * stays open: when to try a ballot and which, whom to ask to vote, and when to send what again.
 */
@Crash("LoseSlip(p)")
public class Synod extends Machine<Priest, Message> {

    /** The ballot number below all others; the paper's minus infinity. */
    public static final int NO_BALLOT = -1;

    private final List<String> decrees;

    /**
     * The priest {@code self}, one of {@code priests}; who sits where decides who owns which ballot.
     *
     * @param decrees the decrees there are, at least one, none of them null; the first is the one that it prefers
     */
    public Synod(NodeId self, List<NodeId> priests, List<String> decrees) {
        super(self, priests);
        this.decrees = List.copyOf(decrees);
        if (decrees.isEmpty()) {
            throw new IllegalArgumentException("The priests need at least one decree.");
        }
    }

    /** The same priest, for a mutant to differ. */
    protected Synod(Synod priest) {
        this(priest.self(), priest.nodes(), priest.decrees);
    }

    @Override
    public Priest initial() {
        return Priest.INITIAL;
    }

    /** TryNewBallot(p, b): try to begin ballot b, a number of p's own above all that it has tried. */
    @Action
    Step<Priest> tryNewBallot(Priest p, @In("ballots") int b) {
        if (!owner(b).equals(self()) || b <= p.lastTried()) return disabled();
        return to(p.withLastTried(b).withStatus(TRYING).withPrevVotes(empty()));
    }

    /** SendNextBallot(p): ask everyone to take part in the ballot that p is trying to begin. */
    @Action
    Step<Priest> sendNextBallot(Priest p) {
        if (p.status() != TRYING) return disabled();
        return to(p).broadcast(new NextBallot(p.lastTried()));
    }

    /** ReceiveNextBallot(p, m): agree to take part in ballot m.bal, and in no lower one. */
    @Action
    Step<Priest> receiveNextBallot(Priest p, NextBallot m) {
        if (m.bal() < p.nextBal()) return disabled();
        return to(p.withNextBal(m.bal()));
    }

    /** SendLastVote(p): tell the owner of ballot nextBal that p takes part, and how it last voted. */
    @Action
    Step<Priest> sendLastVote(Priest p) {
        if (p.nextBal() <= p.prevBal()) return disabled();
        Vote last = new Vote(self(), p.prevBal(), p.prevDec());
        return to(p).send(owner(p.nextBal()), new LastVote(p.nextBal(), last));
    }

    /** ReceiveLastVote(p, m): note the vote, if it answers the ballot that p is trying to begin. */
    @Action
    Step<Priest> receiveLastVote(Priest p, LastVote m) {
        if (m.bal() != p.lastTried() || p.status() != TRYING) return disabled();
        return to(p.withPrevVotes(plus(p.prevVotes(), m.vote())));
    }

    /**
     * StartPollingMajoritySet(p, Q, d): begin the ballot with the quorum Q, a majority of which all have answered,
     * and the decree d: that of the highest vote reported by anyone who has answered, or any if none of them ever
     * voted.
     */
    @Action
    Step<Priest> startPollingMajoritySet(Priest p, @In("majorities") Set<NodeId> Q, @In("decrees") String d) {
        if (p.status() != TRYING || !isMajority(Q.size()) || !voters(p.prevVotes()).containsAll(Q)) return disabled();
        Vote v = highest(p.prevVotes());
        if (v.bal() == NO_BALLOT ? !decrees.contains(d) : !d.equals(v.dec())) return disabled();
        return to(p.withStatus(POLLING).withQuorum(Q).withVoters(empty()).withDecree(d));
    }

    /** SendBeginBallot(p, q): ask q, of the quorum, to vote in the ballot. */
    @Action
    Step<Priest> sendBeginBallot(Priest p, @In("nodes") NodeId q) {
        if (p.status() != POLLING || !p.quorum().contains(q)) return disabled();
        return to(p).send(q, new BeginBallot(q, p.lastTried(), p.decree()));
    }

    /** ReceiveBeginBallot(p, m): vote in ballot m.bal, if p has promised nothing higher, and write it in the ledger. */
    @Action
    Step<Priest> receiveBeginBallot(Priest p, BeginBallot m) {
        if (!m.to().equals(self()) || m.bal() != p.nextBal() || m.bal() <= p.prevBal()) return disabled();
        return to(p.withPrevBal(m.bal()).withPrevDec(m.dec()));
    }

    /** SendVoted(p): tell the owner of the ballot in which p last voted that it has. */
    @Action
    Step<Priest> sendVoted(Priest p) {
        if (p.prevBal() == NO_BALLOT) return disabled();
        return to(p).send(owner(p.prevBal()), new Voted(p.prevBal(), self()));
    }

    /** ReceiveVoted(p, m): note who has voted in the ballot that p is conducting. */
    @Action
    Step<Priest> receiveVoted(Priest p, Voted m) {
        if (m.bal() != p.lastTried() || p.status() != POLLING) return disabled();
        return to(p.withVoters(plus(p.voters(), m.pst())));
    }

    /** Succeed(p): the whole quorum has voted; write the decree in the ledger. */
    @Action
    Step<Priest> succeed(Priest p) {
        if (p.status() != POLLING || !p.voters().containsAll(p.quorum()) || p.outcome() != null) return disabled();
        return to(p.withOutcome(p.decree()));
    }

    /** SendSuccess(p): tell everyone which decree has been passed. */
    @Action
    Step<Priest> sendSuccess(Priest p) {
        if (p.outcome() == null) return disabled();
        return to(p).broadcast(new Success(p.outcome()));
    }

    /** ReceiveSuccess(p, m): write the decree in the ledger, if there is none in it. */
    @Action
    Step<Priest> receiveSuccess(Priest p, Success m) {
        if (p.outcome() != null) return disabled();
        return to(p.withOutcome(m.dec()));
    }

    /** The priest to whom ballot b belongs: the number's low-order part is a seat. */
    NodeId owner(int b) {
        return nodes().get(Math.floorMod(b, nodes().size()));
    }

    /** Whether that many priests are a majority, so that any two such sets meet. */
    boolean isMajority(int count) {
        return 2 * count > nodes().size();
    }

    /** The vote of the highest ballot; of two in the same ballot the decree is the same. */
    Vote highest(Set<Vote> votes) {
        return votes.stream().max(Comparator.comparingInt(Vote::bal)).orElseThrow();
    }

    private static Set<NodeId> voters(Set<Vote> votes) {
        return votes.stream().map(Vote::pst).collect(Collectors.toSet());
    }

    /** The ballots that p owns and has not tried yet, ascending; they end where the numbers do. */
    IntStream ballots(Priest p) {
        int priests = nodes().size();
        int seat = nodes().indexOf(self());
        int first = p.lastTried() == NO_BALLOT ? seat : p.lastTried() + priests;
        return IntStream.iterate(first, b -> b >= 0, b -> b + priests);
    }

    /** The majorities among the priests who have answered p, the smallest first. */
    Iterable<Set<NodeId>> majorities(Priest p) {
        int least = IntStream.rangeClosed(0, nodes().size()).filter(this::isMajority).findFirst().orElseThrow();
        return Sets.subsets(voters(p.prevVotes()), least);
    }

    /** The decrees, the preferred one first. */
    List<String> decrees() {
        return decrees;
    }

    @Override
    public Map<String, Object> constants() {
        Map<NodeId, Integer> seats = new LinkedHashMap<>();
        nodes().forEach(priest -> seats.put(priest, seats.size()));
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("Priest", Sets.copyOf(nodes()));
        constants.put("Seat", seats);
        constants.put("Decree", Sets.copyOf(decrees));
        return constants;
    }

    @Override
    public String nullConstant() {
        return "BLANK";
    }
}
