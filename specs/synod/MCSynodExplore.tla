-------------------------- MODULE MCSynodExplore --------------------------
(***************************************************************************)
(* Models for the explorer, which enumerates the states that the Java      *)
(* machines reach and finds them to be those that are reachable here.      *)
(*                                                                         *)
(* They are Synod's own Next with nothing done to it but to bound it: the  *)
(* ballots that may be tried, and one decree.                              *)
(***************************************************************************)
EXTENDS MCSynod

OneDecree == {d1}
=============================================================================
