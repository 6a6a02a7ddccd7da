-------------------------- MODULE MCSynodProgress --------------------------
(***************************************************************************)
(* Progress, and what becomes of it when a part of its condition is gone.  *)
(*                                                                         *)
(*   MCSynodProgress.cfg        whoever is left alone, all decide; sends   *)
(*                              are prompt                                 *)
(*   MCSynodProgressDeep.cfg    the same with Synod's own Next             *)
(*   MCSynodProgressNotVacuous.cfg    that anyone is ever left alone is    *)
(*                              denied, and TLC shows how it may happen    *)
(*   MCSynodProgressVotesLost.cfg     no message Voted need ever arrive:   *)
(*                              the decree has passed and nobody knows     *)
(*   MCSynodProgressNotAlone.cfg      the same fairness, but nobody need   *)
(*                              be left alone: the one who knows crashes   *)
(*                                                                         *)
(* One decree is enough here: which one is chosen decides nothing about    *)
(* whether one is.  Symmetry would be unsound for liveness.                *)
(***************************************************************************)
EXTENDS MCSynod

OneDecree == {d1}

NobodyLeftAlone == ~ \E l \in Priest : LeftAlone(l) /\ Fairness(l)

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

ProgressThoughVotesLost == \A l \in Priest : LeftAlone(l) /\ FairnessButVoted(l) => AllDecide

ProgressThoughNotAlone == (\A l \in Priest : Fairness(l)) => AllDecide
=============================================================================
