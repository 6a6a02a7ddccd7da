--------------------------- MODULE MCChangRoberts ---------------------------
(***************************************************************************)
(* A ring of four nodes, with identities 1 to 4.                           *)
(*                                                                         *)
(*   MCChangRoberts.cfg         all arrangements, safety                   *)
(*   MCChangRobertsFair.cfg     all arrangements: everyone learns          *)
(*   MCChangRobertsFifo.cfg     all arrangements, no message overtakes     *)
(*                              another                                    *)
(*   MCChangRobertsUnfair.cfg   nothing need arrive                        *)
(*   MCChangRobertsExplore.cfg  for the explorer, one arrangement          *)
(*                                                                         *)
(* All arrangements are those in which n1 has the largest identity: the    *)
(* ring can be turned.                                                     *)
(***************************************************************************)
EXTENDS ChangRoberts, TLC

CONSTANTS n1, n2, n3, n4

MCNode == {n1, n2, n3, n4}
MCSucc == (n1 :> n2) @@ (n2 :> n3) @@ (n3 :> n4) @@ (n4 :> n1)

AllArrangements ==
  {f \in [MCNode -> 1..4] : f[n1] = 4 /\ \A p, q \in MCNode : f[p] = f[q] => p = q}

OneArrangement == {(n1 :> 2) @@ (n2 :> 1) @@ (n3 :> 4) @@ (n4 :> 3)}

\* The FIFO network in the place of the other.
Fifo == INSTANCE FifoNetwork
FifoNoMessages(E)        == Fifo!NoMessages(E)
FifoArriving(c, q, p)    == Fifo!Arriving(c, q, p)
FifoUnderWay(c, q, p)    == Fifo!UnderWay(c, q, p)
FifoSent(c, p, q, m)     == Fifo!Sent(c, p, q, m)
FifoReceived(c, q, p, m) == Fifo!Received(c, q, p, m)
=============================================================================
