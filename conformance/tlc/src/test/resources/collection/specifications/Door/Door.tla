---- MODULE Door ----
\* A door that is opened and shut, and locked only when shut: one model for every mode and result of the schema.
EXTENDS Naturals, TLC
VARIABLES open, locked
vars == <<open, locked>>
Init == open = FALSE /\ locked = FALSE
Open == ~locked /\ open' = TRUE /\ UNCHANGED locked
Shut == open' = FALSE /\ UNCHANGED locked
Lock == ~open /\ locked' = TRUE /\ UNCHANGED open
Next == Open \/ Shut \/ Lock
Spec == Init /\ [][Next]_vars
NeverOpenAndLocked == ~(open /\ locked)
NeverLocked == ~locked
LockedAtLast == <>locked
FewStates == TLCGet("distinct") <= 3
StopsSoon == TLCGet("level") > 20 => TLCSet("exit", TRUE)
====
