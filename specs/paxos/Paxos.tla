------------------------------- MODULE Paxos -------------------------------
(***************************************************************************)
(* Basic Paxos by roles: proposers, acceptors and learners agree on one    *)
(* value.                                                                  *)
(*                                                                         *)
(* Source: Leslie Lamport, Paxos Made Simple, ACM SIGACT News 32(4), 2001, *)
(* section 2.  Each node may hold any of the roles.                        *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  No two learners ever learn different values,         *)
(* whatever is lost and whoever crashes.  Once one proposer alone starts   *)
(* ballots, and starts one that is high enough, a value is chosen if a     *)
(* majority of the acceptors is up.                                        *)
(*                                                                         *)
(* THE IDEA.  In phase 1 a proposer asks the acceptors not to accept       *)
(* anything under a number below its own, and what they have accepted so   *)
(* far.  When a majority has answered, it asks them in phase 2 to accept a *)
(* value: the one that was accepted under the highest number it was told   *)
(* of, or any value if it was told of none.  A value is chosen when a      *)
(* majority has accepted it under one number.  That an earlier value was   *)
(* accepted is enough to be bound to it; whether it was chosen nobody need *)
(* know.                                                                   *)
(*                                                                         *)
(* SYSTEM MODEL.  Nodes are asynchronous.  Messages may be lost, delayed,  *)
(* reordered and duplicated, but not forged.  A node may crash at any time *)
(* and come back with what it had on stable storage.  Nobody lies.  A step *)
(* is atomic: what it changes on stable storage is there before the        *)
(* message that it sends goes out.                                         *)
(*                                                                         *)
(* WHAT IS ADDED TO THE SOURCE, AND WHY                                    *)
(*  - Proposal numbers.  The paper asks for disjoint sets of numbers.      *)
(*    Here the low-order bits are the node's identity and the rest is the  *)
(*    round that the proposer counts.  In the high-order bits the identity *)
(*    would do as well for safety, but a node with a low identity could    *)
(*    never outbid one with a high one.                                    *)
(*  - Nack, by which an acceptor that must not answer tells a proposer     *)
(*    which promise stands in its way.  It saves time, and changes nothing *)
(*    at the acceptor.  Which number to try next is the proposer's choice, *)
(*    with a Nack or without.                                              *)
(*  - A proposer may send its request again (Retransmit), and an acceptor  *)
(*    then answers again: what the paper leaves to the network.            *)
(*  - A learner may be asked later: one that was away asks (Ask), whoever  *)
(*    has learned the value tells it, and acceptors tell again what they   *)
(*    have accepted.                                                       *)
(*  - Stable are the acceptor's promise and its accepted proposal, and the *)
(*    proposer's round.  All else may be lost, what was learned too.       *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  Node,       \* the nodes
  Proposer,   \* those that propose
  Acceptor,   \* those that accept
  Learner,    \* those that learn
  Id,         \* numbers the nodes
  Value,      \* the values that may be proposed
  NONE        \* no value

N == Cardinality(Node)

ASSUME RoleAssumption ==
  /\ IsFiniteSet(Node)
  /\ Proposer \cup Acceptor \cup Learner \subseteq Node
  /\ Acceptor # {}

ASSUME IdAssumption ==
  /\ Id \in [Node -> 0..(N-1)]
  /\ \A p, q \in Node : Id[p] = Id[q] => p = q

ASSUME ValueAssumption == NONE \notin Value

\* The least power of two that is no less than N: the identity has so many
\* low-order bits that it fits.
Span == CHOOSE s \in {2^k : k \in 0..N} : s >= N /\ s < 2 * N

\* The number of p's ballot in round r.
Number(p, r) == r * Span + Id[p]

\* No round, and no number: lower than all others.
NoRound  == -1
NoNumber == -1

Numbers == {Number(p, r) : p \in Proposer, r \in Nat}

\* Any two of these have an acceptor in common.
Majority == {Q \in SUBSET Acceptor : 2 * Cardinality(Q) > Cardinality(Acceptor)}

-----------------------------------------------------------------------------
\* What an acceptor reports with a promise: the highest number under which it has
\* accepted, or NoNumber, and the value.
Report == [acc : Acceptor, vBal : Numbers \cup {NoNumber}, vVal : Value \cup {NONE}]

\* What a learner is told: that an acceptor has accepted a value under a number.
Acceptance == [acc : Acceptor, n : Numbers, val : Value]

\* The report of the highest number in the non-empty set R.
Highest(R) == CHOOSE r \in R : \A s \in R : s.vBal =< r.vBal

Message ==
       [type : {"Prepare"}, n : Numbers]                                 \* to the acceptors
  \cup [type : {"Promise"}, n : Numbers, report : Report]                \* to the proposer of n
  \cup [type : {"Accept"}, n : Numbers, val : Value]                     \* to the acceptors
  \cup [type : {"Accepted"}, acceptance : Acceptance]                    \* to the learners
  \cup [type : {"Nack"}, n : Numbers, maxBal : Numbers]                  \* to the proposer of n
  \cup [type : {"Query"}]                                                \* to anyone
  \cup [type : {"Learned"}, val : Value]                                 \* to the learners

VARIABLES
  (*************************************************************************)
  (* On stable storage.                                                    *)
  (*************************************************************************)
  round,      \* the last round in which proposer p started a ballot, or NoRound
  maxBal,     \* acceptor p's promise: it accepts nothing under a number below this
  vBal,       \* the highest number under which p has accepted, or NoNumber
  vVal,       \* the value that p accepted under vBal[p], or NONE

  (*************************************************************************)
  (* Lost in a crash.                                                      *)
  (*************************************************************************)
  phase,      \* what proposer p does with the ballot of round[p]: idle = nothing,
              \*   preparing = phase 1, accepting = phase 2
  promises,   \* while preparing: the reports that have come with promises
  value,      \* while accepting: the value proposed
  tally,      \* until it has learned: the acceptances that learner p was told of
  learned,    \* the value that p has learned, or NONE

  (*************************************************************************)
  (* The network.                                                          *)
  (*************************************************************************)
  msgs        \* every message ever sent.  A message stays here for ever: one
              \*   that is lost is just never received, one that is duplicated
              \*   is received again

acceptor == <<maxBal, vBal, vVal>>
proposer == <<round, phase, promises, value>>
learner  == <<tally, learned>>
vars     == <<round, maxBal, vBal, vVal, phase, promises, value, tally, learned, msgs>>

TypeOK ==
  /\ round    \in [Node -> Nat \cup {NoRound}]
  /\ maxBal   \in [Node -> Numbers \cup {NoNumber}]
  /\ vBal     \in [Node -> Numbers \cup {NoNumber}]
  /\ vVal     \in [Node -> Value \cup {NONE}]
  /\ phase    \in [Node -> {"idle", "preparing", "accepting"}]
  /\ DOMAIN promises = Node /\ \A p \in Node : promises[p] \subseteq Report
  /\ value    \in [Node -> Value \cup {NONE}]
  /\ DOMAIN tally = Node /\ \A p \in Node : tally[p] \subseteq Acceptance
  /\ learned  \in [Node -> Value \cup {NONE}]
  /\ msgs     \subseteq Message

\* The number of p's latest ballot.
Current(p) == Number(p, round[p])

\* Nothing was ever proposed, promised, accepted or learned.
Init ==
  /\ round    = [p \in Node |-> NoRound]
  /\ maxBal   = [p \in Node |-> NoNumber]
  /\ vBal     = [p \in Node |-> NoNumber]
  /\ vVal     = [p \in Node |-> NONE]
  /\ phase    = [p \in Node |-> "idle"]
  /\ promises = [p \in Node |-> {}]
  /\ value    = [p \in Node |-> NONE]
  /\ tally    = [p \in Node |-> {}]
  /\ learned  = [p \in Node |-> NONE]
  /\ msgs     = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* PROPOSERS                                                               *)
(***************************************************************************)
Send(m) == msgs' = msgs \cup {m}

\* Phase 1a: at any time proposer p may start a ballot in a round that it has not
\* used yet.  The round is on stable storage before the request goes out, so that
\* no crash can make p use a number twice.
Prepare(p, r) ==
  /\ p \in Proposer
  /\ r > round[p]
  /\ round'    = [round EXCEPT ![p] = r]
  /\ phase'    = [phase EXCEPT ![p] = "preparing"]
  /\ promises' = [promises EXCEPT ![p] = {}]
  /\ value'    = [value EXCEPT ![p] = NONE]
  /\ Send([type |-> "Prepare", n |-> Number(p, r)])
  /\ UNCHANGED <<acceptor, learner>>

\* While p is preparing, it collects the promises for that very ballot.
ReceivePromise(p, m) ==
  /\ m.type = "Promise"
  /\ phase[p] = "preparing"
  /\ m.n = Current(p)
  /\ promises' = [promises EXCEPT ![p] = @ \cup {m.report}]
  /\ UNCHANGED <<acceptor, round, phase, value, learner, msgs>>

\* Phase 2a: when a majority has promised, p asks the acceptors to accept the value
\* v that was accepted under the highest number it was told of, or any value if it
\* was told of none.  It asks for one value only.
Accept(p, v) ==
  /\ phase[p] = "preparing"
  /\ {r.acc : r \in promises[p]} \in Majority
  /\ LET r == Highest(promises[p]) IN r.vBal # NoNumber => v = r.vVal
  /\ phase'    = [phase EXCEPT ![p] = "accepting"]
  /\ promises' = [promises EXCEPT ![p] = {}]
  /\ value'    = [value EXCEPT ![p] = v]
  /\ Send([type |-> "Accept", n |-> Current(p), val |-> v])
  /\ UNCHANGED <<acceptor, round, learner>>

\* While p waits for answers, it may send its request again.
Retransmit(p) ==
  /\ phase[p] # "idle"
  /\ Send(IF phase[p] = "preparing"
          THEN [type |-> "Prepare", n |-> Current(p)]
          ELSE [type |-> "Accept", n |-> Current(p), val |-> value[p]])
  /\ UNCHANGED <<acceptor, proposer, learner>>

\* When p is told that its number is too low for somebody, it gives the ballot up.
ReceiveNack(p, m) ==
  /\ m.type = "Nack"
  /\ phase[p] # "idle"
  /\ m.n = Current(p)
  /\ phase'    = [phase EXCEPT ![p] = "idle"]
  /\ promises' = [promises EXCEPT ![p] = {}]
  /\ value'    = [value EXCEPT ![p] = NONE]
  /\ UNCHANGED <<acceptor, round, learner, msgs>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* ACCEPTORS                                                               *)
(***************************************************************************)
\* Phase 1b: asked under a number that is not below its promise, p promises to
\* accept nothing below that number, and reports what it has accepted.  Asked again
\* it answers the same, as long as it has not accepted under that very number.
ReceivePrepare(p, m) ==
  /\ m.type = "Prepare"
  /\ p \in Acceptor
  /\ m.n >= maxBal[p]
  /\ m.n > vBal[p]
  /\ maxBal' = [maxBal EXCEPT ![p] = m.n]
  /\ Send([type |-> "Promise", n |-> m.n,
           report |-> [acc |-> p, vBal |-> vBal[p], vVal |-> vVal[p]]])
  /\ UNCHANGED <<vBal, vVal, proposer, learner>>

\* Asked to promise what it must not, p says so, and changes nothing.
RefusePrepare(p, m) ==
  /\ m.type = "Prepare"
  /\ p \in Acceptor
  /\ m.n < maxBal[p]
  /\ Send([type |-> "Nack", n |-> m.n, maxBal |-> maxBal[p]])
  /\ UNCHANGED <<acceptor, proposer, learner>>

\* Phase 2b: asked to accept under a number that is not below its promise, p
\* accepts, and tells the learners.  This is a promise as well: without it an
\* acceptor that has not heard of the Prepare could go back to a lower number.
ReceiveAccept(p, m) ==
  /\ m.type = "Accept"
  /\ p \in Acceptor
  /\ m.n >= maxBal[p]
  /\ maxBal' = [maxBal EXCEPT ![p] = m.n]
  /\ vBal'   = [vBal EXCEPT ![p] = m.n]
  /\ vVal'   = [vVal EXCEPT ![p] = m.val]
  /\ Send([type |-> "Accepted", acceptance |-> [acc |-> p, n |-> m.n, val |-> m.val]])
  /\ UNCHANGED <<proposer, learner>>

\* Asked to accept what it must not, p says so, and changes nothing.
RefuseAccept(p, m) ==
  /\ m.type = "Accept"
  /\ p \in Acceptor
  /\ m.n < maxBal[p]
  /\ Send([type |-> "Nack", n |-> m.n, maxBal |-> maxBal[p]])
  /\ UNCHANGED <<acceptor, proposer, learner>>

\* Asked what it knows, p tells the learners again what it has accepted last.
ReceiveQuery(p, m) ==
  /\ m.type = "Query"
  /\ p \in Acceptor
  /\ vBal[p] # NoNumber
  /\ Send([type |-> "Accepted", acceptance |-> [acc |-> p, n |-> vBal[p], val |-> vVal[p]]])
  /\ UNCHANGED <<acceptor, proposer, learner>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* LEARNERS                                                                *)
(***************************************************************************)
\* A learner notes who has accepted what under which number.
ReceiveAccepted(p, m) ==
  /\ m.type = "Accepted"
  /\ p \in Learner
  /\ learned[p] = NONE
  /\ tally' = [tally EXCEPT ![p] = @ \cup {m.acceptance}]
  /\ UNCHANGED <<acceptor, proposer, learned, msgs>>

\* When a majority has accepted what acceptance t is for, under the number of t, p
\* has learned it.  That a majority has accepted the value under some number or
\* other is not enough.
Learn(p, t) ==
  /\ learned[p] = NONE
  /\ {a \in Acceptor : [t EXCEPT !.acc = a] \in tally[p]} \in Majority
  /\ learned' = [learned EXCEPT ![p] = t.val]
  /\ tally'   = [tally EXCEPT ![p] = {}]
  /\ UNCHANGED <<acceptor, proposer, msgs>>

\* A learner that has not learned the value may ask everyone.
Ask(p) ==
  /\ p \in Learner
  /\ learned[p] = NONE
  /\ Send([type |-> "Query"])
  /\ UNCHANGED <<acceptor, proposer, learner>>

\* Asked what it knows, a learner that has learned the value tells it.
AnswerQuery(p, m) ==
  /\ m.type = "Query"
  /\ learned[p] # NONE
  /\ Send([type |-> "Learned", val |-> learned[p]])
  /\ UNCHANGED <<acceptor, proposer, learner>>

\* A learner believes another that has learned the value.
ReceiveLearned(p, m) ==
  /\ m.type = "Learned"
  /\ p \in Learner
  /\ learned[p] = NONE
  /\ learned' = [learned EXCEPT ![p] = m.val]
  /\ tally'   = [tally EXCEPT ![p] = {}]
  /\ UNCHANGED <<acceptor, proposer, msgs>>

-----------------------------------------------------------------------------
\* At any time p may crash and restart.  What is on stable storage stays.
Crash(p) ==
  /\ phase'    = [phase EXCEPT ![p] = "idle"]
  /\ promises' = [promises EXCEPT ![p] = {}]
  /\ value'    = [value EXCEPT ![p] = NONE]
  /\ tally'    = [tally EXCEPT ![p] = {}]
  /\ learned'  = [learned EXCEPT ![p] = NONE]
  /\ UNCHANGED <<acceptor, round, msgs>>

Next ==
  \E p \in Node :
    \/ \E r \in Nat : Prepare(p, r)
    \/ \E m \in msgs : ReceivePromise(p, m)
    \/ \E v \in Value : Accept(p, v)
    \/ Retransmit(p)
    \/ \E m \in msgs : ReceiveNack(p, m)
    \/ \E m \in msgs : ReceivePrepare(p, m)
    \/ \E m \in msgs : RefusePrepare(p, m)
    \/ \E m \in msgs : ReceiveAccept(p, m)
    \/ \E m \in msgs : RefuseAccept(p, m)
    \/ \E m \in msgs : ReceiveQuery(p, m)
    \/ \E m \in msgs : ReceiveAccepted(p, m)
    \/ \E t \in tally[p] : Learn(p, t)
    \/ Ask(p)
    \/ \E m \in msgs : AnswerQuery(p, m)
    \/ \E m \in msgs : ReceiveLearned(p, m)
    \/ Crash(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT THE ALGORITHM IS FOR                                               *)
(***************************************************************************)
\* The votes: what the acceptors have told the learners.
Votes(a) == {<<m.acceptance.n, m.acceptance.val>> :
               m \in {x \in msgs : x.type = "Accepted" /\ x.acceptance.acc = a}}

\* Paxos refines Voting: an acceptor that promises closes ballots, one that accepts
\* votes, and all else is no step there.  That what it votes for is safe is what
\* phase 1 is good for.
V == INSTANCE Voting WITH
       Ballot <- Numbers,
       Quorum <- Majority,
       votes  <- [a \in Acceptor |-> Votes(a)],
       maxBal <- [a \in Acceptor |-> maxBal[a]]

\* These two are V!Spec and V!C!Spec, said so that TLC looks for a step only where
\* there can be one: a message goes out with each promise and each vote.
RefinesVoting    == V!Init /\ [][msgs' # msgs \/ maxBal' # maxBal => UNCHANGED V!vars \/ V!Next]_vars
RefinesConsensus == V!C!Init /\ [][msgs' # msgs => UNCHANGED V!chosen \/ V!C!Next]_vars

\* The values chosen: accepted by a majority under one number.
Chosen == V!chosen

\* No two learners learn different values.
Agreement ==
  \A p, q \in Learner :
    learned[p] # NONE /\ learned[q] # NONE => learned[p] = learned[q]

\* No two values are chosen.
OneChosen == \A v, w \in Chosen : v = w

\* What is learned is chosen.
LearnedIsChosen == \A p \in Node : learned[p] # NONE => learned[p] \in Chosen

\* What is accepted was proposed, by the proposer of the number.
Validity ==
  \A p \in Acceptor : vBal[p] # NoNumber =>
    /\ vVal[p] \in Value
    /\ [type |-> "Accept", n |-> vBal[p], val |-> vVal[p]] \in msgs

\* A proposer asks for one value only under a number.
OneValuePerBallot ==
  \A m, k \in {x \in msgs : x.type = "Accept"} : m.n = k.n => m.val = k.val

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
\* No two proposers have a number in common, and no two rounds of one of them.
NumbersAreUnique ==
  \A p, q \in Proposer : \A r, s \in Nat : Number(p, r) = Number(q, s) => p = q /\ r = s

\* A higher round is a higher number, also in comparison with other proposers: so
\* everyone can outbid everyone.
RoundsOutbid ==
  \A p, q \in Proposer : \A r, s \in Nat : r < s => Number(p, r) < Number(q, s)

\* An acceptor has accepted nothing above its promise, and its accepted proposal is
\* its latest vote.
AcceptedBelowPromise ==
  \A p \in Acceptor :
    /\ vBal[p] =< maxBal[p]
    /\ \A w \in Votes(p) : w[1] =< vBal[p]
    /\ vBal[p] # NoNumber => <<vBal[p], vVal[p]>> \in Votes(p)

\* What a promise says is true for ever: under no number between the one reported
\* and the one promised has the acceptor accepted or will it accept.
PromisesAreKept ==
  \A m \in {x \in msgs : x.type = "Promise"} :
    LET r == m.report
    IN  /\ maxBal[r.acc] >= m.n
        /\ r.vBal # NoNumber => <<r.vBal, r.vVal>> \in Votes(r.acc)
        /\ \A w \in Votes(r.acc) : w[1] =< r.vBal \/ w[1] >= m.n

\* A proposal is safe when it is made, and stays it.
ProposalsAreSafe == \A m \in {x \in msgs : x.type = "Accept"} : V!Safe(m.n, m.val)

\* Whoever says that it has learned has learned the value that is chosen.
AnswersAreTrue == \A m \in {x \in msgs : x.type = "Learned"} : m.val \in Chosen

\* A promise and an accepted proposal are never taken back, nor is a round.
StableGrows ==
  [][\A p \in Node : /\ round'[p]  >= round[p]
                     /\ maxBal'[p] >= maxBal[p]
                     /\ vBal'[p]   >= vBal[p]]_vars

\* Every ballot that is started has a number that was never used.
NumbersAreFresh ==
  [][\A p \in Node : round'[p] # round[p] =>
       [type |-> "Prepare", n |-> Number(p, round'[p])] \notin msgs]_vars

\* Whoever refuses changes nothing at all but to say so.
NackChangesNothing ==
  [][(\E m \in msgs' \ msgs : m.type = "Nack") =>
       UNCHANGED <<acceptor, proposer, learner>>]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* PROGRESS.  Two proposers may outbid each other for ever: whenever one   *)
(* asks to accept, the promises have gone to the other (MCPaxosDuel).  So  *)
(* some day one proposer alone must start ballots, and one that is high    *)
(* enough must be left to run.  How the others come to be calm is not the  *)
(* algorithm's: they wait for random times, ever longer.                   *)
(***************************************************************************)
\* From some time on no ballot is started any more, proposer l is busy with its
\* last one, and no acceptor has promised a higher one.  That l does not crash is
\* part of it.  The others may, again and again.
Calm(l) ==
  /\ <>[][round' = round]_vars
  /\ <>[](phase[l] # "idle" /\ \A p \in Acceptor : maxBal[p] =< Current(l))

(***************************************************************************)
(* Weak fairness: what could be done all the time from now on is done some *)
(* day.  A message stays in msgs, so fairness of a receive says that the   *)
(* message arrives: in a real network, that it is sent again until it      *)
(* does, which is what Retransmit is for.                                  *)
(***************************************************************************)
Fairness(l) ==
  /\ \A p \in Acceptor : WF_vars(\E m \in msgs :
       m.type = "Prepare" /\ m.n = Current(l) /\ ReceivePrepare(p, m))
  /\ WF_vars(\E m \in msgs : ReceivePromise(l, m))
  /\ WF_vars(\E v \in Value : Accept(l, v))
  /\ \A p \in Acceptor : WF_vars(\E m \in msgs : ReceiveAccept(p, m))

\* A learner hears of what was accepted, and learns from it.
LearnerFairness(p) ==
  /\ \A a \in Acceptor : WF_vars(\E m \in msgs :
       m.type = "Accepted" /\ m.acceptance.acc = a /\ ReceiveAccepted(p, m))
  /\ WF_vars(\E t \in tally[p] : Learn(p, t))

\* Whichever proposer is left in calm, a value is chosen.
Progress == \A l \in Proposer : Calm(l) /\ Fairness(l) => <>(Chosen # {})

\* A learner that stays up learns what is chosen.
LearnersLearn ==
  \A p \in Learner : LearnerFairness(p) => (Chosen # {} ~> learned[p] # NONE)
=============================================================================

What was checked, with TLC 2.18, one worker.  Three nodes, all of them acceptors; one
round for each proposer.  Counts are distinct states.

  MCPaxos           p1 and p2 propose, two values, p3 learns, nobody crashes, asks or
                    refuses; all invariants, RefinesVoting, RefinesConsensus: 22,048
                    states, depth 27.
  MCPaxosChoosing   the same without a learner, with crashes and refusals: 22,163
                    states, depth 24.
  MCPaxosLearning   p1 proposes, one value, p2 and p3 learn, all faults; the same and
                    the literal V!Spec and V!C!Spec: 4,024 states, depth 24.
  MCPaxosExplore    p1 and p2 propose, one value, p3 learns, all faults: 393,318
                    states, depth 36; the machine reaches exactly these.
  MCPaxosProgress   p1 and p2 propose, one value, nobody crashes; Progress: 9,342
                    states.
  MCPaxosLearners   p1 proposes, p2 and p3 learn, nobody crashes; LearnersLearn: 704
                    states.
  MCPaxosDuel, MCPaxosProgressNotVacuous and the models of MCPaxosBroken fail as they
                    must.

Nothing was checked with four nodes, with two rounds of one proposer, of progress with
crashes, or, but for the models that must fail, with three ballots.
