---- MODULE @Module@ ----
(***************************************************************************)
(* A lock that travels by messages: at most one node uses it at a time.    *)
(*                                                                         *)
(* Source: Hawblitzel et al., IronFleet: Proving Practical Distributed     *)
(* Systems Correct, SOSP 2015, section 3, where a lock is the example.     *)
(*                                                                         *)
(* THE IDEA.  The node that holds the lock gives it to another by a        *)
(* message.  Each hand-over has a number, its epoch, above the one before. *)
(* A node takes the lock only from a message whose epoch is above all that *)
(* it has seen, so that an old message, come late or come twice, is worth  *)
(* nothing.                                                                *)
(*                                                                         *)
(* SYSTEM MODEL.  Nodes are asynchronous.  Messages may be lost, delayed,  *)
(* reordered and duplicated, but not forged.  A node may crash and start   *)
(* again; what it has on stable storage is still there then.               *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE.  There the message is sent once, in the   *)
(* step that gives the lock away, and the next epoch is one above.  Here   *)
(* the giver remembers its heir and sends as often as it takes, and the    *)
(* next epoch is any above.                                                *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
  Node,     \* the nodes
  First,    \* the one that holds the lock at first
  NOBODY    \* no node

ASSUME FirstAssumption == First \in Node

ASSUME NobodyAssumption == NOBODY \notin Node

Message == [type : {"Transfer"}, to : Node, epoch : Nat]

VARIABLES
  (* On stable storage. *)
  holds,    \* whether p holds the lock
  epoch,    \* the number of the last hand-over that p took part in
  heir,     \* the node to which p gave the lock in that hand-over, or NOBODY

  (* Lost in a crash. *)
  using,    \* whether p is doing what the lock is for

  (* The network. *)
  msgs      \* every message ever sent: one that is lost is just never received

vars == <<holds, epoch, heir, using, msgs>>

TypeOK ==
  /\ holds \in [Node -> BOOLEAN]
  /\ epoch \in [Node -> Nat]
  /\ heir  \in [Node -> Node \cup {NOBODY}]
  /\ using \in [Node -> BOOLEAN]
  /\ msgs \subseteq Message

Init ==
  /\ holds = [p \in Node |-> p = First]
  /\ epoch = [p \in Node |-> 0]
  /\ heir  = [p \in Node |-> NOBODY]
  /\ using = [p \in Node |-> FALSE]
  /\ msgs = {}

\* A node that holds the lock may begin to use it.
Enter(p) ==
  /\ holds[p]
  /\ ~ using[p]
  /\ using' = [using EXCEPT ![p] = TRUE]
  /\ UNCHANGED <<holds, epoch, heir, msgs>>

\* It may end to use it at any time.
Leave(p) ==
  /\ using[p]
  /\ using' = [using EXCEPT ![p] = FALSE]
  /\ UNCHANGED <<holds, epoch, heir, msgs>>

\* A node that holds the lock and does not use it may give it to another, in a
\* hand-over with a number e above the last.
Give(p, q, e) ==
  /\ holds[p]
  /\ ~ using[p]
  /\ q # p
  /\ e > epoch[p]
  /\ holds' = [holds EXCEPT ![p] = FALSE]
  /\ epoch' = [epoch EXCEPT ![p] = e]
  /\ heir'  = [heir EXCEPT ![p] = q]
  /\ UNCHANGED <<using, msgs>>

\* Until it takes part in another hand-over, it tells its heir, as often as it
\* likes: to send the same message again leaves the state as it is.
SendTransfer(p) ==
  /\ heir[p] # NOBODY
  /\ msgs' = msgs \cup {[type |-> "Transfer", to |-> heir[p], epoch |-> epoch[p]]}
  /\ UNCHANGED <<holds, epoch, heir, using>>

\* The heir takes the lock, unless the message is of a hand-over that is not above
\* all that it has seen.
ReceiveTransfer(p, m) ==
  /\ m.type = "Transfer"
  /\ m.to = p
  /\ m.epoch > epoch[p]
  /\ holds' = [holds EXCEPT ![p] = TRUE]
  /\ epoch' = [epoch EXCEPT ![p] = m.epoch]
  /\ heir'  = [heir EXCEPT ![p] = NOBODY]
  /\ UNCHANGED <<using, msgs>>

\* At any time a node may crash and start again.  It does not use the lock then.
Crash(p) ==
  /\ using' = [using EXCEPT ![p] = FALSE]
  /\ UNCHANGED <<holds, epoch, heir, msgs>>

Next ==
  \E p \in Node :
    \/ Enter(p)
    \/ Leave(p)
    \/ \E q \in Node, e \in Nat : Give(p, q, e)
    \/ SendTransfer(p)
    \/ \E m \in msgs : ReceiveTransfer(p, m)
    \/ Crash(p)

Spec == Init /\ [][Next]_vars

\* An heir is told, and takes the lock when it is told.  Nobody has to give it away.
Fairness ==
  \A p \in Node :
    /\ WF_vars(SendTransfer(p))
    /\ WF_vars(\E m \in msgs : ReceiveTransfer(p, m))

-----------------------------------------------------------------------------
\* Safety: no two nodes use the lock at the same time.
MutualExclusion == \A p, q \in Node : using[p] /\ using[q] => p = q

\* Why: no two hold it.
OneHolder == \A p, q \in Node : holds[p] /\ holds[q] => p = q

\* Liveness: a lock that was given away arrives.  Needs Fairness.
NeverLost == []<>(\E p \in Node : holds[p])
=============================================================================
