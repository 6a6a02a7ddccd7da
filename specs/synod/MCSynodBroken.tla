--------------------------- MODULE MCSynodBroken ---------------------------
(***************************************************************************)
(* Synod with one thing wrong at a time.  These are the classic mistakes   *)
(* in Paxos.  Each definition replaces the action of Synod that it names,  *)
(* in the .cfg file of the same name, and each such model must fail.  It   *)
(* shows what the part is good for that is missing, and that the           *)
(* properties can fail at all.                                             *)
(***************************************************************************)
EXTENDS MCSynod

\* A CONSTRAINT that has the effect of symmetry in the decrees, without its price:
\* the first ballot that is begun has decree d1.
FirstIsD1 == begun # {} => \E B \in begun : B.dec = d1

\* Any decree is put to the vote, whatever those who answered had voted for.
AnyDecree_StartPollingMajoritySet(p, Q, d) ==
  /\ status[p] = "trying"
  /\ Q \subseteq {v.pst : v \in prevVotes[p]}
  /\ status' = [status EXCEPT ![p] = "polling"]
  /\ quorum' = [quorum EXCEPT ![p] = Q]
  /\ voters' = [voters EXCEPT ![p] = {}]
  /\ decree' = [decree EXCEPT ![p] = d]
  /\ begun'  = begun \cup {[bal |-> lastTried[p], dec |-> d, qrm |-> Q]}
  /\ UNCHANGED <<ledger, prevVotes, msgs, cast>>

\* p votes in any ballot above its last one, also below its promise.
BelowPromise_ReceiveBeginBallot(p, m) ==
  /\ m.type = "BeginBallot"
  /\ m.to = p
  /\ m.bal > prevBal[p]
  /\ prevBal' = [prevBal EXCEPT ![p] = m.bal]
  /\ prevDec' = [prevDec EXCEPT ![p] = m.dec]
  /\ cast' = cast \cup {[pst |-> p, bal |-> m.bal, dec |-> m.dec]}
  /\ UNCHANGED <<outcome, lastTried, nextBal, slip, msgs, begun>>

\* The vote never reaches the ledger: p votes and remembers nothing of it.
UnwrittenVote_ReceiveBeginBallot(p, m) ==
  /\ m.type = "BeginBallot"
  /\ m.to = p
  /\ m.bal = nextBal[p]
  /\ m.bal > prevBal[p]
  /\ msgs' = msgs \cup {[type |-> "Voted", bal |-> m.bal, pst |-> p]}
  /\ cast' = cast \cup {[pst |-> p, bal |-> m.bal, dec |-> m.dec]}
  /\ UNCHANGED <<ledger, slip, begun>>

\* With its slip p loses what it had promised and voted.  Here p3 does, once it has
\* voted, and the others lose nothing.
ForgottenLedger_LoseSlip(p) ==
  /\ p = p3
  /\ prevBal[p] # NoBallot
  /\ status'    = [status EXCEPT ![p] = "idle"]
  /\ prevVotes' = [prevVotes EXCEPT ![p] = {}]
  /\ quorum'    = [quorum EXCEPT ![p] = {}]
  /\ voters'    = [voters EXCEPT ![p] = {}]
  /\ decree'    = [decree EXCEPT ![p] = BLANK]
  /\ prevBal'   = [prevBal EXCEPT ![p] = NoBallot]
  /\ prevDec'   = [prevDec EXCEPT ![p] = BLANK]
  /\ nextBal'   = [nextBal EXCEPT ![p] = NoBallot]
  /\ UNCHANGED <<outcome, lastTried, msgs, history>>

\* With its slip p loses only its promise.  Here p3 does, and the others lose nothing.
ForgottenPromise_LoseSlip(p) ==
  /\ p = p3
  /\ status'    = [status EXCEPT ![p] = "idle"]
  /\ prevVotes' = [prevVotes EXCEPT ![p] = {}]
  /\ quorum'    = [quorum EXCEPT ![p] = {}]
  /\ voters'    = [voters EXCEPT ![p] = {}]
  /\ decree'    = [decree EXCEPT ![p] = BLANK]
  /\ nextBal'   = [nextBal EXCEPT ![p] = prevBal[p]]
  /\ UNCHANGED <<outcome, lastTried, prevBal, prevDec, msgs, history>>

\* With its slip p loses the number of its last ballot, and may use it again.
ReusedNumber_LoseSlip(p) ==
  /\ status'    = [status EXCEPT ![p] = "idle"]
  /\ prevVotes' = [prevVotes EXCEPT ![p] = {}]
  /\ quorum'    = [quorum EXCEPT ![p] = {}]
  /\ voters'    = [voters EXCEPT ![p] = {}]
  /\ decree'    = [decree EXCEPT ![p] = BLANK]
  /\ lastTried' = [lastTried EXCEPT ![p] = NoBallot]
  /\ UNCHANGED <<outcome, prevBal, prevDec, nextBal, msgs, history>>

\* p counts answers to an earlier ballot of its own as answers to this one.
StaleAnswer_ReceiveLastVote(p, m) ==
  /\ m.type = "LastVote"
  /\ Owner(m.bal) = p
  /\ status[p] = "trying"
  /\ prevVotes' = [prevVotes EXCEPT ![p] = @ \cup {m.vote}]
  /\ UNCHANGED <<ledger, status, quorum, voters, decree, msgs, history>>

\* One vote less than the quorum is enough.
OneTooFew_Succeed(p) ==
  /\ status[p] = "polling"
  /\ Cardinality(quorum[p] \ voters[p]) =< 1
  /\ outcome[p] = BLANK
  /\ outcome' = [outcome EXCEPT ![p] = decree[p]]
  /\ UNCHANGED <<lastTried, prevBal, prevDec, nextBal, slip, msgs, history>>

\* Quorums that need not meet: a single priest will do.
Minority == {Q \in SUBSET Priest : Cardinality(Q) = 1}
=============================================================================
