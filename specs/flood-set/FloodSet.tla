------------------------------ MODULE FloodSet ------------------------------
(***************************************************************************)
(* Agreement among processes that go ahead in rounds, though some of them  *)
(* crash: everybody tells everybody else all it has heard, for one round   *)
(* more than processes can crash.                                          *)
(*                                                                         *)
(* Source: Nancy A. Lynch, Distributed Algorithms, Morgan Kaufmann 1996,   *)
(* section 6.2.1, FloodSet.                                                *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  Each process has an input.  All processes that       *)
(* decide decide the same; if all inputs are the same it is that; and      *)
(* every process that does not crash decides, after F + 1 rounds.  Without *)
(* a crash (F + 1) N (N - 1) messages are sent among N processes.          *)
(*                                                                         *)
(* THE IDEA.  A process that crashes while it sends can tell some a value  *)
(* that it does not tell others.  But at most F processes crash, and there *)
(* are F + 1 rounds, so there is one in which nobody does.  In that round  *)
(* everybody hears the same from everybody who is left, and from then on   *)
(* all who are left know the same values.                                  *)
(*                                                                         *)
(* SYSTEM MODEL.  The rounds are those of SynchronousRounds.  At most F    *)
(* processes crash, each of them perhaps in the middle of its sending.     *)
(* They do not come back.  Everybody can send to everybody else.           *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE, AND WHY                                   *)
(*  - The source takes a round for one step of all processes, which send,  *)
(*    and then receive.  Here each process has a step of its own, in which *)
(*    it receives what was sent in one round and sends in the next: that   *)
(*    is what a process does, and what a log can tell of it.  So there are *)
(*    F + 2 steps, the first of which receives and the last of which sends *)
(*    nothing.                                                             *)
(*  - round counts these steps.  What the source calls W is called seen.   *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, SynchronousRounds

CONSTANTS
  Process,   \* the processes
  Value,     \* what can be decided
  Input,     \* Input[p] is what p proposes
  Default,   \* what is decided where several values were proposed
  F,         \* at most so many processes crash
  NONE       \* nothing decided

ASSUME FloodSetAssumption ==
  /\ IsFiniteSet(Process) /\ Process # {}
  /\ Input \in [Process -> Value]
  /\ Default \in Value
  /\ NONE \notin Value
  /\ F \in Nat

VARIABLES
  round,      \* the last round in which p has sent, 0 before the first; F + 2 if p has decided
  seen,       \* the inputs that p knows of
  decision,   \* what p has decided, or NONE
  net         \* the network

vars == <<round, seen, decision, net>>

Others(p) == Process \ {p}
Edges     == {<<p, q>> \in Process \X Process : p # q}

\* The rounds are numbered from 1 to this.
LastRound == F + 1

Values(S) == [type |-> "Values", values |-> S]

TypeOK ==
  /\ round    \in [Process -> 0..(LastRound + 1)]
  /\ seen     \in [Process -> SUBSET Value]
  /\ decision \in [Process -> Value \cup {NONE}]
  /\ net.crashed \subseteq Process
  /\ DOMAIN net.sent = Edges
  /\ \A e \in Edges : /\ Len(net.sent[e]) =< 2
                      /\ \A i \in DOMAIN net.sent[e] : \A m \in net.sent[e][i] :
                           m.values \subseteq Value /\ m = Values(m.values)

\* Everybody knows its own input only.
Init ==
  /\ round    = [p \in Process |-> 0]
  /\ seen     = [p \in Process |-> {Input[p]}]
  /\ decision = [p \in Process |-> NONE]
  /\ net      = NoMessages(Edges)

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS                                                             *)
(***************************************************************************)
\* What p knows of when it has received these messages.
Heard(p, received) == seen[p] \cup UNION {received[q].values : q \in DOMAIN received}

\* p tells everybody what it knows of, in each round.
Says(p, received) ==
  [q \in IF round[p] < LastRound THEN Others(p) ELSE {} |-> Values(Heard(p, received))]

\* What is decided by who knows of these values.
Choice(S) == IF \E v \in S : S = {v} THEN CHOOSE v \in S : TRUE ELSE Default

\* p hears what was said in the round, and goes on to the next.  After the last it
\* decides.
Round(p, received) ==
  /\ round[p] =< LastRound
  /\ round'    = [round EXCEPT ![p] = @ + 1]
  /\ seen'     = [seen EXCEPT ![p] = Heard(p, received)]
  /\ decision' = IF round[p] = LastRound
                 THEN [decision EXCEPT ![p] = Choice(Heard(p, received))]
                 ELSE decision
  /\ net'      = Sent(Received(net, p), p, Says(p, received))

\* p crashes in this step, and of what it says only the processes in reached hear.
CrashSending(p, reached, received) ==
  /\ round[p] =< LastRound
  /\ Cardinality(net.crashed) < F
  /\ reached \subseteq DOMAIN Says(p, received)
  /\ net' = CutShort(Received(net, p), p, Says(p, received), reached)
  /\ UNCHANGED <<round, seen, decision>>

Next ==
  \E p \in Process : \E received \in Arriving(net, p) :
    \/ Round(p, received)
    \/ \E reached \in SUBSET Others(p) : CrashSending(p, reached, received)

(***************************************************************************)
(* Weak fairness of each process's rounds: who has not crashed goes on.    *)
(***************************************************************************)
Fairness == \A p \in Process : WF_vars(\E received \in Arriving(net, p) : Round(p, received))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT THE ALGORITHM IS FOR                                               *)
(***************************************************************************)
\* All who decide decide the same.
Agreement ==
  \A p, q \in Process : decision[p] # NONE /\ decision[q] # NONE => decision[p] = decision[q]

\* If all inputs are the same nothing else is decided.
Validity ==
  \A p, q \in Process : decision[p] # NONE /\ decision[p] # Input[q] =>
    \E r \in Process : Input[r] # Input[q]

\* Everybody decides who does not crash.
Termination == <>(\A p \in Process : p \in net.crashed \/ decision[p] # NONE)

\* What was decided stays.
DecisionsStay == [][\A p \in Process : decision[p] # NONE => decision'[p] = decision[p]]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
\* Nobody is more than a step ahead of anybody who has not crashed.
Together ==
  \A p, q \in Process \ net.crashed : round[p] =< round[q] + 1

\* If two who have come equally far do not know of the same values, then somebody has
\* crashed in each of the rounds that they have heard.  There is one round more than
\* processes can crash.
ACrashEachRound ==
  \A p, q \in Process \ net.crashed :
    round[p] = round[q] /\ seen[p] # seen[q] => Cardinality(net.crashed) >= round[p] - 1
=============================================================================

What was checked, with TLC 2.18, one worker.  Four processes, of which two may crash.
Counts are distinct states.

  MCFloodSet        one input differs from the others, all invariants: 4,839 states,
                    depth 17.
  MCFloodSetFair    the same: Termination, DecisionsStay.
  MCFloodSetInputs  all inputs of 0 and 1: 71,292 states.
  MCFloodSetCount   the number of messages: 14,008 states.
  MCFloodSetUnfair and the models of MCFloodSetBroken fail as they must, except
  MCFloodSetBroken_FRoundsMasked: with crashes between rounds only, even F rounds pass.
