---------------------------- MODULE OralMessages ----------------------------
(***************************************************************************)
(* The Byzantine generals with oral messages: the loyal ones agree on an   *)
(* order, although some generals are traitors and say anything to anyone.  *)
(*                                                                         *)
(* Source: Leslie Lamport, Robert Shostak and Marshall Pease, The          *)
(* Byzantine Generals Problem, ACM Transactions on Programming Languages   *)
(* and Systems 4(3), July 1982, sections 2 and 3: the algorithm OM(F).     *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  One general, the commander, gives an order to the    *)
(* others, his lieutenants.  With at most F traitors among at least 3F+1   *)
(* generals, himself perhaps included,                                     *)
(*   IC1  all loyal lieutenants obey the same order, and                   *)
(*   IC2  if the commander is loyal it is the order that he gave.          *)
(* It takes F+1 rounds.                                                    *)
(*                                                                         *)
(* THE IDEA.  A lieutenant cannot tell whether the commander has told the  *)
(* others the same, nor whether they say truly what he told them.  So      *)
(* everybody tells everybody what it was told, by whom, who had been told  *)
(* it by whom, and so on, for F+1 rounds, and never who is on the way      *)
(* already.  What p heard is then a tree of paths: told[p][<<c, q>>] is    *)
(* what q told p that the commander c had told q.  At the leaves p takes   *)
(* what it was told.  Further up p asks, along each path, what it was told *)
(* itself and what it believes that each of the others was told, and goes  *)
(* with the majority.                                                      *)
(*                                                                         *)
(* SYSTEM MODEL.  The rounds are those of SynchronousRounds, everybody can *)
(* talk to everybody else.  That gives the paper's three assumptions: A1,  *)
(* every message arrives; A2, the receiver knows who sent it; A3, that     *)
(* nothing was sent can be noticed.  A traitor may say what it likes, as   *)
(* far as a message can hold it, to some, and other things to others, or   *)
(* nothing; it cannot speak for somebody else, and the rounds do not wait  *)
(* for it.                                                                 *)
(*                                                                         *)
(* THREE GENERALS.  With one traitor among three there is no way           *)
(* (section 2).  MCOralMessagesThree.cfg shows it: TLC's behaviour is the  *)
(* paper's Figure 1.  The commander says attack; the traitor tells the     *)
(* loyal lieutenant "he said retreat"; who has now heard one of each and   *)
(* retreats, against IC2.  He cannot do otherwise: in Figure 2, where the  *)
(* commander is the traitor, he hears the very same.                       *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE, AND WHY                                   *)
(*  - The paper's OM is recursive: OM(m) calls OM(m-1) for each            *)
(*    lieutenant as a commander.  Here all calls of one depth go together  *)
(*    in a round, and the tree of paths keeps them apart.  What the paper  *)
(*    counts as messages are the single reports here: (N-1) in the first   *)
(*    round, (N-1)(N-2) in the second, and so on; what p says to q in one  *)
(*    round is one message.                                                *)
(*  - Who is a traitor is not fixed beforehand: a general is one from its  *)
(*    first treason on.  That is the same, since a traitor may say what a  *)
(*    loyal general would say, and it spares the model the choice.         *)
(*  - A traitor notes what a loyal general would.  So its variables have   *)
(*    values, which mean nothing.                                          *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, SynchronousRounds

CONSTANTS
  General,     \* the generals
  Commander,   \* one of them; the others are his lieutenants
  F,           \* at most so many of them are traitors
  Order,       \* what can be ordered
  Default,     \* the order that is taken where there is none: retreat
  NONE         \* nothing decided

ASSUME GeneralAssumption ==
  /\ IsFiniteSet(General)
  /\ Commander \in General
  /\ F \in Nat
  /\ Default \in Order
  /\ NONE \notin Order

\* A report <<path, order>> says that this order reached the sender along this path:
\* who told whom, the commander first.  The commander's own path is empty.  A message
\* is all that one general reports to another in one round.
Report  == [path : Seq(General), order : Order]
Message == [type : {"Oral"}, reports : SUBSET Report]

VARIABLES
  round,      \* the round in which p has spoken, 0 before the first; F + 2 at the end
  told,       \* told[p][path] is the order that p was told along that path
  decision,   \* what p does in the end, or NONE
  traitors,   \* the generals that have committed a treason
  net         \* the network

vars == <<round, told, decision, traitors, net>>

Others(p) == General \ {p}
Edges     == {<<p, q>> \in General \X General : p # q}

\* As many rounds are needed.
Rounds == F + 1

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE TREE OF PATHS                                                       *)
(***************************************************************************)
On(path)    == {path[i] : i \in DOMAIN path}
Last(path)  == path[Len(path)]
Front(path) == SubSeq(path, 1, Len(path) - 1)

\* The paths of that length: nobody is on one twice.
RECURSIVE Paths(_)
Paths(n) ==
  IF n = 0 THEN {<< >>}
  ELSE IF n = 1 THEN {<<Commander>>}
  ELSE UNION {{Append(path, q) : q \in General \ On(path)} : path \in Paths(n - 1)}

\* The paths along which p is told something in round n.
PathsTo(p, n) == IF n = 0 THEN {} ELSE {path \in Paths(n) : p \notin On(path)}

\* The orders that q reports along a path, in the messages received in a round.
Reported(received, q, path) ==
  IF q \in DOMAIN received
  THEN {r.order : r \in {x \in received[q].reports : x.path = path}}
  ELSE {}

\* Of several orders there must be one; if there is none, or more than one, it is
\* Default.
TheOne(orders) == IF Cardinality(orders) = 1 THEN CHOOSE v \in orders : TRUE ELSE Default

\* What p has been told when it has received these messages.  What it was not told
\* along a path, or was told in two ways, it takes for Default.
Told(p, received) ==
  LET new == PathsTo(p, round[p])
  IN  [path \in DOMAIN told[p] \cup new |->
         IF path \in new THEN TheOne(Reported(received, Last(path), Front(path)))
         ELSE told[p][path]]

\* The order that more than half of them are for; if there is none, Default.
Majority(votes) ==
  TheOne({v \in Order :
    2 * Cardinality({x \in DOMAIN votes : votes[x] = v}) > Cardinality(DOMAIN votes)})

\* What is to be believed of a path by who was told t: what it was told along it, and
\* what is to be believed that each of the others was told, are a vote each.
RECURSIVE Believed(_, _)
Believed(t, path) ==
  LET others == {x \in DOMAIN t : Front(x) = path}
  IN  Majority([x \in {path} \cup others |-> IF x = path THEN t[path] ELSE Believed(t, x)])

-----------------------------------------------------------------------------
Init ==
  /\ round    = [p \in General |-> 0]
  /\ told     = [p \in General |-> << >>]
  /\ decision = [p \in General |-> NONE]
  /\ traitors = {}
  /\ net      = NoMessages(Edges)

(***************************************************************************)
(* THE ACTIONS                                                             *)
(***************************************************************************)
\* What who was told t has to say to q in round n: all that it was told in the round
\* before, unless q has a part in it.
Reports(t, n, q) ==
  {[path |-> path, order |-> t[path]] :
     path \in {x \in DOMAIN t : Len(x) = n - 1 /\ q \notin On(x)}}

\* All that p, who was told t, has to say in its next step, and to whom.
Says(p, t) ==
  LET R == [q \in Others(p) |-> Reports(t, round[p] + 1, q)]
  IN  [q \in {x \in Others(p) : round[p] < Rounds /\ R[x] # {}} |->
         [type |-> "Oral", reports |-> R[q]]]

\* What p does in the end who was told t; the commander obeys himself.
Choice(p, t) == IF p = Commander THEN t[<< >>] ELSE Believed(t, <<Commander>>)

\* In its next step p notes that it was told t.  After the last round it decides.
Notes(p, t) ==
  /\ round[p] =< Rounds
  /\ round'    = [round EXCEPT ![p] = @ + 1]
  /\ told'     = [told EXCEPT ![p] = t]
  /\ decision' = IF round[p] = Rounds THEN [decision EXCEPT ![p] = Choice(p, t)] ELSE decision

\* The commander makes up his mind, and gives the order v.
Command(p, received, v) ==
  LET t == [path \in {<< >>} |-> v]
  IN  /\ p = Commander /\ round[p] = 0
      /\ p \notin traitors
      /\ Notes(p, t)
      /\ net' = Sent(Received(net, p), p, Says(p, t))
      /\ UNCHANGED traitors

\* p notes what it was told in the round, and says it in the next one.
Round(p, received) ==
  LET t == Told(p, received)
  IN  /\ p # Commander \/ round[p] > 0
      /\ p \notin traitors
      /\ Notes(p, t)
      /\ net' = Sent(Received(net, p), p, Says(p, t))
      /\ UNCHANGED traitors

\* Those to whom a traitor may say something in its next step; nobody at the end.
Spoken(p) == IF round[p] < Rounds THEN Others(p) ELSE {}

\* What a traitor may say in round n to those in Q: any message to each.
Sayable(p, n, Q) == [Q -> Message]

\* p commits treason, for the first time or once more.  It notes what a loyal general
\* would, and says what it likes.
Betray(p, said, received) ==
  /\ Cardinality(traitors \cup {p}) =< F
  /\ traitors' = traitors \cup {p}
  /\ \E t \in IF p = Commander /\ round[p] = 0
              THEN {[path \in {<< >>} |-> v] : v \in Order}
              ELSE {Told(p, received)} : Notes(p, t)
  /\ net' = Sent(Received(net, p), p, said)

Next ==
  \E p \in General : \E received \in Arriving(net, p) :
    \/ \E v \in Order : Command(p, received, v)
    \/ Round(p, received)
    \/ \E Q \in SUBSET Spoken(p) : \E said \in Sayable(p, round[p] + 1, Q) :
         Betray(p, said, received)

(***************************************************************************)
(* Weak fairness of each general's steps: the rounds go by.  A traitor     *)
(* that keeps silent for ever takes its steps as well, and says nothing in *)
(* them.  Nobody has to become a traitor.                                  *)
(***************************************************************************)
Fairness ==
  \A p \in General :
    WF_vars(\E received \in Arriving(net, p) :
              \/ \E v \in Order : Command(p, received, v)
              \/ Round(p, received)
              \/ /\ p \in traitors
                 /\ \E Q \in SUBSET Spoken(p) : \E said \in Sayable(p, round[p] + 1, Q) :
                      Betray(p, said, received))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
  /\ round    \in [General -> 0..(Rounds + 1)]
  /\ \A p \in General :
       /\ DOMAIN told[p] \subseteq UNION {Paths(n) : n \in 0..Rounds}
       /\ \A path \in DOMAIN told[p] : told[p][path] \in Order
  /\ decision \in [General -> Order \cup {NONE}]
  /\ traitors \subseteq General
  /\ Cardinality(traitors) =< F
  /\ net.crashed = {}
  /\ DOMAIN net.sent = Edges
  /\ \A e \in Edges : /\ Len(net.sent[e]) =< 2
                      /\ \A i \in DOMAIN net.sent[e] : net.sent[e][i] \subseteq Message

(***************************************************************************)
(* WHAT THE ALGORITHM IS FOR                                               *)
(***************************************************************************)
Loyal == General \ traitors

\* All loyal lieutenants obey the same order.
IC1 ==
  \A p, q \in Loyal \ {Commander} :
    decision[p] # NONE /\ decision[q] # NONE => decision[p] = decision[q]

\* A loyal commander is obeyed.
IC2 ==
  Commander \in Loyal =>
    \A p \in Loyal : decision[p] # NONE => decision[p] = told[Commander][<< >>]

\* All loyal generals decide.
Termination == <>(\A p \in Loyal : decision[p] # NONE)

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
\* What a loyal general was told along some path, all loyal generals that have heard
\* it from there take as it was: the leaves of the tree can only be wrong behind a
\* traitor.
ToldTruly ==
  \A p, q \in Loyal : p # q =>
    \A path \in DOMAIN told[p] :
      Append(path, q) \in DOMAIN told[p] /\ path \in DOMAIN told[q] =>
        told[p][Append(path, q)] = told[q][path]

\* The paper's Lemma 1, for the tree: behind a loyal general everybody who is loyal
\* believes what that general was told.
BelievedTruly ==
  \A p, q \in Loyal : p # q /\ decision[p] # NONE /\ decision[q] # NONE =>
    \A path \in DOMAIN told[q] :
      Append(path, q) \in DOMAIN told[p] =>
        Believed(told[p], Append(path, q)) = told[q][path]

\* Nobody says anything after the last round.
SilentInTheEnd ==
  \A e \in Edges : round[e[1]] = Rounds + 1 => Last(net.sent[e]) = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* FOR MODELS                                                              *)
(***************************************************************************)
\* What a traitor may say in round n to those in Q, as far as anybody listens to it:
\* one or more orders for each path of which q expects to be told, or nothing.
Expected(p, n, q) ==
  {path \in Paths(n - 1) : {p, q} \cap On(path) = {} /\ (n = 1 => p = Commander)}

Listened(p, n, Q) ==
  LET says == [q \in Q |-> {[type |-> "Oral", reports |-> R] :
                              R \in SUBSET [path : Expected(p, n, q), order : Order] \ {{}}}]
  IN  {said \in [Q -> UNION {says[q] : q \in Q}] : \A q \in Q : said[q] \in says[q]}
=============================================================================

What was checked, with TLC 2.18, one worker.  One traitor at most, any of the
generals, who says anything to which the others listen.  Counts are distinct states.

  MCOralMessages        four generals, all invariants: 3,698 states, depth 13.
  MCOralMessagesFive    five generals, nobody says two orders at once: 13,550 states,
                        depth 16.
  MCOralMessagesOrders  four generals, three orders, nobody says two of them at once:
                        7,622 states.
  MCOralMessagesFair    Termination: 746 states.
  MCOralMessagesThree, MCOralMessagesUnfair and the models of MCOralMessagesBroken fail
  as they must.

Nothing was checked with two traitors.  Seven generals with two of them, and ten with
three, agreed in simulated runs, in which the traitors also said what nobody listens to.
