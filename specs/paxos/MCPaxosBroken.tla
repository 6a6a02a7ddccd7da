--------------------------- MODULE MCPaxosBroken ---------------------------
(***************************************************************************)
(* Paxos with one thing wrong at a time.  These are the classic mistakes.  *)
(* Each definition takes the place of the one that it names, in the .cfg   *)
(* file of the same name, and each such model must fail.                   *)
(***************************************************************************)
EXTENDS MCPaxos

\* The value accepted under the lowest number is followed, not that under the
\* highest.  Two ballots do not show it.
LowestValue_Highest(R) ==
  LET accepted == {r \in R : r.vBal # NoNumber}
  IN  IF accepted = {} THEN CHOOSE r \in R : TRUE
      ELSE CHOOSE r \in accepted : \A s \in accepted : r.vBal =< s.vBal

\* p accepts whatever is above its last accepted proposal, also below its promise.
BelowPromise_ReceiveAccept(p, m) ==
  /\ m.type = "Accept"
  /\ p \in Acceptor
  /\ m.n >= vBal[p]
  /\ vBal'   = [vBal EXCEPT ![p] = m.n]
  /\ vVal'   = [vVal EXCEPT ![p] = m.val]
  /\ Send([type |-> "Accepted", acceptance |-> [acc |-> p, n |-> m.n, val |-> m.val]])
  /\ UNCHANGED <<maxBal, proposer, learner>>

\* With a crash p forgets what it promised and accepted.  Here p3 does.
Amnesia_Crash(p) ==
  /\ p = p3
  /\ vBal[p] # NoNumber
  /\ maxBal' = [maxBal EXCEPT ![p] = NoNumber]
  /\ vBal'   = [vBal EXCEPT ![p] = NoNumber]
  /\ vVal'   = [vVal EXCEPT ![p] = NONE]
  /\ UNCHANGED <<proposer, learner, msgs>>

\* CONSTRAINTs for the two mistakes that take three ballots and many steps: TLC
\* looks only at behaviours in which these acceptors promise and accept under these
\* numbers.
OnlyBy(promising, accepting) ==
  \A m \in msgs :
    /\ m.type = "Promise"  => <<m.n, m.report.acc>> \in promising
    /\ m.type = "Accepted" => <<m.acceptance.n, m.acceptance.acc>> \in accepting

\* To accept is no promise: an acceptor that has not heard of the Prepare keeps its
\* old one, and goes back to a lower number later.  It takes three ballots.
NoBump_ReceiveAccept(p, m) ==
  /\ m.type = "Accept"
  /\ p \in Acceptor
  /\ m.n >= maxBal[p]
  /\ vBal'   = [vBal EXCEPT ![p] = m.n]
  /\ vVal'   = [vVal EXCEPT ![p] = m.val]
  /\ Send([type |-> "Accepted", acceptance |-> [acc |-> p, n |-> m.n, val |-> m.val]])
  /\ UNCHANGED <<maxBal, proposer, learner>>

NoBump_Way ==
  OnlyBy({<<0, p1>>, <<0, p2>>, <<1, p1>>, <<1, p2>>, <<2, p2>>, <<2, p3>>},
         {<<0, p3>>, <<1, p1>>, <<1, p3>>, <<2, p2>>, <<2, p3>>})

\* An acceptor's refusal counts as a promise of one that has accepted nothing.
NackAsPromise_ReceiveNack(p, m) ==
  /\ m.type = "Nack"
  /\ phase[p] = "preparing"
  /\ m.n = Current(p)
  /\ \E a \in Acceptor :
       /\ maxBal[a] = m.maxBal
       /\ promises' = [promises EXCEPT ![p] =
                         @ \cup {[acc |-> a, vBal |-> NoNumber, vVal |-> NONE]}]
  /\ UNCHANGED <<acceptor, round, phase, value, learner, msgs>>

NackAsPromise_Way ==
  OnlyBy({<<0, p2>>, <<0, p3>>, <<1, p1>>, <<2, p2>>},
         {<<0, p2>>, <<0, p3>>, <<1, p1>>, <<1, p3>>})

\* With a crash p forgets in which rounds it has started ballots.
VolatileRound_Crash(p) ==
  /\ p \in Proposer
  /\ round'    = [round EXCEPT ![p] = NoRound]
  /\ phase'    = [phase EXCEPT ![p] = "idle"]
  /\ promises' = [promises EXCEPT ![p] = {}]
  /\ value'    = [value EXCEPT ![p] = NONE]
  /\ UNCHANGED <<acceptor, learner, msgs>>

\* A majority has accepted the value, be it under different numbers.
EqualValues_Learn(p, t) ==
  /\ learned[p] = NONE
  /\ {a \in Acceptor : \E s \in tally[p] : s.acc = a /\ s.val = t.val} \in Majority
  /\ learned' = [learned EXCEPT ![p] = t.val]
  /\ tally'   = [tally EXCEPT ![p] = {}]
  /\ UNCHANGED <<acceptor, proposer, msgs>>
=============================================================================
