---------------------------- MODULE ChangRoberts ----------------------------
(***************************************************************************)
(* Election on a ring: nodes that know only their neighbour agree on one   *)
(* of them.                                                                *)
(*                                                                         *)
(* Source: Ernest Chang and Rosemary Roberts, An Improved Algorithm for    *)
(* Decentralized Extrema-Finding in Circular Configurations of Processes,  *)
(* Communications of the ACM 22(5), May 1979.                              *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  Once any node has started, the node with the largest *)
(* identity becomes the leader, no other ever does, and everyone learns    *)
(* the leader's identity.  Of the messages Elect at most N(N+1)/2 are      *)
(* sent: if all start, between 2N-1 and that, and N(1 + 1/2 + ... + 1/N)   *)
(* on the average over all arrangements of the identities.  Another N tell *)
(* the outcome.                                                            *)
(*                                                                         *)
(* THE IDEA.  Every node sends its identity around the ring.  A node lets  *)
(* pass what is larger than its own and swallows what is smaller.  So only *)
(* the largest identity gets around, and its owner knows that it has won   *)
(* when its own identity comes back.                                       *)
(*                                                                         *)
(* SYSTEM MODEL.  Nodes are asynchronous, do not fail, and have different  *)
(* identities.  Each can send to the next node on the ring only.  Every    *)
(* message arrives once, after any time; messages may overtake each other. *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE, AND WHY                                   *)
(*  - A node that has not started and receives a smaller identity starts   *)
(*    by that.  Without it the smaller identity would be swallowed and the *)
(*    larger one never sent.                                               *)
(*  - Who sits where decides how many messages it takes, and the proof is  *)
(*    for all arrangements.  So the identities are a variable, fixed at    *)
(*    the start to one of the arrangements given.                          *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, ReliableNetwork

CONSTANTS
  Node,          \* the nodes
  Succ,          \* Succ[p] is the next node after p on the ring
  Arrangement,   \* the ways in which the identities may be given to the nodes
  NONE           \* no identity

N == Cardinality(Node)

RECURSIVE Reached(_, _)
Reached(p, S) == IF p \in S THEN S ELSE Reached(Succ[p], S \cup {p})

ASSUME RingAssumption ==
  /\ IsFiniteSet(Node) /\ Node # {}
  /\ Succ \in [Node -> Node]
  /\ \A p \in Node : Reached(p, {}) = Node

ASSUME ArrangementAssumption ==
  \A f \in Arrangement :
    /\ DOMAIN f = Node
    /\ \A p, q \in Node : f[p] \in Nat /\ (f[p] = f[q] => p = q)

ASSUME NoneAssumption == NONE \notin Nat

VARIABLES
  id,       \* id[p] is the identity of p; it never changes
  status,   \* asleep = has not started, candidate = has sent its own identity and
            \*   seen no larger one, passive = has seen a larger one, elected
  leader,   \* the identity of the leader, as far as p knows, or NONE
  chan      \* the network: the messages under way over each edge of the ring

vars == <<id, status, leader, chan>>

Identity == {id[p] : p \in Node}
Largest  == CHOOSE i \in Identity : \A j \in Identity : j =< i

Elect(i)  == [type |-> "Elect", id |-> i]     \* i wants to be the leader
Leader(i) == [type |-> "Leader", id |-> i]    \* i is the leader

TypeOK ==
  /\ id     \in Arrangement
  /\ status \in [Node -> {"asleep", "candidate", "passive", "elected"}]
  /\ leader \in [Node -> Identity \cup {NONE}]
  /\ \A p \in Node : UnderWay(chan, p, Succ[p]) \subseteq
       {Elect(i) : i \in Identity} \cup {Leader(i) : i \in Identity}

\* Nobody has started.
Init ==
  /\ id     \in Arrangement
  /\ status = [p \in Node |-> "asleep"]
  /\ leader = [p \in Node |-> NONE]
  /\ chan   = NoMessages({<<p, Succ[p]>> : p \in Node})

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS                                                             *)
(***************************************************************************)
\* At any time a node that is asleep may start: it sends its identity to the next.
Start(p) ==
  /\ status[p] = "asleep"
  /\ status' = [status EXCEPT ![p] = "candidate"]
  /\ chan'   = Sent(chan, p, Succ[p], Elect(id[p]))
  /\ UNCHANGED <<id, leader>>

\* p lets a larger identity pass, and gives up; it swallows a smaller one, but
\* starts if it has not yet.  Its own identity has been all around: p has won, and
\* tells everyone.
ReceiveElect(p, q, m) ==
  /\ m.type = "Elect"
  /\ IF m.id > id[p]
     THEN /\ status' = [status EXCEPT ![p] = "passive"]
          /\ leader' = leader
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], m)
     ELSE IF m.id = id[p]
     THEN /\ status' = [status EXCEPT ![p] = "elected"]
          /\ leader' = [leader EXCEPT ![p] = id[p]]
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], Leader(id[p]))
     ELSE IF status[p] = "asleep"
     THEN /\ status' = [status EXCEPT ![p] = "candidate"]
          /\ leader' = leader
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], Elect(id[p]))
     ELSE /\ status' = status
          /\ leader' = leader
          /\ chan'   = Received(chan, q, p, m)
  /\ UNCHANGED id

\* p learns who is the leader and passes it on, until the leader itself hears it.
ReceiveLeader(p, q, m) ==
  /\ m.type = "Leader"
  /\ leader' = [leader EXCEPT ![p] = m.id]
  /\ chan'   = IF m.id = id[p] THEN Received(chan, q, p, m)
                               ELSE Sent(Received(chan, q, p, m), p, Succ[p], m)
  /\ UNCHANGED <<id, status>>

Next ==
  \E p \in Node :
    \/ Start(p)
    \/ \E q \in Node : \E m \in Arriving(chan, q, p) :
         ReceiveElect(p, q, m) \/ ReceiveLeader(p, q, m)

(***************************************************************************)
(* Weak fairness of the arrival of messages.  Only finitely many are ever  *)
(* sent, so that none is overtaken for ever.  Nobody has to start.         *)
(***************************************************************************)
Fairness ==
  \A p, q \in Node :
    WF_vars(\E m \in Arriving(chan, q, p) : ReceiveElect(p, q, m) \/ ReceiveLeader(p, q, m))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT THE ALGORITHM IS FOR                                               *)
(***************************************************************************)
\* No two nodes are elected.
OneLeader ==
  \A p, q \in Node : status[p] = "elected" /\ status[q] = "elected" => p = q

\* It is the one with the largest identity.
TheLargestWins == \A p \in Node : status[p] = "elected" => id[p] = Largest

\* Whoever knows a leader knows this one, and it has been elected.
Agreement ==
  \A p \in Node : leader[p] # NONE =>
    /\ leader[p] = Largest
    /\ \E q \in Node : status[q] = "elected"

\* Once anyone has started, everyone learns who is the leader.
EveryoneLearns ==
  (\E p \in Node : status[p] # "asleep") ~> (\A p \in Node : leader[p] = Largest)

\* No message is under way.
Quiescent == \A p \in Node : UnderWay(chan, p, Succ[p]) = {}

\* Nothing ends before everyone knows.
EndsWell ==
  Quiescent => \/ \A p \in Node : status[p] = "asleep"
               \/ \A p \in Node : leader[p] = Largest

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
\* The nodes from p on, around the ring, up to but without the node q; all of them
\* if that is p itself.
RECURSIVE Between(_, _)
Between(p, q) == {p} \cup (IF Succ[p] = q THEN {} ELSE Between(Succ[p], q))

\* An identity has only come past smaller ones, and these have given up.
SwallowedOnTheWay ==
  \A r \in Node : \A m \in UnderWay(chan, r, Succ[r]) :
    m.type = "Elect" =>
      LET owner == CHOOSE p \in Node : id[p] = m.id
      IN  /\ status[owner] # "asleep"
          /\ \A p \in Between(owner, Succ[r]) :
               p # owner => id[p] < m.id /\ status[p] = "passive"
=============================================================================

What was checked, with TLC 2.18, one worker.  Four nodes, all arrangements of four
identities up to a turn of the ring.  Counts are distinct states.

  MCChangRoberts       all invariants: 1,068 states, depth 16.
  MCChangRobertsFair   EveryoneLearns: 1,068 states.
  MCChangRobertsFifo   the same on a network that keeps the order: 508 states.
  MCChangRobertsCount  at most N(N+1)/2 messages Elect: 2,029 states.
  MCChangRobertsCountWorst, MCChangRobertsUnfair and the models of
  MCChangRobertsBroken fail as they must.

The figures for the worst, the best and the average arrangement were also counted in
simulated runs: the average over all arrangements of five identities, exactly.
