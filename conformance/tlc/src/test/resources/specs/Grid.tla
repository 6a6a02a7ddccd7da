---- MODULE Grid ----
EXTENDS Naturals
CONSTANT Side
VARIABLES x, y
Init == x = 0 /\ y = 0
Right == x < Side /\ x' = x + 1 /\ y' = y
Up == y < Side /\ y' = y + 1 /\ x' = x
Next == Right \/ Up
OffCorner == ~(x = Side /\ y = Side)
====
