-------------------------- MODULE MCSynodProgress --------------------------
(***************************************************************************)
(* Progress, and what becomes of it when a part of its condition is gone.  *)
(*                                                                         *)
(*   MCSynodProgress.cfg            whichever of p1 and p2 is left alone,  *)
(*                                  all decide.  Sends are prompt, nobody  *)
(*                                  crashes                                *)
(*   MCSynodProgressNotVacuous.cfg  TLC is told that nobody is ever left   *)
(*                                  alone, and shows the contrary: the     *)
(*                                  condition can be met                   *)
(*   MCSynodProgressVotesLost.cfg   no message Voted need ever arrive; the *)
(*                                  decree has passed, and nobody knows    *)
(*                                                                         *)
(* The last two have p2's ballot 1 only, and Synod's own Next.             *)
(* MCSynodDuel shows what happens if nobody is left alone.                 *)
(*                                                                         *)
(* One decree is enough here: which one is chosen decides nothing about    *)
(* whether one is.  With ballots 0 and 1 there is none for p3 to try.      *)
(* Symmetry would be unsound for liveness and is not used.                 *)
(***************************************************************************)
EXTENDS MCSynod

OneDecree == {d1}

Candidate == {p1, p2}

ProgressOfBoth == \A l \in Candidate : LeftAlone(l) /\ Fairness(l) => AllDecide

NobodyLeftAlone == \A l \in Candidate : LeftAlone(l) => ~ Fairness(l)

\* Fairness, but for the arrival of the votes.
FairnessButVoted(l) ==
  /\ WF_vars(SendNextBallot(l))
  /\ \A p \in Priest : WF_vars(\E m \in msgs : m.type = "NextBallot"
                                 /\ m.bal = lastTried[l] /\ ReceiveNextBallot(p, m))
  /\ \A p \in Priest : WF_vars(SendLastVote(p))
  /\ WF_vars(\E m \in msgs : ReceiveLastVote(l, m))
  /\ WF_vars(\E Q \in Majority, d \in Decree : StartPollingMajoritySet(l, Q, d))
  /\ \A p \in Priest : WF_vars(SendBeginBallot(l, p))
  /\ \A p \in Priest : WF_vars(\E m \in msgs : ReceiveBeginBallot(p, m))
  /\ \A p \in Priest : WF_vars(SendVoted(p))
  /\ WF_vars(Succeed(l))
  /\ WF_vars(SendSuccess(l))
  /\ \A p \in Priest : WF_vars(\E m \in msgs : ReceiveSuccess(p, m))

ProgressThoughVotesLost ==
  \A l \in Candidate : LeftAlone(l) /\ FairnessButVoted(l) => AllDecide
=============================================================================
