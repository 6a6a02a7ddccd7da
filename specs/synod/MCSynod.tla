------------------------------ MODULE MCSynod ------------------------------
(***************************************************************************)
(* Finite models of Synod: three priests and a few ballots.                *)
(*                                                                         *)
(* Each .cfg file says which of these definitions replaces which of        *)
(* Synod's.  The ballots are bounded by letting `Nat' be a finite set; all *)
(* that remains is Synod's own Next.                                       *)
(***************************************************************************)
EXTENDS Synod, TLC

CONSTANTS p1, p2, p3, d1, d2

MCPriest == {p1, p2, p3}
MCSeat   == p1 :> 0 @@ p2 :> 1 @@ p3 :> 2
MCDecree == {d1, d2}

OneBallot    == {1}    \* one of p2
TwoBallots   == 0..1   \* one of p1, one of p2
ThreeBallots == 0..2   \* one each
BallotsOfTwo == {0, 1, 3}   \* two of p1, one of p2

\* Only the smallest majorities as quorums.
MinimalMajority == {Q \in SUBSET Priest : Cardinality(Q) = (N \div 2) + 1}

(***************************************************************************)
(* Prompt sending: whatever can be sent is sent before anything else       *)
(* happens, in an order that is fixed.  This is Next with fewer steps, so  *)
(* whatever it reaches, Next reaches.  And it loses nothing but times of   *)
(* sending: a message that is sent late, or never, is here one that is     *)
(* received late, or never.  So apart from msgs the same states are        *)
(* reached, and what holds of all messages here holds of the fewer         *)
(* messages there.                                                         *)
(***************************************************************************)
Sendable ==
  UNION {
    {[type |-> "NextBallot", bal |-> lastTried[p]] :
       p \in {q \in Priest : status[q] = "trying"}},
    {[type |-> "LastVote", bal |-> nextBal[p],
      vote |-> [pst |-> p, bal |-> prevBal[p], dec |-> prevDec[p]]] :
       p \in {q \in Priest : nextBal[q] > prevBal[q]}},
    UNION {{[type |-> "BeginBallot", to |-> q, bal |-> lastTried[p], dec |-> decree[p]] :
              q \in quorum[p]} : p \in {r \in Priest : status[r] = "polling"}},
    {[type |-> "Voted", bal |-> prevBal[p], pst |-> p] :
       p \in {q \in Priest : prevBal[q] # NoBallot}},
    {[type |-> "Success", dec |-> outcome[p]] :
       p \in {q \in Priest : outcome[q] # BLANK}}}

PromptNext ==
  LET unsent == Sendable \ msgs
  IN  IF unsent # {}
      THEN /\ msgs' = msgs \cup {CHOOSE m \in unsent : TRUE}
           /\ UNCHANGED <<ledger, slip, history>>
      ELSE \E p \in Priest :
             \/ \E b \in Nat : TryNewBallot(p, b)
             \/ \E m \in msgs : ReceiveNextBallot(p, m)
             \/ \E m \in msgs : ReceiveLastVote(p, m)
             \/ \E Q \in Majority, d \in Decree : StartPollingMajoritySet(p, Q, d)
             \/ \E m \in msgs : ReceiveBeginBallot(p, m)
             \/ \E m \in msgs : ReceiveVoted(p, m)
             \/ Succeed(p)
             \/ \E m \in msgs : ReceiveSuccess(p, m)
             \/ LoseSlip(p)

PromptSpec == Init /\ [][PromptNext]_vars

\* Nobody loses a slip.  This takes steps from Next and adds none.
NoCrash(p) == FALSE

\* Nobody is told of a success.  This, too, takes steps from Next and adds none.
NoNews(p, m) == FALSE

\* No action and no property tells one decree from another.
DecreeSymmetry == Permutations(Decree)
=============================================================================
