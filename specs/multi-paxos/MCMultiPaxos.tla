---------------------------- MODULE MCMultiPaxos ----------------------------
(***************************************************************************)
(* Finite models of MultiPaxos: three nodes, a few ballots, slots and      *)
(* commands.  Each .cfg file says which of these definitions replaces      *)
(* which of MultiPaxos's.                                                  *)
(***************************************************************************)
EXTENDS MultiPaxos, TLC

CONSTANTS p1, p2, p3

MCNode == {p1, p2, p3}
MCSeat == p1 :> 0 @@ p2 :> 1 @@ p3 :> 2

OneBallot    == {0}      \* one of p1
TwoBallots   == {0, 1}   \* one of p1, one of p2
ThreeBallots == 0..2     \* one each

\* A leader proposes nothing beyond these slots.
\* The slots that messages may speak of.
SomeSlots == 1..3

OneSlot  == \A p \in Node : next[p] =< 2
TwoSlots == \A p \in Node : next[p] =< 3

\* Commands of one client.
c1 == [client |-> "x", seq |-> 1, op |-> "a"]
c2 == [client |-> "x", seq |-> 2, op |-> "b"]

OneCommand  == {c1}
TwoCommands == {c1, c2}

\* Steps that a model does without.  Each takes steps from Next and adds none.
Never1(p)       == FALSE
Never2(p, x)    == FALSE
Never3(p, x, y) == FALSE
=============================================================================
