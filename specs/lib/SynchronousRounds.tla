------------------------- MODULE SynchronousRounds -------------------------
(***************************************************************************)
(* A network in which everybody goes ahead in rounds.  In each round a     *)
(* node sends at most one message over each of its edges, and receives     *)
(* all messages that were sent to it in that round, at once.  That nothing *)
(* came over an edge is noticed too: no message is late.                   *)
(*                                                                         *)
(* One step of p ends a round and begins the next: it receives what was    *)
(* sent to p in the one and sends what p has to say in the other.  (So p's *)
(* first step receives nothing, and its last one sends nothing.)  It waits *)
(* until every node that can send to p, and has not crashed, has taken its *)
(* step before.  That is all that holds the rounds together; which of the  *)
(* nodes takes its step of a round first makes no difference to any of     *)
(* them.                                                                   *)
(*                                                                         *)
(* A node may crash.  It does so in one of its steps, while it sends: some *)
(* messages of that round go out, others do not, and it takes no step      *)
(* after that.                                                             *)
(*                                                                         *)
(* The network c is a record.  c.sent is a function of the edges, the      *)
(* pairs <<q, p>> such that q can send to p: what was sent over the edge   *)
(* and not received, round by round, a sequence of {m} for a message m and *)
(* of {} for none.  c.crashed is the set of the nodes that have crashed.   *)
(* What a node says in a round is a function of some of its neighbours,    *)
(* and so is what it hears: [q \in S |-> m].  The operators take the       *)
(* network as it is and give it as it is afterwards:                       *)
(*                                                                         *)
(*   net' = Sent(Received(net, p), p, said)            a step of p         *)
(*   net' = CutShort(Received(net, p), p, said, reached)   its last one    *)
(***************************************************************************)
EXTENDS Sequences

\* Nobody has taken a step yet.  Nothing was sent before the first round, so that
\* everybody may take the first one.
NoMessages(E) == [sent |-> [e \in E |-> <<{}>>], crashed |-> {}]

\* All that p receives in its next step, as the one element of a set, which is empty
\* as long as p has to wait.  A node that has crashed is not waited for.
Arriving(c, p) ==
  LET Into == {e \in DOMAIN c.sent : e[2] = p}
      From == {e[1] : e \in {e \in Into : c.sent[e] # << >> /\ c.sent[e][1] # {}}}
  IN  IF /\ p \notin c.crashed
         /\ \A e \in Into : c.sent[e] # << >> \/ e[1] \in c.crashed
      THEN {[q \in From |-> CHOOSE m \in c.sent[<<q, p>>][1] : TRUE]}
      ELSE {}

\* p has received what was sent to it in the round.
Received(c, p) ==
  [c EXCEPT !.sent = [e \in DOMAIN @ |->
     IF e[2] = p /\ @[e] # << >> THEN Tail(@[e]) ELSE @[e]]]

\* p says what it has to say in the next round, to each q \in DOMAIN said.  Nobody
\* hears it who has crashed.
Sent(c, p, said) ==
  [c EXCEPT !.sent = [e \in DOMAIN @ |->
     IF e[1] = p /\ e[2] \notin c.crashed
     THEN Append(@[e], IF e[2] \in DOMAIN said THEN {said[e[2]]} ELSE {})
     ELSE @[e]]]

\* p crashes while it says it, and only the nodes in reached hear it.
CutShort(c, p, said, reached) ==
  LET d == Sent(c, p, [q \in DOMAIN said \cap reached |-> said[q]])
  IN  [sent    |-> [e \in DOMAIN d.sent |-> IF e[2] = p THEN << >> ELSE d.sent[e]],
       crashed |-> d.crashed \cup {p}]
=============================================================================
