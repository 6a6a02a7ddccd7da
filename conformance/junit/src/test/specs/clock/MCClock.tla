---- MODULE MCClock ----
\* Finite models of Clock: two nodes.
EXTENDS Clock

MCNode == {"n1", "n2"}
=============================================================================
