---- MODULE Counter ----
\* Counts to Max and starts again: the smallest spec that has everything.
EXTENDS Naturals
CONSTANT Max
VARIABLES x, y
Init == x = 0 /\ y = FALSE
Up == x < Max /\ x' = x + 1 /\ y' = ~y
Reset == x = Max /\ x' = 0 /\ UNCHANGED y
Next == Up \/ Reset
vars == <<x, y>>
Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ WF_vars(Next)
TypeOK == x \in 0..Max /\ y \in BOOLEAN
Small == x < 2
NeverDown == [][x' >= x]_vars
Returns == []<>(x = 0)
ReachesMax == <>(x = Max)
StaysDown == <>[](x = 0)
StartsHigh == x = Max
====
