------------------------------- MODULE Shelf -------------------------------
(***************************************************************************)
(* Clerks put things on one shelf, and take them away.  Not an algorithm:  *)
(* it has what the synod lacks and a trace may have to deal with.  A       *)
(* variable that is shared and of which entries come and go; an action     *)
(* that nobody logs; an operator that only offers a choice of actions;     *)
(* arguments that Next calls otherwise than the action does; an action     *)
(* without arguments.                                                      *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS Clerk, Thing, NOBODY

VARIABLES
  shelf,  \* what lies where: a function of the places that are taken
  count,  \* how many things each clerk has put there
  dust,   \* how dusty the shelf is; nobody logs it
  last    \* who moved a thing last, or NOBODY

Place == 1..3

Init ==
  /\ shelf = [s \in {} |-> 0]
  /\ count = [c \in Clerk |-> 0]
  /\ dust  = 0
  /\ last  = NOBODY

Put(c, s, x) ==
  /\ s \notin DOMAIN shelf
  /\ shelf' = [t \in DOMAIN shelf \cup {s} |-> IF t = s THEN x ELSE shelf[t]]
  /\ count' = [count EXCEPT ![c] = @ + 1]
  /\ last'  = c
  /\ UNCHANGED dust

Take(c, s) ==
  /\ s \in DOMAIN shelf
  /\ shelf' = [t \in DOMAIN shelf \ {s} |-> shelf[t]]
  /\ last'  = c
  /\ UNCHANGED <<count, dust>>

Move(c) ==
  \/ \E s \in Place, x \in Thing : Put(c, s, x)
  \/ \E s \in Place : Take(c, s)

Settle ==
  /\ dust < 3
  /\ dust' = dust + 1
  /\ UNCHANGED <<shelf, count, last>>

Wipe ==
  /\ dust > 1
  /\ dust' = 0
  /\ UNCHANGED <<shelf, count, last>>

Skip(by, c) ==
  /\ \/ count' = [count EXCEPT ![c] = @ + by]
     \/ count' = [count EXCEPT ![c] = @ - by]
  /\ UNCHANGED <<shelf, dust, last>>

Next ==
  \/ \E clerk \in Clerk : Move(clerk) \/ \E n \in Nat : Skip(n, clerk)
  \/ Settle
  \/ Wipe
=============================================================================
