---- MODULE DoorComposed ----
\* Needs an experimental feature of newer versions of TLC: a step that shuts the door and locks it.
EXTENDS Door
ShutAndLock == Shut \cdot Lock
ComposedNext == Open \/ ShutAndLock
ComposedSpec == Init /\ [][ComposedNext]_vars
====
