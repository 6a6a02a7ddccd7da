------------------------------ MODULE MCVoting ------------------------------
(***************************************************************************)
(* Finite models of Voting, from specs/lib: three acceptors, three ballots *)
(* and two values.  There is no machine for it: nobody could vote like     *)
(* this.  The models show that it refines consensus, and what the          *)
(* conditions on a vote are good for.                                      *)
(*                                                                         *)
(*   MCVoting.cfg                 Voting as it is                          *)
(*   MCVotingSplit.cfg            two acceptors may vote for different     *)
(*                                values in one ballot.  Consensus         *)
(*                                survives: of two such values neither is  *)
(*                                safe above, as long as the other may be  *)
(*                                chosen.  Paxos needs the condition all   *)
(*                                the same, since a proposer tells from    *)
(*                                one vote how all in its ballot voted     *)
(*   MCVotingBroken_Unsafe.cfg    a value need not be safe                 *)
(*   MCVotingBroken_Reopened.cfg  a promise binds nobody                   *)
(***************************************************************************)
EXTENDS Voting, FiniteSets, TLC

CONSTANTS a1, a2, a3, v1, v2

MCAcceptor == {a1, a2, a3}
MCValue    == {v1, v2}
MCBallot   == 0..2
MCQuorum   == {Q \in SUBSET MCAcceptor : 2 * Cardinality(Q) > Cardinality(MCAcceptor)}

\* No action tells one acceptor or value from another.
MCSymmetry == Permutations(MCAcceptor) \cup Permutations(MCValue)

-----------------------------------------------------------------------------
\* What takes the place of Vote in the other models.

Unsafe_Vote(a, b, v) ==
  /\ b >= maxBal[a]
  /\ ~ HasVoted(a, b)
  /\ \A q \in Acceptor : \A w \in votes[q] : w[1] = b => w[2] = v
  /\ votes'  = [votes EXCEPT ![a] = @ \cup {<<b, v>>}]
  /\ maxBal' = [maxBal EXCEPT ![a] = b]

Split_Vote(a, b, v) ==
  /\ b >= maxBal[a]
  /\ ~ HasVoted(a, b)
  /\ Safe(b, v)
  /\ votes'  = [votes EXCEPT ![a] = @ \cup {<<b, v>>}]
  /\ maxBal' = [maxBal EXCEPT ![a] = b]

Reopened_Vote(a, b, v) ==
  /\ ~ HasVoted(a, b)
  /\ \A q \in Acceptor : \A w \in votes[q] : w[1] = b => w[2] = v
  /\ Safe(b, v)
  /\ votes'  = [votes EXCEPT ![a] = @ \cup {<<b, v>>}]
  /\ UNCHANGED maxBal
=============================================================================
