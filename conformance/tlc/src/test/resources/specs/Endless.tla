---- MODULE Endless ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = {}
Next == x' = x + 1 /\ \E n \in 0..9 : y' = y \union {n, x + 100}
====
