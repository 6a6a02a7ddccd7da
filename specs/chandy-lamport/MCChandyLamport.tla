-------------------------- MODULE MCChandyLamport --------------------------
(***************************************************************************)
(* Three processes with two coins.                                         *)
(*                                                                         *)
(*   MCChandyLamport.cfg          two loops that have a channel in common, *)
(*                                safety                                   *)
(*   MCChandyLamportDeep.cfg      every channel there can be, safety       *)
(*   MCChandyLamportRing.cfg      a ring, safety and completion            *)
(*   MCChandyLamportUnfair.cfg    a ring, nothing need arrive              *)
(*   MCChandyLamportExplore.cfg   for the explorer, the two loops          *)
(*                                                                         *)
(* There is no bound on what is sent: two coins are soon under way.        *)
(***************************************************************************)
EXTENDS ChandyLamport, TLC

CONSTANTS p1, p2, p3

MCProcess == {p1, p2, p3}
Mesh == {<<p, q>> \in MCProcess \X MCProcess : p # q}
Ring == {<<p1, p2>>, <<p2, p3>>, <<p3, p1>>}
Loops == Ring \cup {<<p2, p1>>}
TwoCoins == (p1 :> 1) @@ (p2 :> 1) @@ (p3 :> 0)
=============================================================================
