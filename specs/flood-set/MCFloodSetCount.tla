-------------------------- MODULE MCFloodSetCount ---------------------------
(***************************************************************************)
(* How many messages are sent.  Whoever does not crash sends N - 1 in each *)
(* of F + 1 rounds; a crash saves some.                                    *)
(***************************************************************************)
EXTENDS MCFloodSet

VARIABLE count   \* the messages sent so far

CountInit == Init /\ count = 0

CountNext ==
  \E p \in Process : \E received \in Arriving(net, p) :
    \/ /\ Round(p, received)
       /\ count' = count + Cardinality(DOMAIN Says(p, received))
    \/ \E reached \in SUBSET Others(p) :
         /\ CrashSending(p, reached, received)
         /\ count' = count + Cardinality(reached)

CountSpec == CountInit /\ [][CountNext]_<<vars, count>>

N == Cardinality(Process)
Everything == (F + 1) * N * (N - 1)

AtMostEverything == count =< Everything

\* Without a crash it is just that, once the last round was begun by all.
EverythingIfNobodyCrashes ==
  net.crashed = {} /\ (\A p \in Process : round[p] >= LastRound) => count = Everything

\* Even with two crashes those who are left send all their messages.
TheOthersSendAll ==
  (\A p \in Process : p \in net.crashed \/ round[p] >= LastRound) =>
    count >= (F + 1) * (N - Cardinality(net.crashed)) * (N - 1)
=============================================================================
