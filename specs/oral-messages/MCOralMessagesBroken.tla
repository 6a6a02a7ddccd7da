------------------------ MODULE MCOralMessagesBroken ------------------------
(***************************************************************************)
(* OralMessages with one thing wrong at a time.  Each definition takes     *)
(* the place of the one that it names, in the .cfg file of the same name,  *)
(* and each such model must fail.                                          *)
(***************************************************************************)
EXTENDS MCOralMessages

\* F rounds: who is told something cannot ask the others.
OneRoundLess_Rounds == F

RECURSIVE WithoutOwn_Believed(_, _), OwnTieBreak_Believed(_, _)

\* A lieutenant asks the others, and forgets what it was told itself.
WithoutOwn_Believed(t, path) ==
  LET others == {x \in DOMAIN t : Front(x) = path}
  IN  IF others = {} THEN t[path] ELSE Majority([x \in others |-> WithoutOwn_Believed(t, x)])

\* Nobody knows who sent a message: assumption A2 is gone.  A traitor can speak for
\* somebody else, who is then told to have said two things.
Anonymous_Reported(received, q, path) ==
  {r.order : r \in {x \in UNION {received[s].reports : s \in DOMAIN received} : x.path = path}}

\* Where there is no majority, everybody takes what it was told itself.
OwnTieBreak_Believed(t, path) ==
  LET others == {x \in DOMAIN t : Front(x) = path}
      votes  == [x \in {path} \cup others |-> IF x = path THEN t[path] ELSE OwnTieBreak_Believed(t, x)]
      won    == {v \in Order : 2 * Cardinality({x \in DOMAIN votes : votes[x] = v}) > Cardinality(DOMAIN votes)}
  IN  IF won = {} THEN t[path] ELSE TheOne(won)

\* A lieutenant tells only those on the path, who know it already, and not the others.
WrongWay_Reports(t, n, q) ==
  {[path |-> path, order |-> t[path]] :
     path \in {x \in DOMAIN t : Len(x) = n - 1 /\ (n = 1 \/ q \in On(x))}}
=============================================================================
