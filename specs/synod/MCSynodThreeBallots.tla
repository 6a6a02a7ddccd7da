------------------------ MODULE MCSynodThreeBallots ------------------------
(***************************************************************************)
(* Three ballots of three priests.  It takes three to see that the highest *)
(* of several votes must be followed.  TLC is led through the first steps  *)
(* of the script in MCSynodB3: p1 has begun ballot 0, and p2 has voted in  *)
(* it.  From there on p2 and p3 try ballots 1 and 2, and p1 goes on with   *)
(* ballot 0, in every order.                                               *)
(*                                                                         *)
(* To be feasible, sends are prompt, p2 and p3 begin to try at once,       *)
(* nobody loses a slip and nobody is told of a success: all of them        *)
(* restrictions of Next.                                                   *)
(***************************************************************************)
EXTENDS MCSynodB3

\* A priest that begins to try later is here one whose NextBallot is received
\* later.
AllTryNext ==
  LET late == {p \in Priest : lastTried[p] = NoBallot}
  IN  IF late # {}
      THEN \E b \in Nat : TryNewBallot(CHOOSE p \in late : TRUE, b)
      ELSE PromptNext

\* The number of steps in the script up to the first vote.
OneVote == 11

OneVoteSpec ==
  /\ ScriptedInit
  /\ [][\/ at =< OneVote /\ Script(at) /\ at' = at + 1
        \/ at > OneVote  /\ AllTryNext /\ at' = at]_<<vars, at>>
=============================================================================
