------------------------- MODULE MCLinearizableMap -------------------------
(***************************************************************************)
(* The histories of a few clients that make a few calls, each held to the  *)
(* definition of Herlihy and Wing, which speaks of whole histories and of  *)
(* no map and no hidden step.                                              *)
(*                                                                         *)
(*   MCLinearizableMap.cfg        two clients, one key, three calls, of a  *)
(*                                few operations                           *)
(*   MCLinearizableMapDeep.cfg    the same, of all operations on two       *)
(*                                values                                   *)
(*   MCLinearizableMapKeys.cfg    two clients, two keys, three calls,      *)
(*                                puts and gets of one value               *)
(*   MCLinearizableMapThree.cfg   three clients, one key, three calls,     *)
(*                                puts and gets                            *)
(*   MCLinearizableMapFair.cfg    every call ends                          *)
(*   MCLinearizableMapUnfair.cfg  nothing need happen                      *)
(***************************************************************************)
EXTENDS LinearizableMap, Integers, Sequences, FiniteSets, TLC

CONSTANTS
  Called,    \* the operations that clients call
  MaxCalls   \* how many calls there are

VARIABLE history   \* invocations and responses, in the order of real time

MCClients2 == {"c1", "c2"}
MCClients3 == {"c1", "c2", "c3"}
MCValues1  == {"1"}
MCValues2  == {"1", "2"}

Gets == [type : {"Get"}]
Puts == [type : {"Put"}, value : Value]
GetsAndPuts == Gets \cup Puts
Few == Gets \cup [type : {"Put"}, value : {"1"}]
            \cup [type : {"Cas"}, expected : {Absent, "1"}, value : {"2"}]

Events(kind) == {i \in DOMAIN history : history[i].kind = kind}

Told(event) == history' = Append(history, event)

MCInit == Init /\ history = <<>>

MCNext ==
  \E k \in Key :
    \/ \E c \in Client :
         \/ \E op \in Called :
              /\ Cardinality(Events("Invoke")) < MaxCalls
              /\ Invoke(c, k, op)
              /\ Told([kind |-> "Invoke", c |-> c, k |-> k, op |-> op])
         \/ \E answer \in Answer :
              /\ Respond(c, k, answer)
              /\ Told([kind |-> "Respond", c |-> c, k |-> k, answer |-> answer])
         \/ GiveUp(c, k) /\ Told([kind |-> "GiveUp", c |-> c, k |-> k])
    \/ \E c \in DOMAIN waiting[k] : Linearize(c, k) /\ UNCHANGED history
    \/ \E op \in BagToSet(orphans[k]) : LinearizeOrphan(k, op) /\ UNCHANGED history

MCSpec == MCInit /\ [][MCNext]_<<vars, history>>

MCFairSpec ==
  /\ MCSpec
  /\ \A c \in Client, k \in Key :
       /\ WF_<<vars, history>>(Linearize(c, k) /\ UNCHANGED history)
       /\ WF_<<vars, history>>(\E answer \in Answer :
            /\ Respond(c, k, answer)
            /\ Told([kind |-> "Respond", c |-> c, k |-> k, answer |-> answer]))

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE DEFINITION.  A call is the place of its invocation in the history.  *)
(***************************************************************************)
SameCaller(i, j) == history[i].c = history[j].c /\ history[i].k = history[j].k

\* Where the call i ends, with an answer or without; behind the history if it does not.
End(i) ==
  LET later == {j \in DOMAIN history :
                  j > i /\ history[j].kind # "Invoke" /\ SameCaller(i, j)}
  IN  IF later = {} THEN Len(history) + 1 ELSE CHOOSE j \in later : \A l \in later : j =< l

Answered(i) == End(i) \in DOMAIN history /\ history[End(i)].kind = "Respond"

Calls == Events("Invoke")

\* i is over before j begins.  Who has given up is never over.
Precedes(i, j) == Answered(i) /\ End(i) < j

\* The value that the key of the n-th call of an order has just before it: that of
\* the last call before which wrote one.
RECURSIVE ValueBefore(_, _, _)
ValueBefore(order, n, k) ==
  IF n = 1 THEN Absent
  ELSE LET e == history[order[n - 1]]
           v == ValueBefore(order, n - 1, k)
       IN  IF e.k # k \/ e.op.type = "Get" THEN v
           ELSE IF e.op.type = "Cas" /\ e.op.expected # v THEN v
           ELSE e.op.value

\* The n-th call of an order got the answer that a map gives if there is but one
\* caller.
Right(order, n) ==
  LET i == order[n]
      e == history[i]
      v == ValueBefore(order, n, e.k)
  IN  Answered(i) =>
        history[End(i)].answer =
          IF e.op.type = "Get" THEN [value |-> v]
          ELSE [done |-> e.op.type = "Put" \/ v = e.op.expected]

Orders(S) == {o \in [1..Cardinality(S) -> S] : \A m, n \in DOMAIN o : m # n => o[m] # o[n]}

\* Some of the calls without an answer and all others, in some order which agrees
\* with real time, get the answers that they got.
Linearizable ==
  \E S \in {T \in SUBSET Calls : \A i \in Calls : Answered(i) => i \in T} :
    \E order \in Orders(S) :
      /\ \A m, n \in DOMAIN order : m < n => ~Precedes(order[n], order[m])
      /\ \A n \in DOMAIN order : Right(order, n)
=============================================================================
