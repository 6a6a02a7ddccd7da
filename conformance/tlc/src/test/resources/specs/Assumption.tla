---- MODULE Assumption ----
EXTENDS Naturals
VARIABLE x
ASSUME Arithmetic == 1 + 1 = 3
Init == x = 0
Next == UNCHANGED x
====
