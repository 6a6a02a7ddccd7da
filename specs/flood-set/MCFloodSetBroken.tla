-------------------------- MODULE MCFloodSetBroken --------------------------
(***************************************************************************)
(* FloodSet with one thing wrong at a time.  Each definition takes the     *)
(* place of the one that it names, in the .cfg file of the same name, and  *)
(* each such model must fail.  The one that does not is                    *)
(* MCFloodSetBroken_FRoundsMasked: a model in which processes crash only   *)
(* when they have sent everything does not show that a round is missing.   *)
(***************************************************************************)
EXTENDS MCFloodSet

\* As many rounds as processes can crash are not enough.
FRounds_LastRound == F

\* p crashes only between two rounds: everybody hears what it said last.
FRoundsMasked_CrashSending(p, reached, received) ==
  /\ round[p] =< LastRound
  /\ Cardinality(net.crashed) < F
  /\ reached = DOMAIN Says(p, received)
  /\ net' = CutShort(Received(net, p), p, Says(p, received), reached)
  /\ UNCHANGED <<round, seen, decision>>

\* p tells its own input only, and not what it has heard.
NoFlood_Says(p, received) ==
  [q \in IF round[p] < LastRound THEN Others(p) ELSE {} |-> Values({Input[p]})]

\* Whoever knows of several values decides its own input.
OwnDefault_Round(p, received) ==
  /\ round[p] =< LastRound
  /\ round'    = [round EXCEPT ![p] = @ + 1]
  /\ seen'     = [seen EXCEPT ![p] = Heard(p, received)]
  /\ decision' = IF round[p] = LastRound
                 THEN [decision EXCEPT ![p] =
                         IF Cardinality(Heard(p, received)) = 1
                         THEN Choice(Heard(p, received)) ELSE Input[p]]
                 ELSE decision
  /\ net'      = Sent(Received(net, p), p, Says(p, received))

\* p does not wait for anybody: these are no rounds.
DoesNotWait_Arriving(c, p) ==
  LET From == {e[1] : e \in {e \in DOMAIN c.sent :
                 e[2] = p /\ c.sent[e] # << >> /\ c.sent[e][1] # {}}}
  IN  IF p \notin c.crashed
      THEN {[q \in From |-> CHOOSE m \in c.sent[<<q, p>>][1] : TRUE]}
      ELSE {}

\* p waits for those, too, who have crashed.
WaitsForAll_Arriving(c, p) ==
  LET Into == {e \in DOMAIN c.sent : e[2] = p}
      From == {e[1] : e \in {e \in Into : c.sent[e] # << >> /\ c.sent[e][1] # {}}}
  IN  IF p \notin c.crashed /\ \A e \in Into : c.sent[e] # << >>
      THEN {[q \in From |-> CHOOSE m \in c.sent[<<q, p>>][1] : TRUE]}
      ELSE {}
=============================================================================
