-------------------------- MODULE MCRicartAgrawala --------------------------
(***************************************************************************)
(* Three processes, of which each may ask for the critical section under   *)
(* numbers up to a bound, as often as it likes.                            *)
(*                                                                         *)
(*   MCRicartAgrawala.cfg           numbers up to 3, safety                *)
(*   MCRicartAgrawalaFair.cfg       numbers up to 2: nobody starves        *)
(*   MCRicartAgrawalaOvertaken.cfg  some message arrives, but a particular *)
(*                                  one may be overtaken for ever, and its *)
(*                                  sender starves                         *)
(*   MCRicartAgrawalaUnfair.cfg     nothing need happen                    *)
(*   MCRicartAgrawalaExplore.cfg    for the explorer, numbers up to 2      *)
(*                                                                         *)
(* A process that has seen the highest number asks no more.  That bounds   *)
(* the model and cuts no run short: whoever has asked goes on.             *)
(***************************************************************************)
EXTENDS RicartAgrawala, TLC

CONSTANTS p1, p2, p3

MCProcess == {p1, p2, p3}
MCRank == (p1 :> 0) @@ (p2 :> 1) @@ (p3 :> 2)

UpTo1 == 0..1
UpTo2 == 0..2
UpTo3 == 0..3

\* Nothing is left to do only when nobody wants anything.
NobodyIsStuck ==
  (\E p \in Process : mode[p] = "requesting") =>
    \E p \in Process :
      \/ ENABLED Enter(p) \/ ENABLED Exit(p)
      \/ \E q \in Process : Arriving(chan, q, p) # {}

\* The fairness of RicartAgrawala, but to messages between two processes as a
\* whole.
OvertakenSpec ==
  /\ Spec
  /\ \A p \in Process :
       /\ \A q \in Process :
            WF_vars(\E m \in Arriving(chan, q, p) :
                      ReceiveRequest(p, q, m) \/ ReceiveReply(p, q, m))
       /\ WF_vars(Enter(p))
       /\ WF_vars(Exit(p))
=============================================================================
