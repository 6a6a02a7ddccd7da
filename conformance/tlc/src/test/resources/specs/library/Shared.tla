---- MODULE Shared ----
EXTENDS Naturals
Flip(n) == 1 - n
====
