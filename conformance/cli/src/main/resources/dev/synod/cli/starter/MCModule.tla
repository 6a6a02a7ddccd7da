---- MODULE MC@Module@ ----
(***************************************************************************)
(* Finite models of @Module@: three nodes, and a few hand-overs.           *)
(***************************************************************************)
EXTENDS @Module@

CONSTANTS n1, n2, n3

MCNode == {n1, n2, n3}

\* Stands for Nat, so that there are finitely many hand-overs.
Epochs == 0..4

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
\* The broken sibling, in MC@Module@Broken.cfg: a node takes the lock from any
\* message that is for it, however old.
AnyEpoch_ReceiveTransfer(p, m) ==
  /\ m.type = "Transfer"
  /\ m.to = p
  /\ holds' = [holds EXCEPT ![p] = TRUE]
  /\ epoch' = [epoch EXCEPT ![p] = m.epoch]
  /\ heir'  = [heir EXCEPT ![p] = NOBODY]
  /\ UNCHANGED <<using, msgs>>
=============================================================================
