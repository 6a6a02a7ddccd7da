---- MODULE NoInitialState ----
VARIABLE x
Init == x \in {}
Next == UNCHANGED x
Inv == x # x
====
