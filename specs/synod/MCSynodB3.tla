----------------------------- MODULE MCSynodB3 -----------------------------
(***************************************************************************)
(* B3, read literally, fails in a reachable state.                         *)
(*                                                                         *)
(* A priest takes the decree of the highest vote that it was told of, by   *)
(* whomever, and then any majority of those who answered as its quorum.    *)
(* The quorum may leave out the very priest that cast the highest vote.    *)
(* Then the decree is not that of the quorum's highest vote, which is what *)
(* B3 asks for.  It takes three ballots:                                   *)
(*                                                                         *)
(*   ballot 0 of p1, quorum p1 p2, decree d1: only p2 votes;               *)
(*   ballot 1 of p2, quorum p1 p3, decree d2: only p3 votes.  (p2 knows    *)
(*     of no vote: it asked p1 and p3 only.)                               *)
(*   ballot 2 of p3: all three answer; the highest vote is p3's for d2.    *)
(*     The quorum is p1 p2, and its highest vote is p2's for d1.           *)
(*                                                                         *)
(* Breadth-first search for such a state in Synod takes long.  So the      *)
(* variable `at' walks through a script, and once the script is done,      *)
(* everything that Next allows may happen.  Each step is one of Next, and  *)
(* the property Spec in MCSynodB3Consistent.cfg makes TLC check that.      *)
(*                                                                         *)
(*   MCSynodB3.cfg            B3 fails at the end of the script            *)
(*   MCSynodB3Consistent.cfg  all else survives, now and in whatever may   *)
(*                            follow                                       *)
(***************************************************************************)
EXTENDS MCSynod, Sequences

VARIABLE at

NextBallot(b)        == [type |-> "NextBallot", bal |-> b]
LastVote(b, p, c, d) == [type |-> "LastVote", bal |-> b,
                         vote |-> [pst |-> p, bal |-> c, dec |-> d]]
BeginBallot(q, b, d) == [type |-> "BeginBallot", to |-> q, bal |-> b, dec |-> d]

Script(i) ==
  \* p1 begins ballot 0 with p1 and p2; p2 votes.
  \/ i =  1 /\ TryNewBallot(p1, 0)
  \/ i =  2 /\ SendNextBallot(p1)
  \/ i =  3 /\ ReceiveNextBallot(p1, NextBallot(0))
  \/ i =  4 /\ ReceiveNextBallot(p2, NextBallot(0))
  \/ i =  5 /\ SendLastVote(p1)
  \/ i =  6 /\ SendLastVote(p2)
  \/ i =  7 /\ ReceiveLastVote(p1, LastVote(0, p1, NoBallot, BLANK))
  \/ i =  8 /\ ReceiveLastVote(p1, LastVote(0, p2, NoBallot, BLANK))
  \/ i =  9 /\ StartPollingMajoritySet(p1, {p1, p2}, d1)
  \/ i = 10 /\ SendBeginBallot(p1, p2)
  \/ i = 11 /\ ReceiveBeginBallot(p2, BeginBallot(p2, 0, d1))
  \* p2 begins ballot 1 with p1 and p3; p3 votes.
  \/ i = 12 /\ TryNewBallot(p2, 1)
  \/ i = 13 /\ SendNextBallot(p2)
  \/ i = 14 /\ ReceiveNextBallot(p1, NextBallot(1))
  \/ i = 15 /\ ReceiveNextBallot(p3, NextBallot(1))
  \/ i = 16 /\ SendLastVote(p1)
  \/ i = 17 /\ SendLastVote(p3)
  \/ i = 18 /\ ReceiveLastVote(p2, LastVote(1, p1, NoBallot, BLANK))
  \/ i = 19 /\ ReceiveLastVote(p2, LastVote(1, p3, NoBallot, BLANK))
  \/ i = 20 /\ StartPollingMajoritySet(p2, {p1, p3}, d2)
  \/ i = 21 /\ SendBeginBallot(p2, p3)
  \/ i = 22 /\ ReceiveBeginBallot(p3, BeginBallot(p3, 1, d2))
  \* p3 hears all three, and begins ballot 2 without itself.
  \/ i = 23 /\ TryNewBallot(p3, 2)
  \/ i = 24 /\ SendNextBallot(p3)
  \/ i = 25 /\ ReceiveNextBallot(p1, NextBallot(2))
  \/ i = 26 /\ ReceiveNextBallot(p2, NextBallot(2))
  \/ i = 27 /\ ReceiveNextBallot(p3, NextBallot(2))
  \/ i = 28 /\ SendLastVote(p1)
  \/ i = 29 /\ SendLastVote(p2)
  \/ i = 30 /\ SendLastVote(p3)
  \/ i = 31 /\ ReceiveLastVote(p3, LastVote(2, p1, NoBallot, BLANK))
  \/ i = 32 /\ ReceiveLastVote(p3, LastVote(2, p2, 0, d1))
  \/ i = 33 /\ ReceiveLastVote(p3, LastVote(2, p3, 1, d2))
  \/ i = 34 /\ StartPollingMajoritySet(p3, {p1, p2}, d2)

Last == 34

\* Script names the messages that it receives instead of picking them from msgs.
\* That they are there is part of what the property Spec checks.
ScriptedInit == Init /\ at = 1
ScriptedNext ==
  \/ at =< Last /\ Script(at) /\ at' = at + 1
  \/ at > Last  /\ Next /\ at' = at

ScriptedSpec == ScriptedInit /\ [][ScriptedNext]_<<vars, at>>

\* Were the script to get stuck half-way, TLC would report a deadlock.
=============================================================================
