---- MODULE ProvedDoor ----
EXTENDS Door, TLAPS
====
