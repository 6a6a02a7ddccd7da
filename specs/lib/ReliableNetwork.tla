-------------------------- MODULE ReliableNetwork --------------------------
(***************************************************************************)
(* A network that loses nothing and repeats nothing, but knows no order:   *)
(* what was sent later may arrive earlier.                                 *)
(*                                                                         *)
(* The network is a function of its edges, the ordered pairs <<q, p>> of   *)
(* nodes such that q can send to p.  Here the messages under way over an   *)
(* edge are a bag, since the same message may be under way twice.          *)
(* FifoNetwork has the same operators with a sequence for each edge: a     *)
(* module that extends one of the two can be checked with the other in its *)
(* place.  The operators take the network c as it is and give it as it is  *)
(* afterwards, so that an action that receives and answers is one line:    *)
(*                                                                         *)
(*   chan' = Sent(Received(chan, q, p, m), p, q, answer)                   *)
(***************************************************************************)
EXTENDS Bags

\* No message is under way over any of the edges E.
NoMessages(E) == [e \in E |-> EmptyBag]

\* The messages from q that may be the next to arrive at p.
Arriving(c, q, p) == IF <<q, p>> \in DOMAIN c THEN BagToSet(c[<<q, p>>]) ELSE {}

\* The messages under way from q to p, whenever they arrive.
UnderWay(c, q, p) == Arriving(c, q, p)

\* p has sent m to q.
Sent(c, p, q, m) == [c EXCEPT ![<<p, q>>] = @ (+) SetToBag({m})]

\* p has sent m to each node of Q.
SentToAll(c, p, Q, m) ==
  [e \in DOMAIN c |-> IF e[1] = p /\ e[2] \in Q THEN c[e] (+) SetToBag({m}) ELSE c[e]]

\* p has received m, which came from q.
Received(c, q, p, m) == [c EXCEPT ![<<q, p>>] = @ (-) SetToBag({m})]
=============================================================================
