---------------------------- MODULE MCSynodDuel ----------------------------
(***************************************************************************)
(* Two priests, p1 and p2, outbid each other for ever, and though every    *)
(* message arrives that has not become worthless, nobody ever decides.     *)
(* This is why Progress wants one priest to be left alone.                 *)
(*                                                                         *)
(* The duel goes through infinitely many ballot numbers.  To see it as a   *)
(* loop, TryNewBallot lowers all numbers by N as soon as both duellists    *)
(* are at N or above; a number that would fall below zero becomes          *)
(* NoBallot, and messages and ballots with such numbers are forgotten.     *)
(* Order and owners of the ballots that are left stay as they were.  What  *)
(* is forgotten is older than what both duellists are at, and as long as   *)
(* nobody has voted it says nothing more: a message that is forgotten is   *)
(* one that is lost.  So the loop stands for an infinite behaviour of      *)
(* Synod, with growing numbers.                                            *)
(*                                                                         *)
(* To be quick, only behaviours are looked at in which nobody votes or     *)
(* crashes.  The fairness is that of Synod all the same: it asks that a    *)
(* priest votes if from some time on it could vote all the time.           *)
(***************************************************************************)
EXTENDS MCSynodProgress

FiveBallots == 0..4

Duellist == {p1, p2}

\* p outbids all with the least number that it has for that.
DuelTryNewBallot(p, b) ==
  /\ p \in Duellist
  /\ Owner(b) = p
  /\ \A q \in Priest : b > lastTried[q]
  /\ \A c \in 0..(b-1) : Owner(c) = p => \E q \in Priest : c =< lastTried[q]
  /\ LET tried    == [lastTried EXCEPT ![p] = b]
         fall     == IF \A q \in Duellist : tried[q] >= N THEN N ELSE 0
         Lower(c) == IF c < fall THEN NoBallot ELSE c - fall
         LowerAll(S) == {[x EXCEPT !.bal = @ - fall] : x \in {y \in S : y.bal >= fall}}
     IN  /\ lastTried' = [q \in Priest |-> Lower(tried[q])]
         /\ nextBal'   = [q \in Priest |-> Lower(nextBal[q])]
         /\ msgs'      = LowerAll(msgs)
         /\ begun'     = LowerAll(begun)
  /\ status'    = [status EXCEPT ![p] = "trying"]
  /\ prevVotes' = [prevVotes EXCEPT ![p] = {}]
  /\ UNCHANGED <<outcome, prevBal, prevDec, quorum, voters, decree, cast>>

NoVote == cast' = cast

DuelSpec == Init /\ [][PromptNext /\ NoVote]_vars

DuelEnds == (\A l \in Duellist : Fairness(l)) => AllDecide
=============================================================================
