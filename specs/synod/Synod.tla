------------------------------- MODULE Synod -------------------------------
(***************************************************************************)
(* The synod protocol: a parliament of priests chooses one decree.         *)
(*                                                                         *)
(* Source: Leslie Lamport, The Part-Time Parliament, ACM Transactions on   *)
(* Computer Systems 16(2), May 1998, appendix.  Each action below is one   *)
(* paragraph of that appendix, under its name; LoseSlip is what the text   *)
(* says of the slip of paper.  This is Paxos in its first form.            *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  No two priests ever write different decrees in their *)
(* ledgers, whatever is lost and whoever leaves the chamber.  Once one     *)
(* priest is left alone to try ballots, tries one that is high enough, and *)
(* messages to it and from it arrive, every priest ends with the decree in *)
(* its ledger.                                                             *)
(*                                                                         *)
(* THE IDEA.  A priest that wants a decree starts a numbered ballot.  It   *)
(* first asks the others for their latest votes.  Whoever answers also     *)
(* promises to vote in no lower ballot.  When a majority has answered, the *)
(* priest must put to the vote the decree of the highest vote that it was  *)
(* told of, and may choose freely only if nobody had voted.  Two           *)
(* majorities share a priest; so a ballot that might have succeeded cannot *)
(* go unnoticed by a later one.                                            *)
(*                                                                         *)
(* SYSTEM MODEL.  Priests are asynchronous.  Messages may be lost,         *)
(* delayed, reordered and duplicated, but not forged.  A priest may leave  *)
(* at any time and come back.  What it wrote in its ledger is still there  *)
(* then; its slip of paper may be gone.  Nobody lies.                      *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE, AND WHY                                   *)
(*  - Minus infinity is -1, called NoBallot, and a ballot number is a      *)
(*    natural number.  So ballots can be compared with < alone.            *)
(*  - The paper has one history variable, the set of ballots, in which a   *)
(*    ballot's set of voters grows.  Here two sets stand for it: `begun',  *)
(*    the ballots when they were begun, and `cast', the votes.  The        *)
(*    paper's set is the state function BB of the two.  A step adds one    *)
(*    element to one of them and rewrites nothing, so that the price of a  *)
(*    step does not grow with the length of a run that is replayed.        *)
(*  - A BeginBallot message names the priest that it is sent to, since     *)
(*    only the priests of the quorum are sent one.  The other messages     *)
(*    need no name: NextBallot and Success are for anyone, LastVote and    *)
(*    Voted are for the owner of the ballot.                               *)
(*  - The paper orders votes by their ballots, and ties as one likes.      *)
(*    Here votes are ordered by their ballots; ties are for CHOOSE.  Two   *)
(*    votes in one ballot have one decree, so a tie decides nothing.       *)
(*  - A slip that is lost is replaced by a slip with fixed values, so that *)
(*    states that differ only in worthless paper are one state.            *)
(*                                                                         *)
(* TWO REMARKS ON THE PRINTED APPENDIX, both found by our checker          *)
(*  1. B3 says: if a priest in a ballot's quorum voted in an earlier       *)
(*     ballot, then the ballot's decree is the decree of the latest of     *)
(*     those votes.  Read literally it is false in a reachable state.  The *)
(*     algorithm looks at the votes of all priests that answered, while    *)
(*     the quorum may leave out just the one with the latest vote.         *)
(*     Consistency survives, since those that answered are a majority too: *)
(*     see B3Answered.  The model MCSynodB3.cfg reaches such a state,      *)
(*     MCSynodB3Consistent.cfg explores all that may follow it.            *)
(*  2. I1 to I7 are true, but they are not an inductive invariant as       *)
(*     printed: nothing in them remembers what a quorum promised once the  *)
(*     owner of the ballot is idle.  I8 is what is missing.  The model     *)
(*     MCSynodInductionWithoutI8.cfg finds a step that leads out of I1 to  *)
(*     I7; MCSynodInduction.cfg finds none once I8 is added and Safe       *)
(*     stands in for B3.                                                   *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  Priest,   \* the priests
  Seat,     \* numbers the priests; ballot b is owned by the priest in seat b % N
  Decree,   \* the decrees that may be proposed
  BLANK     \* no decree

N == Cardinality(Priest)

ASSUME PriestAssumption == IsFiniteSet(Priest) /\ Priest # {}

ASSUME SeatAssumption ==
  /\ Seat \in [Priest -> 0..(N-1)]
  /\ \A p, q \in Priest : Seat[p] = Seat[q] => p = q

ASSUME BlankAssumption == BLANK \notin Decree

NoBallot == -1   \* lower than every ballot: the paper's minus infinity

\* A ballot number carries its owner in the low-order part, so that no two
\* priests ever start the same ballot.
Owner(b) == CHOOSE p \in Priest : Seat[p] = b % N

\* Any two of these have a priest in common.
Majority == {Q \in SUBSET Priest : 2 * Cardinality(Q) > N}

-----------------------------------------------------------------------------
(***************************************************************************)
(* A vote says that priest pst voted for decree dec in ballot bal.  A      *)
(* priest that has not voted yet answers with its null vote.               *)
(***************************************************************************)
Vote == [pst : Priest, bal : Nat, dec : Decree]

NullVote(p) == [pst |-> p, bal |-> NoBallot, dec |-> BLANK]

AnyVote == Vote \cup {NullVote(p) : p \in Priest}

\* The vote of highest ballot in the non-empty set V.
Highest(V) == CHOOSE v \in V : \A w \in V : w.bal =< v.bal

Message ==
       [type : {"NextBallot"}, bal : Nat]                                \* to anyone
  \cup [type : {"LastVote"}, bal : Nat, vote : AnyVote]                  \* to Owner(bal)
  \cup [type : {"BeginBallot"}, to : Priest, bal : Nat, dec : Decree]    \* to `to'
  \cup [type : {"Voted"}, bal : Nat, pst : Priest]                       \* to Owner(bal)
  \cup [type : {"Success"}, dec : Decree]                                \* to anyone

VARIABLES
  (*************************************************************************)
  (* A priest's ledger, in indelible ink.  It survives everything.         *)
  (*************************************************************************)
  outcome,     \* the decree that p wrote down as passed, or BLANK
  lastTried,   \* the last ballot that p tried to start, or NoBallot
  prevBal,     \* the last ballot that p voted in, or NoBallot
  prevDec,     \* the decree that p voted for in prevBal[p], or BLANK
  nextBal,     \* p's promise: it will vote in no ballot below this one

  (*************************************************************************)
  (* A priest's slip of paper.  It may be lost at any time.                *)
  (*************************************************************************)
  status,      \* what p is doing with ballot lastTried[p]: idle = nothing,
               \*   trying = collecting promises, polling = collecting votes
  prevVotes,   \* the latest votes that p was told of for ballot lastTried[p]
  quorum,      \* while polling: the priests that must vote
  voters,      \* while polling: those of whose vote p has heard
  decree,      \* while polling: the decree that is put to the vote

  (*************************************************************************)
  (* The network.                                                          *)
  (*************************************************************************)
  msgs,        \* every message ever sent.  A message stays here for ever: one
               \*   that is lost is just never received, one that is duplicated
               \*   is received again

  (*************************************************************************)
  (* History.  No action asks for it; the properties are about it.         *)
  (*************************************************************************)
  begun,       \* the ballots begun, with number, decree and quorum
  cast         \* the votes ever cast

ledger  == <<outcome, lastTried, prevBal, prevDec, nextBal>>
slip    == <<status, prevVotes, quorum, voters, decree>>
history == <<begun, cast>>
vars    == <<outcome, lastTried, prevBal, prevDec, nextBal,
             status, prevVotes, quorum, voters, decree, msgs, begun, cast>>

TypeOK ==
  /\ outcome   \in [Priest -> Decree \cup {BLANK}]
  /\ lastTried \in [Priest -> Nat \cup {NoBallot}]
  /\ prevBal   \in [Priest -> Nat \cup {NoBallot}]
  /\ prevDec   \in [Priest -> Decree \cup {BLANK}]
  /\ nextBal   \in [Priest -> Nat \cup {NoBallot}]
  /\ status    \in [Priest -> {"idle", "trying", "polling"}]
  /\ DOMAIN prevVotes = Priest /\ \A p \in Priest : prevVotes[p] \subseteq AnyVote
  /\ quorum    \in [Priest -> SUBSET Priest]
  /\ voters    \in [Priest -> SUBSET Priest]
  /\ decree    \in [Priest -> Decree \cup {BLANK}]
  /\ msgs  \subseteq Message
  /\ begun \subseteq [bal : Nat, dec : Decree, qrm : SUBSET Priest]
  /\ cast  \subseteq Vote

\* The ledgers are empty, nobody is doing anything, nothing was ever sent.
Init ==
  /\ outcome   = [p \in Priest |-> BLANK]
  /\ lastTried = [p \in Priest |-> NoBallot]
  /\ prevBal   = [p \in Priest |-> NoBallot]
  /\ prevDec   = [p \in Priest |-> BLANK]
  /\ nextBal   = [p \in Priest |-> NoBallot]
  /\ status    = [p \in Priest |-> "idle"]
  /\ prevVotes = [p \in Priest |-> {}]
  /\ quorum    = [p \in Priest |-> {}]
  /\ voters    = [p \in Priest |-> {}]
  /\ decree    = [p \in Priest |-> BLANK]
  /\ msgs  = {}
  /\ begun = {}
  /\ cast  = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS.  A message may be sent again at any time: that leaves the  *)
(* state as it is, so nothing forbids it.                                  *)
(***************************************************************************)
Send(m) == msgs' = msgs \cup {m}

\* At any time priest p may begin to try a new ballot b.  It must be one of its
\* own, above all that it tried before.  The number goes into the ledger, so
\* that no crash can make p use it twice.  The votes collected for an earlier
\* ballot are worthless now.
TryNewBallot(p, b) ==
  /\ Owner(b) = p
  /\ b > lastTried[p]
  /\ lastTried' = [lastTried EXCEPT ![p] = b]
  /\ status'    = [status EXCEPT ![p] = "trying"]
  /\ prevVotes' = [prevVotes EXCEPT ![p] = {}]
  /\ UNCHANGED <<outcome, prevBal, prevDec, nextBal, quorum, voters, decree,
                 msgs, history>>

\* While p is trying a ballot, it may tell anyone the number.
SendNextBallot(p) ==
  /\ status[p] = "trying"
  /\ Send([type |-> "NextBallot", bal |-> lastTried[p]])
  /\ UNCHANGED <<ledger, slip, history>>

\* When p hears of a ballot that is not below its promise, it promises to vote
\* in no ballot below that one.
ReceiveNextBallot(p, m) ==
  /\ m.type = "NextBallot"
  /\ m.bal >= nextBal[p]
  /\ nextBal' = [nextBal EXCEPT ![p] = m.bal]
  /\ UNCHANGED <<outcome, lastTried, prevBal, prevDec, slip, msgs, history>>

\* As long as p has not voted in the ballot that it promised to wait for, it may
\* tell that ballot's owner its latest vote.
SendLastVote(p) ==
  /\ nextBal[p] > prevBal[p]
  /\ Send([type |-> "LastVote", bal |-> nextBal[p],
           vote |-> [pst |-> p, bal |-> prevBal[p], dec |-> prevDec[p]]])
  /\ UNCHANGED <<ledger, slip, history>>

\* While p is trying a ballot, it collects the answers for that very ballot.
ReceiveLastVote(p, m) ==
  /\ m.type = "LastVote"
  /\ m.bal = lastTried[p]
  /\ status[p] = "trying"
  /\ prevVotes' = [prevVotes EXCEPT ![p] = @ \cup {m.vote}]
  /\ UNCHANGED <<ledger, status, quorum, voters, decree, msgs, history>>

\* When all priests of a majority Q have answered, p begins the ballot with Q as
\* its quorum.  The decree d is the one of the highest vote that p was told of,
\* or any decree if nobody who answered had voted.  Literally as in the paper
\* the highest vote is taken among all answers, also those from outside of Q.
StartPollingMajoritySet(p, Q, d) ==
  /\ status[p] = "trying"
  /\ Q \subseteq {v.pst : v \in prevVotes[p]}
  /\ LET v == Highest(prevVotes[p]) IN v.bal # NoBallot => d = v.dec
  /\ status' = [status EXCEPT ![p] = "polling"]
  /\ quorum' = [quorum EXCEPT ![p] = Q]
  /\ voters' = [voters EXCEPT ![p] = {}]
  /\ decree' = [decree EXCEPT ![p] = d]
  /\ begun'  = begun \cup {[bal |-> lastTried[p], dec |-> d, qrm |-> Q]}
  /\ UNCHANGED <<ledger, prevVotes, msgs, cast>>

\* While p is polling, it may ask a priest q of the quorum for its vote.
SendBeginBallot(p, q) ==
  /\ status[p] = "polling"
  /\ q \in quorum[p]
  /\ Send([type |-> "BeginBallot", to |-> q, bal |-> lastTried[p], dec |-> decree[p]])
  /\ UNCHANGED <<ledger, slip, history>>

\* Asked for its vote, p votes if this is the very ballot that it promised to
\* wait for, and if it has not voted in it yet.
ReceiveBeginBallot(p, m) ==
  /\ m.type = "BeginBallot"
  /\ m.to = p
  /\ m.bal = nextBal[p]
  /\ m.bal > prevBal[p]
  /\ prevBal' = [prevBal EXCEPT ![p] = m.bal]
  /\ prevDec' = [prevDec EXCEPT ![p] = m.dec]
  /\ cast' = cast \cup {[pst |-> p, bal |-> m.bal, dec |-> m.dec]}
  /\ UNCHANGED <<outcome, lastTried, nextBal, slip, msgs, begun>>

\* A priest that has voted may tell the owner of the ballot so.
SendVoted(p) ==
  /\ prevBal[p] # NoBallot
  /\ Send([type |-> "Voted", bal |-> prevBal[p], pst |-> p])
  /\ UNCHANGED <<ledger, slip, history>>

\* While p is polling, it notes who has voted in that very ballot.
ReceiveVoted(p, m) ==
  /\ m.type = "Voted"
  /\ m.bal = lastTried[p]
  /\ status[p] = "polling"
  /\ voters' = [voters EXCEPT ![p] = @ \cup {m.pst}]
  /\ UNCHANGED <<ledger, status, prevVotes, quorum, decree, msgs, history>>

\* When the whole quorum has voted, the decree is passed, and p writes it down.
Succeed(p) ==
  /\ status[p] = "polling"
  /\ quorum[p] \subseteq voters[p]
  /\ outcome[p] = BLANK
  /\ outcome' = [outcome EXCEPT ![p] = decree[p]]
  /\ UNCHANGED <<lastTried, prevBal, prevDec, nextBal, slip, msgs, history>>

\* A priest that has a decree in its ledger may tell anyone.
SendSuccess(p) ==
  /\ outcome[p] # BLANK
  /\ Send([type |-> "Success", dec |-> outcome[p]])
  /\ UNCHANGED <<ledger, slip, history>>

\* A priest that has no decree in its ledger yet writes down what it is told.
ReceiveSuccess(p, m) ==
  /\ m.type = "Success"
  /\ outcome[p] = BLANK
  /\ outcome' = [outcome EXCEPT ![p] = m.dec]
  /\ UNCHANGED <<lastTried, prevBal, prevDec, nextBal, slip, msgs, history>>

\* At any time p may leave the chamber and lose its slip of paper: a crash and a
\* restart.  The ledger stays.
LoseSlip(p) ==
  /\ status'    = [status EXCEPT ![p] = "idle"]
  /\ prevVotes' = [prevVotes EXCEPT ![p] = {}]
  /\ quorum'    = [quorum EXCEPT ![p] = {}]
  /\ voters'    = [voters EXCEPT ![p] = {}]
  /\ decree'    = [decree EXCEPT ![p] = BLANK]
  /\ UNCHANGED <<ledger, msgs, history>>

Next ==
  \E p \in Priest :
    \/ \E b \in Nat : TryNewBallot(p, b)
    \/ SendNextBallot(p)
    \/ \E m \in msgs : ReceiveNextBallot(p, m)
    \/ SendLastVote(p)
    \/ \E m \in msgs : ReceiveLastVote(p, m)
    \/ \E Q \in Majority, d \in Decree : StartPollingMajoritySet(p, Q, d)
    \/ \E q \in Priest : SendBeginBallot(p, q)
    \/ \E m \in msgs : ReceiveBeginBallot(p, m)
    \/ SendVoted(p)
    \/ \E m \in msgs : ReceiveVoted(p, m)
    \/ Succeed(p)
    \/ SendSuccess(p)
    \/ \E m \in msgs : ReceiveSuccess(p, m)
    \/ LoseSlip(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT THE PROTOCOL IS FOR                                                *)
(***************************************************************************)
\* No two priests write different decrees.
Consistency ==
  \A p, q \in Priest :
    outcome[p] # BLANK /\ outcome[q] # BLANK => outcome[p] = outcome[q]

\* Only a proposed decree is written: one that was put to the vote in a ballot.
Validity ==
  /\ \A B \in begun : B.dec \in Decree
  /\ \A p \in Priest : outcome[p] # BLANK => \E B \in begun : B.dec = outcome[p]

\* What is written stays.
LedgerStays ==
  [][\A p \in Priest : outcome[p] # BLANK => outcome'[p] = outcome[p]]_vars

\* The numbers in a ledger never go down.
LedgerGrows ==
  [][\A p \in Priest : /\ lastTried[p] =< lastTried'[p]
                       /\ prevBal[p]   =< prevBal'[p]
                       /\ nextBal[p]   =< nextBal'[p]]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS: the paper's conditions on ballots, and its invariants     *)
(***************************************************************************)
\* The paper's set of ballots.  vot is the set of priests that voted.
BB == {[bal |-> B.bal, dec |-> B.dec, qrm |-> B.qrm,
        vot |-> {p \in Priest : [pst |-> p, bal |-> B.bal, dec |-> B.dec] \in cast}] :
       B \in begun}

\* Each vote was cast in a ballot that was begun, for that ballot's decree.  So
\* the votes of BB are just those in `cast', and the definitions below may use
\* that.
CastInBegun == \A v \in cast : \E B \in begun : B.bal = v.bal /\ B.dec = v.dec

\* The highest vote in V, a set of votes of priest p; its null vote if V is empty.
HighestOr(p, V) == IF V = {} THEN NullVote(p) ELSE Highest(V)

\* The paper's MaxVote: p's latest vote in a ballot below b; then p's latest vote
\* at all; and the latest vote below b of anyone in Q.
MaxVote(b, p)  == HighestOr(p, {v \in cast : v.pst = p /\ v.bal < b})
LatestVote(p)  == HighestOr(p, {v \in cast : v.pst = p})
MaxVoteOf(b, Q) == Highest({MaxVote(b, q) : q \in Q})

\* B1: each ballot has its own number.
B1 == \A B, C \in BB : B.bal = C.bal => B = C

\* B2: any two quorums have a priest in common.
B2 == \A B, C \in BB : B.qrm \cap C.qrm # {}

\* If anyone in R voted below ballot B, then B has the decree of the latest of
\* those votes.
DecreeFollows(B, R) ==
  LET v == MaxVoteOf(B.bal, R) IN v.bal # NoBallot => B.dec = v.dec

\* B3: a ballot's decree follows the latest earlier vote of its quorum.  Not an
\* invariant: see the first remark above.
B3 == \A B \in BB : DecreeFollows(B, B.qrm)

\* B3 as the algorithm makes it true: the decree follows the latest earlier vote
\* of those that answered, R, and the quorum is part of R.  The paper's proof of
\* consistency needs no more than that.
B3Answered ==
  \A B \in BB : \E R \in SUBSET Priest : B.qrm \subseteq R /\ DecreeFollows(B, R)

\* I1: an outcome is the decree of a ballot that its whole quorum voted in.
I1 == \A p \in Priest : outcome[p] # BLANK =>
        \E B \in BB : B.qrm \subseteq B.vot /\ B.dec = outcome[p]

\* I2: p tries ballots of its own, and has begun none above lastTried[p]; that
\* one itself has not begun while p is still trying.
I2 == \A p \in Priest :
        /\ lastTried[p] # NoBallot => Owner(lastTried[p]) = p
        /\ \A B \in BB : Owner(B.bal) = p =>
             /\ B.bal =< lastTried[p]
             /\ status[p] = "trying" => B.bal < lastTried[p]

\* I3: the ledger knows p's latest vote, and p never voted above its promise.
I3 == \A p \in Priest :
        /\ [pst |-> p, bal |-> prevBal[p], dec |-> prevDec[p]] = LatestVote(p)
        /\ nextBal[p] >= prevBal[p]

\* I4: what a priest was told of earlier votes is still true, since whoever
\* answered will vote in no ballot below that one.
I4 == \A p \in Priest : status[p] # "idle" =>
        \A v \in prevVotes[p] :
          /\ v = MaxVote(lastTried[p], v.pst)
          /\ nextBal[v.pst] >= lastTried[p]

\* I5: a priest that polls is polling a ballot begun, and whom it counts voted.
I5 == \A p \in Priest : status[p] = "polling" =>
        /\ quorum[p] \subseteq {v.pst : v \in prevVotes[p]}
        /\ \E B \in BB : /\ B.bal = lastTried[p]
                         /\ B.qrm = quorum[p]
                         /\ B.dec = decree[p]
                         /\ voters[p] \subseteq B.vot

\* I6: B1 to B3, and quorums are majorities.  With B3 it is no invariant; so the
\* part that is one has its own name.
I6WithoutB3 == B1 /\ B2 /\ \A B \in BB : B.qrm \in Majority
I6          == I6WithoutB3 /\ B3

\* I7: what a message says is true, now and for ever.
Truthful(m) ==
  CASE m.type = "NextBallot"  -> m.bal =< lastTried[Owner(m.bal)]
    [] m.type = "LastVote"    -> /\ m.vote = MaxVote(m.bal, m.vote.pst)
                                 /\ nextBal[m.vote.pst] >= m.bal
    [] m.type = "BeginBallot" -> \E B \in BB : /\ B.bal = m.bal
                                               /\ B.dec = m.dec
                                               /\ m.to \in B.qrm
    [] m.type = "Voted"       -> \E B \in BB : B.bal = m.bal /\ m.pst \in B.vot
    [] m.type = "Success"     -> m.dec # BLANK /\ \E p \in Priest : outcome[p] = m.dec

I7 == \A m \in msgs : Truthful(m)

\* I8, missing in the paper: whoever is in the quorum of a ballot has promised to
\* vote in none below it, even when the owner has lost its slip.
I8 == \A B \in BB : \A q \in B.qrm : nextBal[q] >= B.bal

\* Who is busy has a ballot, and who polls has a decree.
ASlip == \A p \in Priest :
           /\ status[p] # "idle"    => lastTried[p] # NoBallot
           /\ status[p] = "polling" => decree[p] \in Decree

\* If a higher ballot has another decree than ballot C, then C cannot succeed any
\* more: in every majority there is a priest that did not vote in C and never
\* will.  This stands in for the paper's induction over ballots (Theorem 1).
Safe == \A B, C \in BB : C.bal < B.bal /\ C.dec # B.dec =>
          \A R \in Majority : \E q \in R : q \notin C.vot /\ nextBal[q] > C.bal

-----------------------------------------------------------------------------
(***************************************************************************)
(* PROGRESS.  No fairness makes two priests that outbid each other for     *)
(* ever reach a decision: whenever one begins to poll, the promises have   *)
(* gone to the other (MCSynodDuel).  The paper's condition for progress is *)
(* that one priest, here l, is left alone with a high enough ballot.       *)
(***************************************************************************)
\* From some time on l is busy with one and the same ballot, and no priest has
\* promised a higher one.  That l does not crash is part of it: a priest without
\* its slip is idle.  The others may do as they please, and may crash.
LeftAlone(l) ==
  /\ <>[](status[l] # "idle" /\ \A p \in Priest : nextBal[p] =< lastTried[l])
  /\ <>[][lastTried'[l] = lastTried[l]]_vars

(***************************************************************************)
(* Weak fairness: what could be done all the time from now on is done some *)
(* day.  A repeated send changes nothing, so fairness of a send asks for   *)
(* one send.  A message stays in msgs, so fairness of a receive says that  *)
(* the message arrives: in a real network, that it is sent again until it  *)
(* does.  No part can be spared: each was left out in turn, and each time  *)
(* TLC found a behaviour that never decides.                               *)
(***************************************************************************)
Fairness(l) ==
  \* l asks, and whoever has made no higher promise hears of it and answers.
  /\ WF_vars(SendNextBallot(l))
  /\ \A p \in Priest : WF_vars(\E m \in msgs : m.type = "NextBallot"
                                 /\ m.bal = lastTried[l] /\ ReceiveNextBallot(p, m))
  /\ \A p \in Priest : WF_vars(SendLastVote(p))
  /\ WF_vars(\E m \in msgs : ReceiveLastVote(l, m))
  \* l does not wait for more than a majority.
  /\ WF_vars(\E Q \in Majority, d \in Decree : StartPollingMajoritySet(l, Q, d))
  \* Everyone in the quorum is asked for its vote, votes, and says so.
  /\ \A p \in Priest : WF_vars(SendBeginBallot(l, p))
  /\ \A p \in Priest : WF_vars(\E m \in msgs : ReceiveBeginBallot(p, m))
  /\ \A p \in Priest : WF_vars(SendVoted(p))
  /\ WF_vars(\E m \in msgs : ReceiveVoted(l, m))
  \* l writes the decree down and everyone is told.
  /\ WF_vars(Succeed(l))
  /\ WF_vars(SendSuccess(l))
  /\ \A p \in Priest : WF_vars(\E m \in msgs : ReceiveSuccess(p, m))

AllDecide == <>(\A p \in Priest : outcome[p] # BLANK)

\* Whichever priest is left alone, everyone ends with a decree.
Progress == \A l \in Priest : LeftAlone(l) /\ Fairness(l) => AllDecide

=============================================================================

What was checked, with TLC 2.18.  Three priests with a seat each; p1 and p2 own
ballots 0 and 1, p3 owns ballot 2 where there is one; two decrees, in progress and
duel one.  Counts are distinct states; minutes are of one or two workers on a
machine that was busy with other things.

  MCSynodDeep          Spec, ballots 0 and 1, all majorities, symmetry in the
                       decrees; all invariants, LedgerStays, LedgerGrows:
                       628,956 states, depth 53, 6 min.
  MCSynod              the same with prompt sends and smallest majorities:
                       100,164 states, depth 45, 18 s of processor time.
  MCSynodThreeBallots  ballots 0 to 2, after the first vote in ballot 0; prompt
                       sends, smallest majorities, no crash, no Success received;
                       all invariants (I6 without B3): 549,378 states, depth 64,
                       3 min.
  MCSynodB3Consistent  ballots 0 to 2, Spec's Next after a state in which B3 is
                       false; all invariants but B3: 5,134 states.
  MCSynodInduction     one step from each of 73,018 states (up to symmetry in the
                       decrees) in which I1 to I8 hold with Safe in place of B3,
                       ballots 0 and 1: 231,443 states, 90 s.
  MCSynodProgress      p1 or p2 left alone, ballots 0 and 1, one decree, prompt
                       sends, no crash: 46,659 states.

All of Progress was not checked with crashes and late sends, nor anything with four
priests.  That prompt sends reach the same states but for msgs was checked by
comparing the sets of states, for p2's ballot 1 alone (366 states).
