---- MODULE Clock ----
(***************************************************************************)
(* Nodes that count to Last and tell each other how far they are: what the *)
(* tests of the kit's JUnit annotations are about.                         *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
  Node,   \* the nodes
  Last    \* the last number

VARIABLES
  time,   \* how far p is
  msgs    \* every message ever sent

vars == <<time, msgs>>

TypeOK ==
  /\ time \in [Node -> 0..Last]
  /\ msgs \subseteq [type : {"Time"}, time : 0..Last]

Init ==
  /\ time = [p \in Node |-> 0]
  /\ msgs = {}

\* p counts.
Tick(p) ==
  /\ time[p] < Last
  /\ time' = [time EXCEPT ![p] = @ + 1]
  /\ UNCHANGED msgs

\* p tells how far it is.
Tell(p) ==
  /\ msgs' = msgs \cup {[type |-> "Time", time |-> time[p]]}
  /\ UNCHANGED time

\* p catches up with a message.
Hear(p, m) ==
  /\ m.time > time[p]
  /\ time' = [time EXCEPT ![p] = m.time]
  /\ UNCHANGED msgs

Next ==
  \E p \in Node :
    \/ Tick(p)
    \/ Tell(p)
    \/ \E m \in msgs : Hear(p, m)

Spec == Init /\ [][Next]_vars

NeverDone == \A p \in Node : time[p] < Last
=============================================================================
