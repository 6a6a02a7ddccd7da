------------------------------- MODULE Voting -------------------------------
(***************************************************************************)
(* Consensus by numbered votes, without a word about messages: acceptors   *)
(* vote for values in ballots, and a value is chosen when a quorum has     *)
(* voted for it in one and the same ballot.                                *)
(*                                                                         *)
(* Source: Leslie Lamport, Paxos Made Simple, ACM SIGACT News 32(4), 2001, *)
(* section 2.2, where the conditions P2b and P2c say when it is safe to    *)
(* vote.  The step between consensus and Paxos is his, too.                *)
(*                                                                         *)
(* THE IDEA.  An acceptor may close ballots: it promises to vote in none   *)
(* below maxBal.  A value is safe in a ballot if no other value can be     *)
(* chosen in a lower ballot any more, because in each of them there is a   *)
(* quorum whose members have voted for that value or will not vote at all. *)
(* If acceptors vote for safe values only, and all who vote in a ballot    *)
(* vote for the same, then a value that is chosen is the only one for      *)
(* ever.                                                                   *)
(*                                                                         *)
(* Nobody could carry out Vote as it stands: whether a value is safe is a  *)
(* question to all acceptors at once.  Paxos and the synod protocol are    *)
(* two ways to know it from messages, and refine this module.              *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
  Value,      \* the values that may be chosen
  Acceptor,   \* who votes
  Quorum,     \* sets of acceptors, any two of which have one in common
  Ballot      \* the numbers of ballots

ASSUME QuorumAssumption ==
  /\ \A Q \in Quorum : Q \subseteq Acceptor
  /\ \A Q, R \in Quorum : Q \cap R # {}

ASSUME BallotAssumption == \A b \in Ballot : b >= 0

NoBallot == -1   \* lower than every ballot

VARIABLES
  votes,      \* the pairs <<b, v>> such that acceptor a has voted for v in ballot b
  maxBal      \* the ballot below which a will not vote any more, or NoBallot

vars == <<votes, maxBal>>

TypeOK ==
  /\ votes  \in [Acceptor -> SUBSET (Ballot \X Value)]
  /\ maxBal \in [Acceptor -> Ballot \cup {NoBallot}]

Init ==
  /\ votes  = [a \in Acceptor |-> {}]
  /\ maxBal = [a \in Acceptor |-> NoBallot]

-----------------------------------------------------------------------------
HasVoted(a, b) == \E w \in votes[a] : w[1] = b

\* All of a quorum have voted for v in ballot b.
ChosenIn(b, v) == \E Q \in Quorum : \A a \in Q : <<b, v>> \in votes[a]

chosen == {v \in Value : \E b \in Ballot : ChosenIn(b, v)}

\* No value but v can ever be chosen in ballot b.
OnlyIn(b, v) ==
  \E Q \in Quorum : \A a \in Q :
    \/ <<b, v>> \in votes[a]
    \/ maxBal[a] > b /\ ~ HasVoted(a, b)

Safe(b, v) == \A c \in {d \in Ballot : d < b} : OnlyIn(c, v)

\* Acceptor a promises to vote in no ballot below b.
Close(a, b) ==
  /\ b > maxBal[a]
  /\ maxBal' = [maxBal EXCEPT ![a] = b]
  /\ UNCHANGED votes

\* Acceptor a votes for v in ballot b: a ballot that it has not closed and not
\* voted in, in which nobody has voted for another value, and in which v is safe.
Vote(a, b, v) ==
  /\ b >= maxBal[a]
  /\ ~ HasVoted(a, b)
  /\ \A q \in Acceptor : \A w \in votes[q] : w[1] = b => w[2] = v
  /\ Safe(b, v)
  /\ votes'  = [votes EXCEPT ![a] = @ \cup {<<b, v>>}]
  /\ maxBal' = [maxBal EXCEPT ![a] = b]

Next ==
  \E a \in Acceptor, b \in Ballot :
    \/ Close(a, b)
    \/ \E v \in Value : Vote(a, b, v)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
\* Whoever votes in a ballot votes for the same value.
OneValuePerBallot ==
  \A a, q \in Acceptor : \A u \in votes[a], w \in votes[q] : u[1] = w[1] => u[2] = w[2]

\* What somebody has voted for was safe, and stays it.
VotesAreSafe == \A a \in Acceptor : \A w \in votes[a] : Safe(w[1], w[2])

\* Nobody has voted above its promise.
VotesBelowMaxBal == \A a \in Acceptor : \A w \in votes[a] : w[1] =< maxBal[a]

\* Voting refines consensus.
C == INSTANCE Consensus
RefinesConsensus == C!Spec
=============================================================================
