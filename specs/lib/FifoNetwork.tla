---------------------------- MODULE FifoNetwork ----------------------------
(***************************************************************************)
(* A network that loses nothing and repeats nothing, and in which the      *)
(* messages from one node to another arrive in the order in which they     *)
(* were sent.  Messages of different senders, or to different receivers,   *)
(* arrive in any order.                                                    *)
(*                                                                         *)
(* The operators are those of ReliableNetwork, which tells what they are   *)
(* for.  The messages under way over an edge are a sequence, and only the  *)
(* first of them may arrive.                                               *)
(***************************************************************************)
EXTENDS Sequences

\* No message is under way over any of the edges E.
NoMessages(E) == [e \in E |-> << >>]

\* The messages from q that may be the next to arrive at p: one at the most.
Arriving(c, q, p) ==
  IF <<q, p>> \in DOMAIN c /\ c[<<q, p>>] # << >> THEN {Head(c[<<q, p>>])} ELSE {}

\* The messages under way from q to p, whenever they arrive.
UnderWay(c, q, p) ==
  IF <<q, p>> \in DOMAIN c THEN {c[<<q, p>>][i] : i \in DOMAIN c[<<q, p>>]} ELSE {}

\* p has sent m to q.
Sent(c, p, q, m) == [c EXCEPT ![<<p, q>>] = Append(@, m)]

\* p has sent m to each node of Q.
SentToAll(c, p, Q, m) ==
  [e \in DOMAIN c |-> IF e[1] = p /\ e[2] \in Q THEN Append(c[e], m) ELSE c[e]]

\* p has received m, the first of the messages from q.
Received(c, q, p, m) == [c EXCEPT ![<<q, p>>] = Tail(@)]
=============================================================================
