-------------------------- MODULE MCPaxosProgress --------------------------
(***************************************************************************)
(* Progress: what is chosen some day, and learned.  One value is enough:   *)
(* which one is chosen decides nothing about whether one is.  Nobody       *)
(* crashes.  Symmetry would be unsound for liveness and is not used.       *)
(*                                                                         *)
(*   MCPaxosProgress.cfg            whichever of p1 and p2 is left in      *)
(*                                  calm, a value is chosen                *)
(*   MCPaxosProgressNotVacuous.cfg  TLC is told that nobody is ever left   *)
(*                                  in calm, and shows the contrary        *)
(*   MCPaxosLearners.cfg            what is chosen is learned              *)
(*   MCPaxosDuel.cfg                two proposers outbid each other for    *)
(*                                  ever, and nothing is ever chosen       *)
(*                                                                         *)
(* The duel goes through infinitely many numbers.  To see it as a loop,    *)
(* DuelPrepare lowers all rounds by one as soon as both duellists are      *)
(* above round 0; a number of round 0 becomes NoNumber then, and messages  *)
(* with such numbers are forgotten.  Order and owners of the numbers that  *)
(* are left stay as they were, and as long as nobody has accepted anything *)
(* what is forgotten says nothing more: a message that is forgotten is one *)
(* that is lost.  So the loop stands for an infinite behaviour of Paxos    *)
(* with growing numbers.  Only behaviours are looked at in which nobody    *)
(* accepts; the fairness is that of Paxos all the same, and asks that an   *)
(* acceptor accepts if from some time on it could all the time.            *)
(***************************************************************************)
EXTENDS MCPaxos

NobodyIsCalm == \A l \in Proposer : Calm(l) => ~ Fairness(l)

-----------------------------------------------------------------------------
ThreeRounds == 0..2

\* p starts its first ballot, or outbids the other as soon as the other has outbid
\* it, with the least number that it has for that.  It never outbids itself.
DuelPrepare(p, r) ==
  /\ p \in Proposer
  /\ round[p] = NoRound \/ \E q \in Proposer : Current(q) > Current(p)
  /\ \A q \in Proposer : Number(p, r) > Current(q)
  /\ \A s \in 0..(r-1) : \E q \in Proposer : Number(p, s) =< Current(q)
  /\ LET started  == [round EXCEPT ![p] = r]
         fall     == IF \A q \in Proposer : started[q] >= 1 THEN 1 ELSE 0
         below    == fall * Span
         Lower(n) == IF n < below THEN NoNumber ELSE n - below
         sent     == msgs \cup {[type |-> "Prepare", n |-> Number(p, r)]}
     IN  /\ round'  = [q \in Node |-> IF started[q] < fall THEN NoRound
                                      ELSE started[q] - fall]
         /\ maxBal' = [q \in Node |-> Lower(maxBal[q])]
         /\ msgs'   = {[m EXCEPT !.n = @ - below] : m \in {x \in sent : x.n >= below}}
  /\ phase'    = [phase EXCEPT ![p] = "preparing"]
  /\ promises' = [promises EXCEPT ![p] = {}]
  /\ value'    = [value EXCEPT ![p] = NONE]
  /\ UNCHANGED <<vBal, vVal, learner>>

NobodyAccepts == vBal' = vBal

DuelSpec == Init /\ [][Next /\ NobodyAccepts]_vars

\* Both go on to start ballots; without that nothing need ever happen.
BothGoOn == \A l \in Proposer : WF_vars(\E r \in Nat : Prepare(l, r))

DuelEnds == BothGoOn /\ (\A l \in Proposer : Fairness(l)) => <>(Chosen # {})
=============================================================================
