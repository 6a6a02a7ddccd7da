--------------------------- MODULE MCOralMessages ---------------------------
(***************************************************************************)
(* A few generals, of whom any one may be a traitor.  A traitor says to    *)
(* everybody whatever the other listens to, among it two orders at once.   *)
(*                                                                         *)
(*   MCOralMessages.cfg         four generals, safety                      *)
(*   MCOralMessagesFive.cfg     five generals                              *)
(*   MCOralMessagesOrders.cfg   four generals, three orders                *)
(*   MCOralMessagesFair.cfg     four generals: all loyal ones decide       *)
(*   MCOralMessagesUnfair.cfg   nothing need happen                        *)
(*   MCOralMessagesExplore.cfg  for the explorer, four generals            *)
(*   MCOralMessagesThree.cfg    three generals, against IC2, as in the     *)
(*                              paper's Figure 1                           *)
(***************************************************************************)
EXTENDS OralMessages

Three == {"p1", "p2", "p3"}
Four  == {"p1", "p2", "p3", "p4"}
Five  == {"p1", "p2", "p3", "p4", "p5"}

TwoOrders   == {"attack", "retreat"}
ThreeOrders == {"attack", "retreat", "wait"}

\* One order to each, or nothing.
OneOrderEach(p, n) ==
  {said \in Listened(p, n) : \A q \in DOMAIN said : Cardinality(said[q].reports) = 1}

\* One order to each, never nothing: a liar who is not silent.
AlwaysAnOrder(p, n) ==
  LET all == OneOrderEach(p, n)
  IN  {said \in all : \A other \in all : DOMAIN other \subseteq DOMAIN said}
=============================================================================
