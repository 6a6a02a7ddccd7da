------------------------ MODULE MCMultiPaxosProgress ------------------------
(***************************************************************************)
(* Progress, and what becomes of it when a part of its condition is gone.  *)
(*                                                                         *)
(*   MCMultiPaxosProgress.cfg            whichever of p1 and p2 is left    *)
(*                                       alone leads, and what it proposes *)
(*                                       is applied everywhere             *)
(*   MCMultiPaxosProgressNotVacuous.cfg  TLC is told that p1 is never left *)
(*                                       alone as a leader that proposes,  *)
(*                                       and shows the contrary            *)
(*   MCMultiPaxosProgressVotesLost.cfg   no message Accepted need arrive;  *)
(*                                       nothing need be chosen            *)
(*                                                                         *)
(* One slot and one command; nobody crashes.                               *)
(***************************************************************************)
EXTENDS MCMultiPaxos

Candidate == {p1, p2}

ProgressOf(l) ==
  LeftAlone(l) /\ Fairness(l) =>
    /\ <>(status[l] = "leader")
    /\ <>[](next[l] > 1) => <>(\A p \in Node : applied[p] >= 1)

ProgressOfBoth == \A l \in Candidate : ProgressOf(l)

NeverLeftAlone == ~ (LeftAlone(p1) /\ Fairness(p1) /\ <>[](next[p1] > 1))

\* Fairness, but for the arrival of the votes.
FairnessButVotes(l) ==
  /\ \A p \in Node : WF_vars(\E m \in msgs : m.type = "Prepare"
                               /\ m.bal = maxBal[l] /\ ReceivePrepare(p, m))
  /\ WF_vars(\E m \in msgs : ReceivePromise(l, m))
  /\ WF_vars(BecomeLeader(l))
  /\ \A p \in Node : \A s \in Slot :
       WF_vars(\E m \in msgs : m.type = "Accept" /\ m.slot = s
                 /\ m.bal = maxBal[l] /\ ReceiveAccept(p, m))
  /\ WF_vars(\E v \in votes[l] : Decide(l, v))
  /\ \A p \in Node : WF_vars(\E m \in msgs : ReceiveDecide(p, m))
  /\ \A p \in Node : WF_vars(\E d \in chosen[p] : Apply(p, d))

ProgressThoughVotesLost ==
  LeftAlone(p1) /\ FairnessButVotes(p1) =>
    (<>[](next[p1] > 1) => <>(\A p \in Node : applied[p] >= 1))
=============================================================================
