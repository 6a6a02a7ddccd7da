------------------------------ MODULE MCPaxos ------------------------------
(***************************************************************************)
(* Finite models of Paxos: three nodes, all of them acceptors, of which p1 *)
(* and p2 propose, or all three; p3 learns.  The ballots are bounded by    *)
(* letting `Nat', from which rounds are taken, be a finite set.  Each      *)
(* proposer has one round, so that there are as many ballots as proposers. *)
(*                                                                         *)
(*   MCPaxos.cfg          two ballots, two values, p3 learns; nobody       *)
(*                        crashes, asks or refuses                         *)
(*   MCPaxosChoosing.cfg  the same without a learner, but with crashes and *)
(*                        refusals                                         *)
(*   MCPaxosLearning.cfg  one ballot of p1, p2 and p3 learn, all faults    *)
(*   MCPaxosExplore.cfg   for the explorer: two ballots, p3 learns, one    *)
(*                        value, all faults                                *)
(*                                                                         *)
(* All of them are Paxos's own Next; what they leave out is said in the    *)
(* .cfg file with the definitions below.                                   *)
(***************************************************************************)
EXTENDS Paxos, TLC

CONSTANTS p1, p2, p3, v1, v2

MCNode  == {p1, p2, p3}
MCId    == p1 :> 0 @@ p2 :> 1 @@ p3 :> 2
MCValue == {v1, v2}
OneValue == {v1}

TheFirst    == {p1}
TheOthers   == {p2, p3}
TheFirstTwo == {p1, p2}
TheLast     == {p3}
Nobody      == {}

OneRound  == {0}

\* Nobody crashes, nobody asks, nobody refuses.  This takes steps from Next and
\* adds none.
NoCrash(p)      == FALSE
NoAsk(p)        == FALSE
NoRefusal(p, m) == FALSE

\* Nobody sends a request again.  That leaves the state as it is, so no state is
\* lost.
NoRetransmission(p) == FALSE

\* Every proposer has started its ballot already.  Where each has one round and
\* nobody crashes or is refused, a ballot that is started later is one whose Prepare
\* is received later.
AllPrepared ==
  /\ round    = [p \in Node |-> IF p \in Proposer THEN 0 ELSE NoRound]
  /\ phase    = [p \in Node |-> IF p \in Proposer THEN "preparing" ELSE "idle"]
  /\ msgs     = {[type |-> "Prepare", n |-> Number(p, 0)] : p \in Proposer}
  /\ maxBal   = [p \in Node |-> NoNumber]
  /\ vBal     = [p \in Node |-> NoNumber]
  /\ vVal     = [p \in Node |-> NONE]
  /\ promises = [p \in Node |-> {}]
  /\ value    = [p \in Node |-> NONE]
  /\ tally    = [p \in Node |-> {}]
  /\ learned  = [p \in Node |-> NONE]

\* A promise that a proposer waits for arrives before anything else happens.  This
\* is Next with fewer steps.
PromptNext ==
  LET late == {<<p, m>> \in Proposer \X msgs :
                 /\ m.type = "Promise" /\ phase[p] = "preparing"
                 /\ m.n = Current(p) /\ m.report \notin promises[p]}
  IN  IF late # {}
      THEN LET l == CHOOSE x \in late : TRUE IN ReceivePromise(l[1], l[2])
      ELSE Next

AllPreparedSpec == AllPrepared /\ [][PromptNext]_vars

\* What RefinesVoting and RefinesConsensus mean.
VotingSpec    == V!Spec
ConsensusSpec == V!C!Spec

ValueSymmetry == Permutations(Value)
=============================================================================
