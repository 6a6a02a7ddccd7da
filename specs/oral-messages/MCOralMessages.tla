--------------------------- MODULE MCOralMessages ---------------------------
(***************************************************************************)
(* A few generals, of whom any one may be a traitor.  A traitor says to    *)
(* everybody whatever the other listens to, also two orders at once.       *)
(*                                                                         *)
(*   MCOralMessages.cfg        four generals, safety; also the explorer's  *)
(*   MCOralMessagesFive.cfg    five generals                               *)
(*   MCOralMessagesOrders.cfg  four generals, three orders                 *)
(*   MCOralMessagesFair.cfg    four generals: all loyal ones decide        *)
(*   MCOralMessagesUnfair.cfg  nothing need happen                         *)
(*   MCOralMessagesThree.cfg   three generals, against IC2: the paper's    *)
(*                             Figure 1                                    *)
(***************************************************************************)
EXTENDS OralMessages

Three == {"p1", "p2", "p3"}
Four  == {"p1", "p2", "p3", "p4"}
Five  == {"p1", "p2", "p3", "p4", "p5"}

TwoOrders   == {"attack", "retreat"}
ThreeOrders == {"attack", "retreat", "wait"}

\* One order to each, not two.
OneOrderEach(p, n, Q) ==
  {said \in Listened(p, n, Q) : \A q \in Q : Cardinality(said[q].reports) = 1}

\* One order to each, and to everybody who listens.
AlwaysAnOrder(p, n, Q) ==
  IF Q = {q \in Others(p) : Expected(p, n, q) # {}} THEN OneOrderEach(p, n, Q) ELSE {}

\* The same to everybody, or nothing at all: whether the rounds go by does not depend
\* on what is said in them.
AllTheSame(p, n, Q) ==
  IF Q = {} THEN {<< >>}
  ELSE {said \in AlwaysAnOrder(p, n, Q) : \A q, r \in Q : said[q] = said[r]}
=============================================================================
