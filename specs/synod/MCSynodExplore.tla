-------------------------- MODULE MCSynodExplore --------------------------
(***************************************************************************)
(* Models for the explorer, which enumerates the states that the Java      *)
(* machines reach and finds them to be those that are reachable here.      *)
(*                                                                         *)
(* They are Synod's own Next with nothing done to it but to bound it: all  *)
(* majorities are quorums, and any priest may crash at any time.           *)
(*                                                                         *)
(*   MCSynodExploreOneBallot.cfg  one ballot of p2, two decrees            *)
(*   MCSynodExplore.cfg           one ballot each of p1 and p2, one decree *)
(*   MCSynodExploreDeep.cfg       the same, two decrees                    *)
(*                                                                         *)
(* No symmetry: the explorer compares the states themselves.               *)
(***************************************************************************)
EXTENDS MCSynod

OneDecree == {d1}
=============================================================================
