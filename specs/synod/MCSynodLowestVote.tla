------------------------- MODULE MCSynodLowestVote -------------------------
(***************************************************************************)
(* Synod with one thing wrong: the decree that is put to the vote is that  *)
(* of the lowest vote, not of the highest.  It takes three ballots to tell *)
(* them apart, so TLC is led to a state with votes in two ballots first,   *)
(* by the first part of the script in MCSynodB3.                           *)
(***************************************************************************)
EXTENDS MCSynodB3

\* The lowest vote that is not a null vote decides.
LowestVote_StartPollingMajoritySet(p, Q, d) ==
  LET V == {v \in prevVotes[p] : v.bal # NoBallot} IN
  /\ status[p] = "trying"
  /\ Q \subseteq {v.pst : v \in prevVotes[p]}
  /\ V # {} => d = (CHOOSE v \in V : \A w \in V : v.bal =< w.bal).dec
  /\ status' = [status EXCEPT ![p] = "polling"]
  /\ quorum' = [quorum EXCEPT ![p] = Q]
  /\ voters' = [voters EXCEPT ![p] = {}]
  /\ decree' = [decree EXCEPT ![p] = d]
  /\ begun'  = begun \cup {[bal |-> lastTried[p], dec |-> d, qrm |-> Q]}
  /\ UNCHANGED <<ledger, prevVotes, msgs, cast>>

\* The number of steps in the script up to the second vote.
TwoVotes == 22

LowestVoteSpec ==
  /\ ScriptedInit
  /\ [][\/ at =< TwoVotes /\ Script(at) /\ at' = at + 1
        \/ at > TwoVotes  /\ PromptNext /\ at' = at]_<<vars, at>>
=============================================================================
