------------------------- MODULE MCMultiPaxosBroken -------------------------
(***************************************************************************)
(* MultiPaxos with one thing wrong at a time.  Each definition replaces    *)
(* what it names, in the .cfg file of the same name, and each such model   *)
(* must fail.                                                              *)
(*                                                                         *)
(* To apply what one has voted for is a mistake that three nodes do not    *)
(* show: the leader's vote and one more are a majority of them.            *)
(***************************************************************************)
EXTENDS MCMultiPaxos

\* A CONSTRAINT that has the effect of symmetry in the commands, without its price,
\* for one slot: whoever votes in ballot 0 votes for c1.
FirstIsC1 ==
  /\ OneSlot
  /\ \A p \in Node : \A v \in votes[p] : v.bal = 0 => v.cmd \in {c1, NoOp}

\* A new leader fills a hole with a command of its own.  Agreement survives; but what
\* is proposed later than a chosen command comes before it in the log.
OwnInHoles_Adopted(V, s) ==
  LET inSlot == {v \in V : v.slot = s}
  IN  IF inSlot = {} THEN c2 ELSE Highest(inSlot).cmd

\* A promise binds only in slots in which the node has voted.
SlotwisePromise_ReceiveAccept(p, m) ==
  /\ m.type = "Accept"
  /\ Owner(m.bal) # p
  /\ \A v \in votes[p] : v.slot = m.slot => m.bal >= v.bal
  /\ maxBal' = [maxBal EXCEPT ![p] = Max({@, m.bal})]
  /\ votes'  = [votes EXCEPT ![p] = @ \cup {[slot |-> m.slot, bal |-> m.bal, cmd |-> m.cmd]}]
  /\ Follow(p)
  /\ Send([type |-> "Accepted", bal |-> m.bal, slot |-> m.slot, node |-> p])
  /\ UNCHANGED <<chosen, applied, table, executed>>

\* A node takes a ballot of its own and leads at once, without phase 1.
NoPhase1_Prepare(p, b) ==
  /\ Owner(b) = p
  /\ b > maxBal[p]
  /\ maxBal'   = [maxBal EXCEPT ![p] = b]
  /\ status'   = [status EXCEPT ![p] = "leader"]
  /\ next'     = [next EXCEPT ![p] = applied[p] + 1]
  /\ polls'    = [polls EXCEPT ![p] = Nothing]
  /\ UNCHANGED <<votes, chosen, applied, table, promised, reported, msgs, executed>>

\* One vote is enough: that of the leader.
OneVote_Decide(p, v) ==
  /\ status[p] = "leader"
  /\ v.bal = maxBal[p]
  /\ v.slot \in DOMAIN polls[p]
  /\ chosen' = [chosen EXCEPT ![p] = @ \cup {[slot |-> v.slot, cmd |-> v.cmd]}]
  /\ polls'  = [polls EXCEPT ![p] = [s \in DOMAIN @ \ {v.slot} |-> @[s]]]
  /\ Send([type |-> "Decide", slot |-> v.slot, cmd |-> v.cmd])
  /\ UNCHANGED <<maxBal, votes, applied, table, status, promised, reported, next, executed>>

\* A candidate takes any command, whatever was reported.
IgnoresReports_Adopted(V, s) == c2

\* A crash loses the promise; here p3's, and the others crash no more.
ForgottenPromise_Crash(p) ==
  /\ p = p3
  /\ maxBal' = [maxBal EXCEPT ![p] = NoBallot]
  /\ Follow(p)
  /\ UNCHANGED <<votes, chosen, applied, table, msgs, executed>>

\* A command is executed as often as it is chosen.
NoTable_IsNew(p, c) == c # NoOp

\* A node applies whatever decision it hears of.
AnyOrder_Apply(p, d) ==
  /\ d.slot > applied[p]
  /\ applied' = [applied EXCEPT ![p] = d.slot]
  /\ UNCHANGED <<maxBal, votes, chosen, table, slip, msgs, executed>>

\* Whoever counts a client's commands from 0 takes the first for one that it has
\* applied: nothing takes effect twice, and something not at all.
SkipsFirst_IsNew(p, c) == c # NoOp /\ c.seq > LastSeq(p, c.client) + 1
=============================================================================
