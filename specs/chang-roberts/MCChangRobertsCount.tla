------------------------ MODULE MCChangRobertsCount ------------------------
(***************************************************************************)
(* ChangRoberts with a count of the messages Elect, in all arrangements.   *)
(*                                                                         *)
(*   MCChangRobertsCount.cfg       there are at most N(N+1)/2              *)
(*   MCChangRobertsCountWorst.cfg  TLC is told that there are fewer, and   *)
(*                                 shows the contrary                      *)
(***************************************************************************)
EXTENDS MCChangRoberts

VARIABLE elects   \* how many messages Elect have been sent

Elects(c, p) == {m \in UnderWay(c, p, Succ[p]) : m.type = "Elect"}

CountInit == Init /\ elects = 0

CountNext ==
  \E p \in Node :
    \/ Start(p) /\ elects' = elects + 1
    \/ \E q \in Node : \E m \in Arriving(chan, q, p) :
         \/ ReceiveElect(p, q, m)
            /\ elects' = IF Elects(chan', p) # Elects(chan, p) THEN elects + 1 ELSE elects
         \/ ReceiveLeader(p, q, m) /\ UNCHANGED elects

CountSpec == CountInit /\ [][CountNext]_<<vars, elects>>

AtMostTheWorst    == 2 * elects =< N * (N + 1)
FewerThanTheWorst == 2 * elects < N * (N + 1)
=============================================================================
