-------------------------- MODULE MCSynodInduction --------------------------
(***************************************************************************)
(* Is the invariant inductive?  An invariant is inductive if every step    *)
(* from a state in which it holds, reachable or not, leads to a state in   *)
(* which it holds.  Here TLC starts in all such states of a small world    *)
(* and takes one step.                                                     *)
(*                                                                         *)
(*   MCSynodInduction.cfg           I1 to I8, with Safe in place of B3:    *)
(*                                  no step leads out                      *)
(*   MCSynodInductionWithoutI8.cfg  I1 to I7 as printed, B3 included: a    *)
(*                                  step leads out.  A priest in the       *)
(*                                  quorum of ballot 1 votes in ballot 0,  *)
(*                                  since nothing says that it promised    *)
(*                                  not to; then B3 fails for ballot 1.    *)
(*                                  To find that, all may be idle.         *)
(*                                                                         *)
(* The small world: three priests, ballots 0 and 1, two decrees, smallest  *)
(* majorities as quorums, votes by the quorum only, every vote in a ballot *)
(* that was begun (CastInBegun).  In it nothing else is left out:          *)
(*  - I7 speaks of each message by itself, and a step receives one; so it  *)
(*    is enough to start with all messages that are true in a state.       *)
(*  - An idle priest's slip is worthless, and so are quorum, voters and    *)
(*    decree while it is trying: no action and no invariant reads them     *)
(*    before they are replaced.                                            *)
(* The .cfg files list what must hold before and after the step, so TLC    *)
(* also checks that the states it starts in are what they should be.       *)
(***************************************************************************)
EXTENDS MCSynod

CONSTANT Busy   \* how many priests may be busy at once (p3 has no ballot)

VARIABLE stepped   \* whether the one step has been taken

\* The sets of ballots with unique numbers, majorities as quorums.
NotBegun == [dec |-> BLANK, qrm |-> {}]
SetsOfBallots ==
  {{[bal |-> b, dec |-> f[b].dec, qrm |-> f[b].qrm] : b \in {c \in Nat : f[c] # NotBegun}} :
     f \in [Nat -> {NotBegun} \cup [dec : Decree, qrm : Majority]]}

\* The slips that I4, I5 and ASlip allow p, given the ledgers and the ballots.
IdleSlip == [status |-> "idle", prevVotes |-> {}, quorum |-> {}, voters |-> {},
             decree |-> BLANK]
Slips(p) ==
  LET b       == lastTried[p]
      answers == {MaxVote(b, q) : q \in {r \in Priest : nextBal[r] >= b}}
      mine    == {B \in BB : B.bal = b}
      trying  == {[IdleSlip EXCEPT !.status = "trying", !.prevVotes = V] :
                    V \in SUBSET answers}
      polling(B) ==
        {[status |-> "polling", prevVotes |-> V, quorum |-> B.qrm, voters |-> W,
          decree |-> B.dec] :
           V \in {U \in SUBSET answers : B.qrm \subseteq {v.pst : v \in U}},
           W \in SUBSET B.vot}
  IN  {IdleSlip} \cup (IF b = NoBallot THEN {}
                       ELSE IF mine = {} THEN trying
                       ELSE UNION {polling(B) : B \in mine})

\* All states of the small world in which I1 to I7 hold but for B3, and `Also'.
StatesWith(Also) ==
  /\ stepped = FALSE
  /\ begun \in SetsOfBallots
  /\ cast \in SUBSET UNION {[pst : B.qrm, bal : {B.bal}, dec : {B.dec}] : B \in begun}
  /\ prevBal = [p \in Priest |-> LatestVote(p).bal]
  /\ prevDec = [p \in Priest |-> LatestVote(p).dec]
  /\ nextBal \in {f \in [Priest -> Nat \cup {NoBallot}] :
                    \A p \in Priest : f[p] >= prevBal[p]}
  /\ Also
  /\ lastTried \in {f \in [Priest -> Nat \cup {NoBallot}] : \A p \in Priest :
                      /\ f[p] # NoBallot => Owner(f[p]) = p
                      /\ \A B \in begun : Owner(B.bal) = p => B.bal =< f[p]}
  /\ outcome \in [Priest -> {BLANK} \cup {B.dec : B \in {C \in BB : C.qrm \subseteq C.vot}}]
  /\ \E s1 \in Slips(p1), s2 \in Slips(p2), s3 \in Slips(p3) :
       LET s == p1 :> s1 @@ p2 :> s2 @@ p3 :> s3 IN
       /\ Cardinality({p \in Priest : s[p] # IdleSlip}) =< Busy
       /\ status    = [p \in Priest |-> s[p].status]
       /\ prevVotes = [p \in Priest |-> s[p].prevVotes]
       /\ quorum    = [p \in Priest |-> s[p].quorum]
       /\ voters    = [p \in Priest |-> s[p].voters]
       /\ decree    = [p \in Priest |-> s[p].decree]
  /\ msgs = {m \in Message : Truthful(m)}

\* The invariant as printed.
I1toI7 == I1 /\ I2 /\ I3 /\ I4 /\ I5 /\ I6 /\ I7

OneStep == ~stepped /\ Next /\ stepped' = TRUE

InductionSpec          == StatesWith(I8 /\ Safe) /\ [][OneStep]_<<vars, stepped>>
InductionWithoutI8Spec == StatesWith(B3)         /\ [][OneStep]_<<vars, stepped>>
=============================================================================
