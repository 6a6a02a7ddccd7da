--------------------------- MODULE ChandyLamport ---------------------------
(***************************************************************************)
(* A snapshot of a system that does not stand still: processes that send   *)
(* money to each other find out how much there is, though some of it is    *)
(* always under way.                                                       *)
(*                                                                         *)
(* Source: K. Mani Chandy and Leslie Lamport, Distributed Snapshots:       *)
(* Determining Global States of Distributed Systems, ACM Transactions on   *)
(* Computer Systems 3(1), February 1985.                                   *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  Once any process has recorded its state, every       *)
(* process records its own, and what was under way to it over each         *)
(* channel.  Nobody has to stop for that.  The state recorded may never    *)
(* have been, but it might have: it can be reached from the state in which *)
(* the snapshot began, and the state in which it ended can be reached from *)
(* it.  So the money recorded is all the money there is.  Exactly one      *)
(* marker is sent over each channel.                                       *)
(*                                                                         *)
(* THE IDEA.  A process records its state and at once sends a marker over  *)
(* each channel, before anything else.  Where channels keep their order    *)
(* the marker parts what was sent before the record from what was sent     *)
(* after it.  Whoever receives its first marker records its own state      *)
(* before it receives anything that came behind the marker.  What comes    *)
(* over a channel after the receiver has recorded, and before the marker,  *)
(* was under way: it is the channel's state.                               *)
(*                                                                         *)
(* SYSTEM MODEL.  Processes are asynchronous and do not fail.  The         *)
(* channels are the edges of a strongly connected directed graph.  They    *)
(* lose nothing and keep the order.                                        *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE, AND WHY                                   *)
(*  - The paper's computation is any; here it is one of its examples, the  *)
(*    transfer of money, in which what is missing or counted twice shows.  *)
(*  - How the recorded states are collected in one place is not shown, as  *)
(*    in the paper's algorithm.                                            *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, FifoNetwork

CONSTANTS
  Process,   \* the processes
  Channel,   \* the channels: <<p, q>> is in it iff p can send to q
  Money,     \* Money[p] is what p has at first
  NONE       \* nothing recorded

RECURSIVE Reached(_)
Reached(S) ==
  LET T == S \cup {q \in Process : \E p \in S : <<p, q>> \in Channel}
  IN  IF T = S THEN S ELSE Reached(T)

ASSUME ChannelAssumption ==
  /\ IsFiniteSet(Process) /\ Process # {}
  /\ Channel \subseteq {<<p, q>> \in Process \X Process : p # q}
  /\ \A p \in Process : Reached({p}) = Process

ASSUME MoneyAssumption == Money \in [Process -> Nat] /\ NONE \notin Nat

Into(p)   == {q \in Process : <<q, p>> \in Channel}
OutOf(p)  == {q \in Process : <<p, q>> \in Channel}

VARIABLES
  balance,    \* the money that p has
  saved,      \* the balance that p has recorded, or NONE
  open,       \* the processes from which p still waits for a marker, having recorded
  recorded,   \* recorded[p][q]: the amounts that p has recorded as under way from q
  chan        \* the network: the messages under way over each channel

vars == <<balance, saved, open, recorded, chan>>

Transfer(a) == [type |-> "Transfer", amount |-> a]
Marker      == [type |-> "Marker"]

TypeOK ==
  /\ balance  \in [Process -> Nat]
  /\ saved    \in [Process -> Nat \cup {NONE}]
  /\ \A p \in Process :
       /\ open[p] \subseteq Into(p)
       /\ DOMAIN recorded[p] = Into(p)
       /\ \A q \in Into(p) : \A i \in DOMAIN recorded[p][q] : recorded[p][q][i] \in Nat
  /\ \A p, q \in Process : \A m \in UnderWay(chan, p, q) :
       m = Marker \/ (m.amount \in Nat /\ m = Transfer(m.amount))

\* Nothing is recorded, and nothing is under way.
Init ==
  /\ balance  = Money
  /\ saved    = [p \in Process |-> NONE]
  /\ open     = [p \in Process |-> {}]
  /\ recorded = [p \in Process |-> [q \in Into(p) |-> << >>]]
  /\ chan     = NoMessages(Channel)

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS                                                             *)
(***************************************************************************)
\* At any time p may send an amount a of its money to q.
SendTransfer(p, q, a) ==
  /\ a =< balance[p]
  /\ balance' = [balance EXCEPT ![p] = @ - a]
  /\ chan'    = Sent(chan, p, q, Transfer(a))
  /\ UNCHANGED <<saved, open, recorded>>

\* p receives money.  If it has recorded, and no marker has come from q yet, the
\* money was under way when the snapshot was taken.
ReceiveTransfer(p, q, m) ==
  /\ m.type = "Transfer"
  /\ balance'  = [balance EXCEPT ![p] = @ + m.amount]
  /\ recorded' = IF q \in open[p] THEN [recorded EXCEPT ![p][q] = Append(@, m.amount)]
                                  ELSE recorded
  /\ chan'     = Received(chan, q, p, m)
  /\ UNCHANGED <<saved, open>>

\* At any time p may record its state, if it has not.  Its markers go out in the
\* same step, before any more money.
Record(p) ==
  /\ saved[p] = NONE
  /\ saved' = [saved EXCEPT ![p] = balance[p]]
  /\ open'  = [open EXCEPT ![p] = Into(p)]
  /\ chan'  = SentToAll(chan, p, OutOf(p), Marker)
  /\ UNCHANGED <<balance, recorded>>

\* The first marker makes p record its state, and nothing was under way behind it
\* from q.  A later one ends the record of the channel that it came over.
ReceiveMarker(p, q, m) ==
  /\ m.type = "Marker"
  /\ IF saved[p] = NONE
     THEN /\ saved' = [saved EXCEPT ![p] = balance[p]]
          /\ open'  = [open EXCEPT ![p] = Into(p) \ {q}]
          /\ chan'  = SentToAll(Received(chan, q, p, m), p, OutOf(p), Marker)
     ELSE /\ saved' = saved
          /\ open'  = [open EXCEPT ![p] = @ \ {q}]
          /\ chan'  = Received(chan, q, p, m)
  /\ UNCHANGED <<balance, recorded>>

Next ==
  \E p \in Process :
    \/ \E q \in OutOf(p), a \in 1..balance[p] : SendTransfer(p, q, a)
    \/ \E q \in Into(p) : \E m \in Arriving(chan, q, p) :
         ReceiveTransfer(p, q, m) \/ ReceiveMarker(p, q, m)
    \/ Record(p)

(***************************************************************************)
(* Weak fairness of each channel: what comes over it arrives.  Nobody has  *)
(* to send money, or to begin a snapshot.                                  *)
(***************************************************************************)
Fairness ==
  \A p, q \in Process :
    WF_vars(\E m \in Arriving(chan, q, p) : ReceiveTransfer(p, q, m) \/ ReceiveMarker(p, q, m))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT THE ALGORITHM IS FOR.  That the state recorded can be reached from *)
(* the state in which the snapshot began, and leads to the state in which  *)
(* it ended, is stated in MCChandyLamportCut, which keeps the history that *)
(* it is about.                                                            *)
(***************************************************************************)
\* Everybody has recorded, and waits for no more markers.
Complete == \A p \in Process : saved[p] # NONE /\ open[p] = {}

RECURSIVE Sum(_, _), Total(_)
\* The sum of f over the set S; and the sum of a sequence.
Sum(f, S) == IF S = {} THEN 0
             ELSE LET x == CHOOSE x \in S : TRUE IN f[x] + Sum(f, S \ {x})
Total(s) == IF s = << >> THEN 0 ELSE Head(s) + Total(Tail(s))

\* All the money, wherever it is.
AllMoney == Sum(Money, Process)

UnderWayOver(e) ==
  Total([i \in DOMAIN chan[e] |-> IF chan[e][i] = Marker THEN 0 ELSE chan[e][i].amount])

\* Money is neither made nor lost.
Conservation ==
  Sum(balance, Process) + Sum([e \in Channel |-> UnderWayOver(e)], Channel) = AllMoney

\* The money recorded is all the money there is.
RecordedIsAll ==
  Complete => Sum(saved, Process)
                + Sum([e \in Channel |-> Total(recorded[e[2]][e[1]])], Channel) = AllMoney

\* Once anyone has begun, the snapshot is completed.
Completion == (\E p \in Process : saved[p] # NONE) ~> Complete

\* What was recorded is not recorded again.
RecordsStay ==
  [][\A p \in Process : /\ saved[p] # NONE => saved'[p] = saved[p]
                        /\ Complete => recorded'[p] = recorded[p]]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
Markers(e) == Cardinality({i \in DOMAIN chan[e] : chan[e][i] = Marker})

\* Over each channel one marker goes, when its sender records: it is under way as
\* long as the receiver has not recorded, or waits for it.  So nothing that was sent
\* after the record is received before it.
OneMarkerEach ==
  \A e \in Channel :
    Markers(e) = IF saved[e[1]] # NONE /\ (saved[e[2]] = NONE \/ e[1] \in open[e[2]])
                 THEN 1 ELSE 0
=============================================================================

What was checked, with TLC 2.18, one worker.  Three processes with two coins, any of
which may begin the snapshot.  Counts are distinct states.

  MCChandyLamport      two loops that have a channel in common, all invariants:
                       11,087 states, depth 21.
  MCChandyLamportDeep  all six channels, all invariants: 130,026 states, depth 22.
  MCChandyLamportRing  a ring, all invariants, RecordsStay, Completion: 3,231 states.
  MCChandyLamportCut   a ring, at most three transfers sent after the snapshot began:
                       TheSnapshotMightHaveBeen, 131,907 states.
  MCChandyLamportCutNeverWas, MCChandyLamportUnfair and the models of
  MCChandyLamportBroken fail as they must.

The paper's theorem was not checked with more than three such transfers, nor on other
graphs than the ring.
