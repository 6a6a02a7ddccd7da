---- MODULE UsesLibrary ----
EXTENDS Shared
VARIABLE x
Init == x = 0
Next == x' = Flip(x)
====
