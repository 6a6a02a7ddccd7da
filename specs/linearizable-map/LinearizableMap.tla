-------------------------- MODULE LinearizableMap --------------------------
(***************************************************************************)
(* What the clients of a linearizable map may see: a specification of      *)
(* histories, not of an algorithm.                                         *)
(*                                                                         *)
(* Sources: Maurice P. Herlihy and Jeannette M. Wing, Linearizability: A   *)
(* Correctness Condition for Concurrent Objects, ACM TOPLAS 12(3), July    *)
(* 1990; Jeannette M. Wing and Chun Gong, Testing and Verifying Concurrent *)
(* Objects, Journal of Parallel and Distributed Computing 17, 1993; Gavin  *)
(* Lowe, Testing for Linearizability, Concurrency and Computation 29(4),   *)
(* 2017.  Kin: Knossos of the Jepsen project, and Porcupine.               *)
(*                                                                         *)
(* WHAT IT SAYS.  Clients call a map from keys to values, and several      *)
(* calls may be in progress at once.  The answers must be those of one map *)
(* on which each call takes effect at one moment between its invocation    *)
(* and its response.  Nobody sees these moments: in a history, which has   *)
(* the invocations and the responses in the order of real time, they are   *)
(* hidden steps, and the history is linearizable if and only if there are  *)
(* moments that explain it.  A replay of the history looks for them.       *)
(*                                                                         *)
(* WHO NEVER HEARS.  A client that crashed, or has waited too long, gives  *)
(* up.  Its call may have taken effect already, or do so at any later      *)
(* time, or never, and no answer will come: it is an orphan.  Testers keep *)
(* such a client waiting for ever and go on with a new one.  Here the      *)
(* client may go on under its name, which is the same and keeps the number *)
(* of clients small, since an orphan has no name.  A client that neither   *)
(* gets an answer nor gives up waits to the end of the history.            *)
(*                                                                         *)
(* ONE KEY AT A TIME.  Each action reads and changes what belongs to its   *)
(* key and nothing else.  So a history is allowed if and only if, for each *)
(* key, what it has of that key is: linearizability is local (Herlihy and  *)
(* Wing, Theorem 1), and a replay may look at the keys one by one.  To     *)
(* that end a client may have calls in progress on several keys, one on    *)
(* each.  A client that never has is allowed neither more nor less by it.  *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCES, AND WHY                                  *)
(*  - The definition of 1990 speaks of whole histories: some completion of *)
(*    the history and some order of its calls.  Here a history is allowed  *)
(*    step by step.  MCLinearizableMap holds the one to the other.         *)
(*  - An orphan takes effect only where that makes a difference.  A call   *)
(*    whose effect nobody could see might as well never take effect.       *)
(***************************************************************************)
EXTENDS Bags

CONSTANTS
  Key,     \* the keys
  Absent   \* what a key has that was never put

\* Clients and values are any strings; models replace these by a few.
Client == STRING
Value  == STRING

Operation ==
       [type : {"Get"}]                      \* what is the key's value?
  \cup [type : {"Put"}, value : Value]       \* let it be this one
  \cup [type : {"Cas"}, expected : Value \cup {Absent}, value : Value]
                                             \* let it be this one if it is that one

Answer ==
       [value : Value \cup {Absent}]         \* of a Get
  \cup [done : BOOLEAN]                      \* of a Put, always done, and of a Cas

VARIABLES
  map,       \* the value of each key
  waiting,   \* for each key, the calls in progress that have not taken effect: a
             \*   function from the clients that wait to their operations
  answers,   \* for each key, the calls in progress that have: a function from
             \*   the clients to the answers that they will get
  orphans    \* for each key, the operations that may still take effect and of
             \*   which nobody will hear: a bag

vars == <<map, waiting, answers, orphans>>

IsCalls(f, S) == DOMAIN f \subseteq Client /\ \A c \in DOMAIN f : f[c] \in S

TypeOK ==
  /\ DOMAIN map = Key /\ DOMAIN waiting = Key
  /\ DOMAIN answers = Key /\ DOMAIN orphans = Key
  /\ \A k \in Key :
       /\ map[k] \in Value \cup {Absent}
       /\ IsCalls(waiting[k], Operation)
       /\ IsCalls(answers[k], Answer)
       /\ IsABag(orphans[k]) /\ BagToSet(orphans[k]) \subseteq Operation

\* No function has an argument: nobody calls.
Nobody == [c \in {} |-> Absent]

Init ==
  /\ map     = [k \in Key |-> Absent]
  /\ waiting = [k \in Key |-> Nobody]
  /\ answers = [k \in Key |-> Nobody]
  /\ orphans = [k \in Key |-> EmptyBag]

\* The function f, but with x at c; and without an argument c.
With(f, c, x) == [d \in DOMAIN f \cup {c} |-> IF d = c THEN x ELSE f[d]]
Without(f, c) == [d \in DOMAIN f \ {c} |-> f[d]]

\* The value that an operation leaves where it finds v, and what it answers.
Effect(op, v) ==
  CASE op.type = "Get" -> v
    [] op.type = "Put" -> op.value
    [] op.type = "Cas" -> IF v = op.expected THEN op.value ELSE v

Outcome(op, v) ==
  CASE op.type = "Get" -> [value |-> v]
    [] op.type = "Put" -> [done |-> TRUE]
    [] op.type = "Cas" -> [done |-> v = op.expected]

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS                                                             *)
(***************************************************************************)
\* A client that has no call in progress on k calls.
Invoke(c, k, op) ==
  /\ c \notin DOMAIN waiting[k]
  /\ c \notin DOMAIN answers[k]
  /\ waiting' = [waiting EXCEPT ![k] = With(@, c, op)]
  /\ UNCHANGED <<map, answers, orphans>>

\* A call in progress takes effect.  No history tells of it.
Linearize(c, k) ==
  /\ c \in DOMAIN waiting[k]
  /\ map'     = [map     EXCEPT ![k] = Effect(waiting[k][c], @)]
  /\ answers' = [answers EXCEPT ![k] = With(@, c, Outcome(waiting[k][c], map[k]))]
  /\ waiting' = [waiting EXCEPT ![k] = Without(@, c)]
  /\ UNCHANGED orphans

\* A call that has taken effect is answered, and is over.
Respond(c, k, answer) ==
  /\ c \in DOMAIN answers[k]
  /\ answer = answers[k][c]
  /\ answers' = [answers EXCEPT ![k] = Without(@, c)]
  /\ UNCHANGED <<map, waiting, orphans>>

\* A client waits no longer.  If its call has not taken effect, and would change
\* anything, it leaves an orphan.
GiveUp(c, k) ==
  /\ \/ c \in DOMAIN waiting[k]
     \/ c \in DOMAIN answers[k]
  /\ orphans' = [orphans EXCEPT ![k] =
                   IF c \in DOMAIN waiting[k] /\ waiting[k][c].type # "Get"
                   THEN @ (+) SetToBag({waiting[k][c]})
                   ELSE @]
  /\ waiting' = [waiting EXCEPT ![k] = Without(@, c)]
  /\ answers' = [answers EXCEPT ![k] = Without(@, c)]
  /\ UNCHANGED map

\* An orphan takes effect.  No history tells of that either.
LinearizeOrphan(k, op) ==
  /\ Effect(op, map[k]) # map[k]
  /\ map'     = [map     EXCEPT ![k] = Effect(op, @)]
  /\ orphans' = [orphans EXCEPT ![k] = @ (-) SetToBag({op})]
  /\ UNCHANGED <<waiting, answers>>

Next ==
  \E k \in Key :
    \/ \E c \in Client :
         \/ \E op \in Operation : Invoke(c, k, op)
         \/ \E answer \in Answer : Respond(c, k, answer)
         \/ GiveUp(c, k)
    \/ \E c \in DOMAIN waiting[k] : Linearize(c, k)
    \/ \E op \in BagToSet(orphans[k]) : LinearizeOrphan(k, op)

(***************************************************************************)
(* Weak fairness of Linearize and Respond: no call is left without effect  *)
(* or without its answer for ever.  Nobody has to call or to give up, and  *)
(* an orphan need not take effect.                                         *)
(***************************************************************************)
Fairness ==
  \A c \in Client, k \in Key :
    /\ WF_vars(Linearize(c, k))
    /\ WF_vars(\E answer \in Answer : Respond(c, k, answer))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT IT COMES TO                                                        *)
(***************************************************************************)
InProgress(c, k) == c \in DOMAIN waiting[k] \cup DOMAIN answers[k]

\* A call has either taken effect or not.
EffectOnce == \A k \in Key : DOMAIN waiting[k] \cap DOMAIN answers[k] = {}

\* Every call ends some day.
EveryCallEnds == \A c \in Client, k \in Key : InProgress(c, k) ~> ~InProgress(c, k)

\* A value that a key has is changed by a call that takes effect, and by nothing else.
OnlyCallsChangeTheMap ==
  [][ \A k \in Key : map'[k] # map[k] =>
        \/ \E c \in DOMAIN waiting[k] : map'[k] = Effect(waiting[k][c], map[k])
        \/ \E op \in BagToSet(orphans[k]) : map'[k] = Effect(op, map[k]) ]_vars
=============================================================================

What was checked, with TLC 2.18, one worker.  The histories of two or three clients that
make three calls, each history held to the definition of Herlihy and Wing.  Counts are
distinct states.

  MCLinearizableMap       two clients, one key, a few operations: 99,365 states.
  MCLinearizableMapDeep   all operations on two values: 1,230,293 states.
  MCLinearizableMapKeys   two keys, gets and puts of one value: 152,765 states.
  MCLinearizableMapThree  three clients, one key, gets and puts: 254,239 states.
  MCLinearizableMapFair   two calls, EveryCallEnds: 443 states.
  MCLinearizableMapUnfair and the models of MCLinearizableMapBroken fail as they must.

That no linearizable history is rejected was checked outside of TLC, beside an exhaustive
search over thousands of random histories (LinearizabilityTest).
