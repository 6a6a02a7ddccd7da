------------------------------ MODULE MCPaxos ------------------------------
EXTENDS Paxos, TLC

CONSTANTS p1, p2, p3, v1, v2

MCNode  == {p1, p2, p3}
MCId    == p1 :> 0 @@ p2 :> 1 @@ p3 :> 2
MCValue == {v1, v2}
OneValue == {v1}

TheFirst    == {p1}
TheFirstTwo == {p1, p2}
TheLast     == {p3}
Nobody      == {}

OneRound  == {0}
TwoRounds == 0..1

\* Nobody crashes, nobody asks, nobody refuses.  This takes steps from Next and
\* adds none.
NoCrash(p)      == FALSE
NoAsk(p)        == FALSE
NoRefusal(p, m) == FALSE

ValueSymmetry == Permutations(Value)
=============================================================================
