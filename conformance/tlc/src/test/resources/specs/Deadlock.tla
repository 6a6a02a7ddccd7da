---- MODULE Deadlock ----
EXTENDS Naturals
VARIABLE x
Init == x \in {0, 1}
Step == x < 3 /\ x' = x + 2
Next == Step
====
