----------------------------- MODULE Consensus -----------------------------
(***************************************************************************)
(* What it means to choose one value, and nothing of how: first there is   *)
(* none, then there is one, and it stays.                                  *)
(*                                                                         *)
(* An algorithm that solves consensus refines this module: the values that *)
(* it has chosen, a set that it never need compute, behave like `chosen'.  *)
(***************************************************************************)
CONSTANT Value     \* the values that may be chosen

VARIABLE chosen    \* the values that have been chosen: none or one

Init == chosen = {}

\* One value is chosen.  No second one ever is.
Choose == chosen = {} /\ \E v \in Value : chosen' = {v}

Next == Choose

Spec == Init /\ [][Next]_chosen

-----------------------------------------------------------------------------
AtMostOne == \A v, w \in chosen : v = w
=============================================================================
