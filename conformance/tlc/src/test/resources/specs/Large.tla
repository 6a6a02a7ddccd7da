---- MODULE Large ----
\* Wants more memory than a small heap has, in a single state.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = [n \in 1..30000 |-> [m \in 1..1000 |-> n + m]]
====
