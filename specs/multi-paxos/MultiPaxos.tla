----------------------------- MODULE MultiPaxos -----------------------------
(***************************************************************************)
(* Multi-Paxos: nodes agree on one log of commands, slot by slot, and each *)
(* applies it in order: state machine replication.                         *)
(*                                                                         *)
(* Sources: Leslie Lamport, The Part-Time Parliament, ACM Transactions on  *)
(* Computer Systems 16(2), May 1998, section 3 (the multi-decree           *)
(* parliament); Leslie Lamport, Paxos Made Simple, ACM SIGACT News 32(4),  *)
(* 2001, section 3; Robbert van Renesse and Deniz Altinbuken, Paxos Made   *)
(* Moderately Complex, ACM Computing Surveys 47(3), 2015.  For the client  *)
(* table: Fred Schneider, Implementing Fault-Tolerant Services Using the   *)
(* State Machine Approach, ACM Computing Surveys 22(4), 1990.              *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  No two nodes ever know different commands as chosen  *)
(* for one slot.  Each node applies the slots one after the other, none    *)
(* left out; so what two nodes have applied is the same as far as both     *)
(* have come.  A command that stands in the log twice takes effect once.   *)
(* Once one node is left alone to lead, and messages to it and from it     *)
(* arrive, what it proposes is applied everywhere.                         *)
(*                                                                         *)
(* THE IDEA.  Each slot is an instance of Paxos, but a ballot is one for   *)
(* all slots.  A node that wants to lead prepares a ballot once.  Whoever  *)
(* promises to take part reports its votes in all slots that the candidate *)
(* does not know to be settled.  With the promises of a majority the       *)
(* candidate leads: it puts to the vote again, in each slot, the command   *)
(* of the highest vote reported, and where there is none below such a      *)
(* slot, a command that does nothing.  From then on a new command takes    *)
(* the next free slot and one round of messages: phase 2 alone.            *)
(*                                                                         *)
(* SYSTEM MODEL.  Nodes are asynchronous; there are always the same.       *)
(* Messages may be lost, delayed, reordered and duplicated, but not        *)
(* forged.  A node may crash at any time and come back with what is on its *)
(* stable storage.  Nobody lies.                                           *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCES, AND WHY                                  *)
(*  - The leader is an acceptor as well: its ballot is its promise, and    *)
(*    its own vote is cast by proposing.  So a command costs the network   *)
(*    2(N-1) messages until it is chosen, and a leader that has promised   *)
(*    another ballot knows at once that it no longer leads.                *)
(*  - A node keeps all its votes, as a set that only grows, not only the   *)
(*    last one in each slot.  It is the same algorithm, since whoever is   *)
(*    told of votes takes the highest; it is Lamport's set of votes in     *)
(*    Voting; and a step adds an element and rewrites nothing, so that the *)
(*    price of a step does not grow with the length of a run.  What is     *)
(*    known to be chosen is a set likewise.                                *)
(*  - Clients are not in it.  A leader may propose any command at any      *)
(*    time, also one that it or another leader has proposed before: that   *)
(*    is what a client does that asks again.  The client table makes it    *)
(*    take effect once.                                                    *)
(*  - The answer to a node that was away is sent slot by slot, and to the  *)
(*    node that asks; any node may be asked.                               *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
  Node,   \* the nodes
  Seat,   \* numbers the nodes; ballot b is owned by the node in seat b % N
  NoOp    \* the command that does nothing

N == Cardinality(Node)

ASSUME NodeAssumption == IsFiniteSet(Node) /\ Node # {}

ASSUME SeatAssumption ==
  /\ Seat \in [Node -> 0..(N-1)]
  /\ \A p, q \in Node : Seat[p] = Seat[q] => p = q

\* A client numbers its commands from 1.  What a command does to the replicated
\* state is for op to say; nothing here depends on it.
Client    == STRING
Number    == Nat \ {0}
Operation == STRING

Command == [client : Client, seq : Number, op : Operation]

ASSUME NoOpAssumption == NoOp \notin Command

NoBallot == -1   \* lower than every ballot

\* A ballot number carries its owner in the low-order part, so that no two nodes
\* ever lead in the same ballot.
Owner(b) == CHOOSE p \in Node : Seat[p] = b % N

\* Any two of these have a node in common.
Majority == {Q \in SUBSET Node : 2 * Cardinality(Q) > N}

-----------------------------------------------------------------------------
Ballot == Nat

Slot == Nat \ {0}

AnyCommand == Command \cup {NoOp}

\* A vote for command cmd in slot `slot' and ballot bal.  Whose it is says the
\* variable that holds it.
Vote == [slot : Slot, bal : Ballot, cmd : AnyCommand]

\* What is known to be chosen.
Decision == [slot : Slot, cmd : AnyCommand]

\* The vote of highest ballot in the non-empty set V of votes in one slot.
Highest(V) == CHOOSE v \in V : \A w \in V : w.bal =< v.bal

\* The greatest of the non-empty set S of numbers.
Max(S) == CHOOSE n \in S : \A k \in S : k =< n

VARIABLES
  (*************************************************************************)
  (* On stable storage.                                                    *)
  (*************************************************************************)
  maxBal,     \* p's promise: it votes in no ballot below this one
  votes,      \* all votes that p ever cast
  chosen,     \* the decisions that p knows of
  applied,    \* p has applied slots 1 to applied[p]
  table,      \* the client table: for each client of which p has applied a
              \*   command, the number of the last one

  (*************************************************************************)
  (* Lost in a crash.                                                      *)
  (*************************************************************************)
  status,     \* what p is in ballot maxBal[p]: a follower, or if that is its
              \*   own, perhaps its candidate or its leader
  promised,   \* while a candidate: those that promised to take part
  reported,   \* while a candidate: the votes that they reported
  next,       \* while leading: the first slot that is free
  polls,      \* while leading: for each slot that p has proposed a command
              \*   for and not seen chosen, those known to have voted for it

  (*************************************************************************)
  (* The network.                                                          *)
  (*************************************************************************)
  msgs,       \* every message ever sent.  A message stays here for ever: one
              \*   that is lost is just never received, one that is duplicated
              \*   is received again

  (*************************************************************************)
  (* History.  No action asks for it; the properties are about it.         *)
  (*************************************************************************)
  executed    \* the decisions whose command took effect at p when it applied
              \*   them: neither NoOp nor executed before

stable  == <<maxBal, votes, chosen, applied, table>>
slip    == <<status, promised, reported, next, polls>>
vars    == <<maxBal, votes, chosen, applied, table,
             status, promised, reported, next, polls, msgs, executed>>

Message ==
       [type : {"Prepare"}, bal : Ballot, from : Slot]                        \* to anyone
  \cup [type : {"Promise"}, bal : Ballot, node : Node, votes : SUBSET Vote]   \* to Owner(bal)
  \cup [type : {"Accept"}, bal : Ballot, slot : Slot, cmd : AnyCommand]       \* to anyone
  \cup [type : {"Accepted"}, bal : Ballot, slot : Slot, node : Node]          \* to Owner(bal)
  \cup [type : {"Nack"}, bal : Ballot, higher : Ballot]                          \* to Owner(bal)
  \cup [type : {"Decide"}, slot : Slot, cmd : AnyCommand]                  \* to anyone
  \cup [type : {"Heartbeat"}, bal : Ballot, applied : Nat]                    \* to anyone
  \cup [type : {"Ask"}, to : Node, node : Node, slot : Slot]               \* to `to'

TypeOK ==
  /\ maxBal   \in [Node -> Ballot \cup {NoBallot}]
  /\ DOMAIN votes = Node /\ \A p \in Node : votes[p] \subseteq Vote
  /\ DOMAIN chosen = Node /\ \A p \in Node : chosen[p] \subseteq Decision
  /\ applied  \in [Node -> Nat]
  /\ DOMAIN table = Node /\ \A p \in Node : \A c \in DOMAIN table[p] : table[p][c] \in Nat
  /\ status   \in [Node -> {"follower", "candidate", "leader"}]
  /\ promised \in [Node -> SUBSET Node]
  /\ DOMAIN reported = Node /\ \A p \in Node : reported[p] \subseteq Vote
  /\ next     \in [Node -> Nat]
  /\ DOMAIN polls = Node
  /\ \A p \in Node : DOMAIN polls[p] \subseteq Slot /\ \A s \in DOMAIN polls[p] : polls[p][s] \subseteq Node
  /\ msgs \subseteq Message
  /\ DOMAIN executed = Node /\ \A p \in Node : executed[p] \subseteq chosen[p]

\* The function on nothing.
Nothing == [x \in {} |-> {}]

Init ==
  /\ maxBal   = [p \in Node |-> NoBallot]
  /\ votes    = [p \in Node |-> {}]
  /\ chosen   = [p \in Node |-> {}]
  /\ applied  = [p \in Node |-> 0]
  /\ table    = [p \in Node |-> Nothing]
  /\ status   = [p \in Node |-> "follower"]
  /\ promised = [p \in Node |-> {}]
  /\ reported = [p \in Node |-> {}]
  /\ next     = [p \in Node |-> 0]
  /\ polls    = [p \in Node |-> Nothing]
  /\ msgs = {}
  /\ executed = [p \in Node |-> {}]

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS.                                                            *)
(***************************************************************************)
Send(m) == msgs' = msgs \cup {m}

\* p is neither candidate nor leader any more.  What it had written about its
\* ballot is worthless; fixed values make states that differ only in it one.
Follow(p) ==
  /\ status'   = [status EXCEPT ![p] = "follower"]
  /\ promised' = [promised EXCEPT ![p] = {}]
  /\ reported' = [reported EXCEPT ![p] = {}]
  /\ next'     = [next EXCEPT ![p] = 0]
  /\ polls'    = [polls EXCEPT ![p] = Nothing]

\* The slots that p has not applied, as far as V has votes for them.
Unsettled(p, V) == {v \in V : v.slot > applied[p]}

(***************************************************************************)
(* Phase 1, once for all slots from the first that p has not applied.      *)
(***************************************************************************)
\* At any time p may become the candidate of a ballot b, one of its own and above
\* its promise.  That becomes its promise, on stable storage, so that no crash
\* can make p use the number twice; and p is the first to take part.
Prepare(p, b) ==
  /\ Owner(b) = p
  /\ b > maxBal[p]
  /\ maxBal'   = [maxBal EXCEPT ![p] = b]
  /\ status'   = [status EXCEPT ![p] = "candidate"]
  /\ promised' = [promised EXCEPT ![p] = {p}]
  /\ reported' = [reported EXCEPT ![p] = Unsettled(p, votes[p])]
  /\ next'     = [next EXCEPT ![p] = 0]
  /\ polls'    = [polls EXCEPT ![p] = Nothing]
  /\ Send([type |-> "Prepare", bal |-> b, from |-> applied[p] + 1])
  /\ UNCHANGED <<votes, chosen, applied, table, executed>>

\* Asked to take part in a ballot above its promise, p promises to, for all slots
\* at once, and reports its votes in those that the candidate asks about.
ReceivePrepare(p, m) ==
  /\ m.type = "Prepare"
  /\ m.bal > maxBal[p]
  /\ maxBal' = [maxBal EXCEPT ![p] = m.bal]
  /\ Follow(p)
  /\ Send([type |-> "Promise", bal |-> m.bal, node |-> p,
           votes |-> {v \in votes[p] : v.slot >= m.from}])
  /\ UNCHANGED <<votes, chosen, applied, table, executed>>

\* The candidate collects the promises for its very ballot.
ReceivePromise(p, m) ==
  /\ m.type = "Promise"
  /\ m.bal = maxBal[p]
  /\ status[p] = "candidate"
  /\ promised' = [promised EXCEPT ![p] = @ \cup {m.node}]
  /\ reported' = [reported EXCEPT ![p] = @ \cup m.votes]
  /\ UNCHANGED <<stable, status, next, polls, msgs, executed>>

\* The command that a leader must propose in slot s when votes V were reported:
\* that of the highest vote; NoOp if there is none.
Adopted(V, s) ==
  LET inSlot == {v \in V : v.slot = s}
  IN  IF inSlot = {} THEN NoOp ELSE Highest(inSlot).cmd

\* When a majority has promised, p leads.  In every slot up to the last one for
\* which a vote was reported it proposes, and votes for, the command that was
\* perhaps chosen already; NoOp fills the holes.
BecomeLeader(p) ==
  /\ status[p] = "candidate"
  /\ promised[p] \in Majority
  /\ LET V    == Unsettled(p, reported[p])
         last == Max({applied[p]} \cup {v.slot : v \in V})
         own  == {[slot |-> s, bal |-> maxBal[p], cmd |-> Adopted(V, s)] :
                    s \in (applied[p] + 1)..last}
     IN  /\ votes' = [votes EXCEPT ![p] = @ \cup own]
         /\ next'  = [next EXCEPT ![p] = last + 1]
         /\ polls' = [polls EXCEPT ![p] = [s \in (applied[p] + 1)..last |-> {p}]]
         /\ msgs'  = msgs \cup {[type |-> "Accept", bal |-> v.bal, slot |-> v.slot,
                                 cmd |-> v.cmd] : v \in own}
  /\ status'   = [status EXCEPT ![p] = "leader"]
  /\ promised' = [promised EXCEPT ![p] = {}]
  /\ reported' = [reported EXCEPT ![p] = {}]
  /\ UNCHANGED <<maxBal, chosen, applied, table, executed>>

(***************************************************************************)
(* Phase 2, in each slot.                                                  *)
(***************************************************************************)
\* The leader proposes command c for the next free slot, and votes for it.
Propose(p, c) ==
  /\ status[p] = "leader"
  /\ votes' = [votes EXCEPT ![p] = @ \cup {[slot |-> next[p], bal |-> maxBal[p], cmd |-> c]}]
  /\ polls' = [polls EXCEPT ![p] = [s \in DOMAIN @ \cup {next[p]} |->
                                      IF s = next[p] THEN {p} ELSE @[s]]]
  /\ next'  = [next EXCEPT ![p] = @ + 1]
  /\ Send([type |-> "Accept", bal |-> maxBal[p], slot |-> next[p], cmd |-> c])
  /\ UNCHANGED <<maxBal, chosen, applied, table, status, promised, reported, executed>>

\* The leader may ask again for votes for what it proposed and has not seen chosen.
SendAccept(p, v) ==
  /\ status[p] = "leader"
  /\ v.bal = maxBal[p]
  /\ v.slot \in DOMAIN polls[p]
  /\ Send([type |-> "Accept", bal |-> v.bal, slot |-> v.slot, cmd |-> v.cmd])
  /\ UNCHANGED <<stable, slip, executed>>

\* Asked by another node for its vote in a ballot that is not below its promise,
\* p votes.  To vote is to promise, too.
ReceiveAccept(p, m) ==
  /\ m.type = "Accept"
  /\ Owner(m.bal) # p
  /\ m.bal >= maxBal[p]
  /\ maxBal' = [maxBal EXCEPT ![p] = m.bal]
  /\ votes'  = [votes EXCEPT ![p] = @ \cup {[slot |-> m.slot, bal |-> m.bal, cmd |-> m.cmd]}]
  /\ Follow(p)
  /\ Send([type |-> "Accepted", bal |-> m.bal, slot |-> m.slot, node |-> p])
  /\ UNCHANGED <<chosen, applied, table, executed>>

\* The leader notes who has voted for what it proposed.
ReceiveAccepted(p, m) ==
  /\ m.type = "Accepted"
  /\ m.bal = maxBal[p]
  /\ status[p] = "leader"
  /\ m.slot \in DOMAIN polls[p]
  /\ polls' = [polls EXCEPT ![p][m.slot] = @ \cup {m.node}]
  /\ UNCHANGED <<stable, status, promised, reported, next, msgs, executed>>

\* When a majority has voted for what the leader proposed by its vote v, the command
\* is chosen, and the leader tells everyone.
Decide(p, v) ==
  /\ status[p] = "leader"
  /\ v.bal = maxBal[p]
  /\ v.slot \in DOMAIN polls[p]
  /\ polls[p][v.slot] \in Majority
  /\ chosen' = [chosen EXCEPT ![p] = @ \cup {[slot |-> v.slot, cmd |-> v.cmd]}]
  /\ polls'  = [polls EXCEPT ![p] = [s \in DOMAIN @ \ {v.slot} |-> @[s]]]
  /\ Send([type |-> "Decide", slot |-> v.slot, cmd |-> v.cmd])
  /\ UNCHANGED <<maxBal, votes, applied, table, status, promised, reported, next, executed>>

\* p notes a decision that it did not know of.
ReceiveDecide(p, m) ==
  /\ m.type = "Decide"
  /\ [slot |-> m.slot, cmd |-> m.cmd] \notin chosen[p]
  /\ chosen' = [chosen EXCEPT ![p] = @ \cup {[slot |-> m.slot, cmd |-> m.cmd]}]
  /\ UNCHANGED <<maxBal, votes, applied, table, slip, msgs, executed>>

(***************************************************************************)
(* The replicated state machine.                                           *)
(***************************************************************************)
\* The number of the client's last command that p has applied; 0 if there is none.
LastSeq(p, client) == IF client \in DOMAIN table[p] THEN table[p][client] ELSE 0

\* Whether command c does something at p: it is not NoOp, and neither it nor a later
\* one of its client has been applied.
IsNew(p, c) == c # NoOp /\ c.seq > LastSeq(p, c.client)

\* p applies decision d, which must be that for the slot after the last one applied.
Apply(p, d) ==
  /\ d.slot = applied[p] + 1
  /\ applied' = [applied EXCEPT ![p] = d.slot]
  /\ IF IsNew(p, d.cmd)
     THEN /\ table' = [table EXCEPT ![p] = [c \in DOMAIN @ \cup {d.cmd.client} |->
                                              IF c = d.cmd.client THEN d.cmd.seq ELSE @[c]]]
          /\ executed' = [executed EXCEPT ![p] = @ \cup {d}]
     ELSE UNCHANGED <<table, executed>>
  /\ UNCHANGED <<maxBal, votes, chosen, slip, msgs>>

(***************************************************************************)
(* Courtesies.  Nothing of this is needed for safety.                      *)
(***************************************************************************)
\* Whoever has promised a higher ballot may say so to the owner of a lower one.
Refuse(p, m) ==
  /\ m.type \in {"Prepare", "Accept"}
  /\ m.bal < maxBal[p]
  /\ Send([type |-> "Nack", bal |-> m.bal, higher |-> maxBal[p]])
  /\ UNCHANGED <<stable, slip, executed>>

\* A candidate or leader that is refused gives up its ballot.  It promises nothing
\* by that.
ReceiveNack(p, m) ==
  /\ m.type = "Nack"
  /\ m.bal = maxBal[p]
  /\ status[p] # "follower"
  /\ Follow(p)
  /\ UNCHANGED <<stable, msgs, executed>>

\* A leader may say that it leads, and how far it has applied the log.
SendHeartbeat(p) ==
  /\ status[p] = "leader"
  /\ Send([type |-> "Heartbeat", bal |-> maxBal[p], applied |-> applied[p]])
  /\ UNCHANGED <<stable, slip, executed>>

\* p takes the leader of a ballot that is not below its promise for its leader.
ReceiveHeartbeat(p, m) ==
  /\ m.type = "Heartbeat"
  /\ Owner(m.bal) # p
  /\ m.bal >= maxBal[p]
  /\ maxBal' = [maxBal EXCEPT ![p] = m.bal]
  /\ Follow(p)
  /\ UNCHANGED <<votes, chosen, applied, table, msgs, executed>>

\* p asks node q which command is chosen for a slot s that it has not applied.
SendAsk(p, q, s) ==
  /\ q # p
  /\ s > applied[p]
  /\ Send([type |-> "Ask", to |-> q, node |-> p, slot |-> s])
  /\ UNCHANGED <<stable, slip, executed>>

\* p takes note of what it is asked.  It answers with SendDecide, if it can.
ReceiveAsk(p, m) ==
  /\ m.type = "Ask"
  /\ m.to = p
  /\ UNCHANGED vars

\* p may tell node q of a decision d at any time.
SendDecide(p, q, d) ==
  /\ q # p
  /\ Send([type |-> "Decide", slot |-> d.slot, cmd |-> d.cmd])
  /\ UNCHANGED <<stable, slip, executed>>

\* p crashes and comes back with what is on its stable storage.
Crash(p) ==
  /\ Follow(p)
  /\ UNCHANGED <<stable, msgs, executed>>

Next ==
  \E p \in Node :
    \/ \E b \in Ballot : Prepare(p, b)
    \/ \E m \in msgs : ReceivePrepare(p, m)
    \/ \E m \in msgs : ReceivePromise(p, m)
    \/ BecomeLeader(p)
    \/ \E c \in Command : Propose(p, c)
    \/ \E v \in votes[p] : SendAccept(p, v)
    \/ \E m \in msgs : ReceiveAccept(p, m)
    \/ \E m \in msgs : ReceiveAccepted(p, m)
    \/ \E v \in votes[p] : Decide(p, v)
    \/ \E m \in msgs : ReceiveDecide(p, m)
    \/ \E d \in chosen[p] : Apply(p, d)
    \/ \E m \in msgs : Refuse(p, m)
    \/ \E m \in msgs : ReceiveNack(p, m)
    \/ SendHeartbeat(p)
    \/ \E m \in msgs : ReceiveHeartbeat(p, m)
    \/ \E q \in Node, s \in Slot : SendAsk(p, q, s)
    \/ \E m \in msgs : ReceiveAsk(p, m)
    \/ \E q \in Node, d \in chosen[p] : SendDecide(p, q, d)
    \/ Crash(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT IT IS FOR                                                          *)
(***************************************************************************)
\* No two nodes know different commands as chosen for one slot.
Agreement ==
  \A p, q \in Node : \A d \in chosen[p], e \in chosen[q] : d.slot = e.slot => d.cmd = e.cmd

\* Each node has applied decisions for all slots up to the last one applied.
NoGap == \A p \in Node : \A s \in 1..applied[p] : \E d \in chosen[p] : d.slot = s

\* What node p has applied, in order.
Applied(p) == [s \in 1..applied[p] |-> (CHOOSE d \in chosen[p] : d.slot = s).cmd]

\* Of what two nodes have applied one is the beginning of the other.
SamePrefix ==
  \A p, q \in Node :
    applied[p] =< applied[q] => \A s \in 1..applied[p] : Applied(p)[s] = Applied(q)[s]

\* No command takes effect twice at a node, and those of one client take effect in
\* the order of their numbers.
ExactlyOnce ==
  \A p \in Node : \A d, e \in executed[p] :
    d.cmd.client = e.cmd.client /\ d.slot < e.slot => d.cmd.seq < e.cmd.seq

\* A command that is applied takes effect, unless it or a later one of its client has.
TakesEffect ==
  \A p \in Node : \A d \in chosen[p] :
    d.slot =< applied[p] /\ d.cmd # NoOp =>
      \E e \in executed[p] : /\ e.slot =< d.slot
                             /\ e.cmd.client = d.cmd.client
                             /\ e.cmd.seq >= d.cmd.seq

\* Nodes that have applied as much are in the same state.
SameState ==
  \A p, q \in Node : applied[p] = applied[q] =>
    executed[p] = executed[q] /\ table[p] = table[q]

\* What a node knows stays known, and it never goes back.
StableGrows ==
  [][\A p \in Node : /\ maxBal[p] =< maxBal'[p]
                     /\ votes[p] \subseteq votes'[p]
                     /\ chosen[p] \subseteq chosen'[p]
                     /\ applied[p] =< applied'[p]]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
\* In one ballot, no two votes in one slot are for different commands.
OneValuePerBallot ==
  \A p, q \in Node : \A v \in votes[p], w \in votes[q] :
    v.bal = w.bal /\ v.slot = w.slot => v.cmd = w.cmd

\* The command was chosen in some ballot: a majority voted for it.
ChosenInBallot(s, b, c) ==
  \E Q \in Majority : \A q \in Q : [slot |-> s, bal |-> b, cmd |-> c] \in votes[q]

\* What is known to be chosen is chosen.
ChosenIsChosen ==
  \A p \in Node : \A d \in chosen[p] :
    \E q \in Node : \E v \in votes[q] :
      v.slot = d.slot /\ v.cmd = d.cmd /\ ChosenInBallot(v.slot, v.bal, v.cmd)

\* Nobody votes above its promise.
VotesBelowPromise == \A p \in Node : \A v \in votes[p] : v.bal =< maxBal[p]

\* A candidate or leader is in a ballot of its own.  What it counts is true.
LeaderOwnsBallot ==
  \A p \in Node : status[p] # "follower" => maxBal[p] # NoBallot /\ Owner(maxBal[p]) = p

PollsAreTrue ==
  \A p \in Node : \A s \in DOMAIN polls[p] : \A q \in polls[p][s] :
    \E v \in votes[q] : v.slot = s /\ v.bal = maxBal[p]

\* Whoever votes for c in slot s and ballot b knows that nothing else was or will
\* be chosen in a lower ballot: in each majority somebody has not voted in it for
\* another command and never will.
SafeVotes ==
  \A p \in Node : \A v \in votes[p] : \A q \in Node : \A w \in votes[q] :
    w.slot = v.slot /\ w.bal < v.bal /\ w.cmd # v.cmd =>
      \A Q \in Majority : \E a \in Q : [slot |-> w.slot, bal |-> w.bal, cmd |-> w.cmd] \notin votes[a]
                                         /\ maxBal[a] > w.bal

\* The ordering property of The Part-Time Parliament, section 3.1: what is first
\* proposed when another command has been chosen is not chosen for a lower slot.  A
\* leader that does not know that it has been replaced may propose it there, but in
\* a ballot below that of the other command, where it comes to nothing.
Ordering ==
  [][\A p \in Node : \A v \in votes'[p] \ votes[p] :
       v.cmd # NoOp /\ (\A q \in Node : \A w \in votes[q] : w.slot = v.slot => w.cmd # v.cmd) =>
         \A q \in Node : \A w \in votes[q] :
           w.slot > v.slot /\ ChosenInBallot(w.slot, w.bal, w.cmd) => v.bal < w.bal]_vars

\* What has been voted for in slot s, as the module Voting has it: each slot for
\* itself refines Voting with these votes, and so consensus (MCMultiPaxos.tla).
SlotVotes(s) == [p \in Node |-> {<<v.bal, v.cmd>> : v \in {w \in votes[p] : w.slot = s}}]

-----------------------------------------------------------------------------
(***************************************************************************)
(* PROGRESS.  As with any Paxos, two nodes that outbid each other for ever *)
(* get nowhere.  The condition is that one node, l, leads or is candidate  *)
(* from some time on, and nobody promises a ballot above its own.          *)
(***************************************************************************)
LeftAlone(l) ==
  <>[](/\ status[l] # "follower"
       /\ \A p \in Node : maxBal[p] =< maxBal[l])

(***************************************************************************)
(* Weak fairness: what could be done all the time from now on is done some *)
(* day.  A message stays in msgs, so fairness of a receive says that the   *)
(* message arrives: in a real network, that it is sent again until it      *)
(* does.                                                                   *)
(***************************************************************************)
Fairness(l) ==
  \* Whoever has made no higher promise hears of l's ballot and answers.
  /\ \A p \in Node : WF_vars(\E m \in msgs : m.type = "Prepare"
                               /\ m.bal = maxBal[l] /\ ReceivePrepare(p, m))
  /\ WF_vars(\E m \in msgs : ReceivePromise(l, m))
  /\ WF_vars(BecomeLeader(l))
  \* Everyone votes for what l proposes, and l hears of it.
  /\ \A p \in Node : \A s \in Slot :
       WF_vars(\E m \in msgs : m.type = "Accept" /\ m.slot = s
                 /\ m.bal = maxBal[l] /\ ReceiveAccept(p, m))
  /\ \A s \in Slot : WF_vars(\E m \in msgs : m.type = "Accepted" /\ m.slot = s /\ ReceiveAccepted(l, m))
  /\ WF_vars(\E v \in votes[l] : Decide(l, v))
  \* Everyone hears of what is chosen, and applies it.
  /\ \A p \in Node : WF_vars(\E m \in msgs : ReceiveDecide(p, m))
  /\ \A p \in Node : WF_vars(\E d \in chosen[p] : Apply(p, d))

\* Whatever the node that is left alone proposes as a leader, everyone applies.
Progress ==
  \A l \in Node : LeftAlone(l) /\ Fairness(l) =>
    \A s \in Slot : <>[](next[l] > s) => <>(\A p \in Node : applied[p] >= s)

\* And it does become the leader.
Leads ==
  \A l \in Node : LeftAlone(l) /\ Fairness(l) => <>(status[l] = "leader")

=============================================================================

What was checked, with TLC 2.18: three nodes, ballots 0 of p1 and 1 of p2, one client.
Counts are distinct states.  All invariants, StableGrows and Ordering in each of the
first five.

  MCMultiPaxos            one slot, one command, no crash, no courtesies; the slot
                          refines Voting: 10,941 states, depth 25.
  MCMultiPaxosHoles       two slots, after p1 has proposed a command for both; nobody
                          applies anything; each step of a slot is one of Voting:
                          49,224 states, depth 23.
  MCMultiPaxosTwice       one ballot, the same command in two slots: 3,996 states.
  MCMultiPaxosApply       one ballot, two commands in two slots: 3,996 states.
  MCMultiPaxosCourtesies  one ballot, one slot, all actions, one Ask under way: 8,617
                          states.
  MCMultiPaxosExplore     MCMultiPaxos with crashes; the machines reach the same
                          19,282 states.
  MCMultiPaxosProgress    p1 or p2 left alone, one slot: 10,941 states.

Not checked: two slots from the initial state on (more than 850,000 states), crashes
with two slots, three ballots, five nodes.
