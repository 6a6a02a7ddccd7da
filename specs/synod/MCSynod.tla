------------------------------ MODULE MCSynod ------------------------------
(***************************************************************************)
(* Finite models of Synod: three priests and a few ballots.                *)
(*                                                                         *)
(* Each .cfg file says which of these definitions replaces which of        *)
(* Synod's.  The ballots are bounded by letting `Nat' be a finite set; all *)
(* that remains is Synod's own Next.                                       *)
(***************************************************************************)
EXTENDS Synod, TLC

CONSTANTS p1, p2, p3, d1, d2

MCPriest == {p1, p2, p3}
MCSeat   == p1 :> 0 @@ p2 :> 1 @@ p3 :> 2
MCDecree == {d1, d2}

TwoBallots   == 0..1   \* one of p1, one of p2
ThreeBallots == 0..2   \* one each
FourBallots  == 0..3   \* two of p1

\* Only the smallest majorities as quorums.
MinimalMajority == {Q \in SUBSET Priest : Cardinality(Q) = (N \div 2) + 1}

\* No action and no property tells one decree from another.
DecreeSymmetry == Permutations(Decree)
=============================================================================
