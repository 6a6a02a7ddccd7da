---- MODULE DoorLog ----
EXTENDS Door
Log == INSTANCE Json
====
