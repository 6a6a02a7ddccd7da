----------------------------- MODULE MCFloodSet -----------------------------
(***************************************************************************)
(* Four processes, two of which may crash.  One proposes 1, the others 0.  *)
(* Where both are known 1 is decided, so that who knows of both and who    *)
(* knows of one decide differently.                                        *)
(*                                                                         *)
(*   MCFloodSet.cfg           safety                                       *)
(*   MCFloodSetFair.cfg       everybody decides who does not crash         *)
(*   MCFloodSetUnfair.cfg     nobody need go on                            *)
(*   MCFloodSetExplore.cfg    for the explorer                             *)
(***************************************************************************)
EXTENDS FloodSet, TLC

CONSTANTS p1, p2, p3, p4

MCProcess == {p1, p2, p3, p4}
Bits      == {0, 1}
OneOfFour == (p1 :> 1) @@ (p2 :> 0) @@ (p3 :> 0) @@ (p4 :> 0)
=============================================================================
