---- MODULE OnlyAssumptions ----
EXTENDS Naturals
ASSUME 1 + 1 = 2
====
