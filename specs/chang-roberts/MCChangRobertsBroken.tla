------------------------ MODULE MCChangRobertsBroken ------------------------
(***************************************************************************)
(* ChangRoberts with one thing wrong at a time, in the place of            *)
(* ReceiveElect.  Each such model must fail.                               *)
(***************************************************************************)
EXTENDS MCChangRoberts

\* A candidate lets smaller identities pass as well: each gets around, and each of
\* their owners is elected.
LetsAllPass_ReceiveElect(p, q, m) ==
  /\ m.type = "Elect"
  /\ IF m.id # id[p]
     THEN /\ status' = [status EXCEPT ![p] = "passive"]
          /\ leader' = leader
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], m)
     ELSE /\ status' = [status EXCEPT ![p] = "elected"]
          /\ leader' = [leader EXCEPT ![p] = id[p]]
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], Leader(id[p]))
  /\ UNCHANGED id

\* A node that has not started swallows what is smaller and goes on sleeping.
SleepsOn_ReceiveElect(p, q, m) ==
  /\ m.type = "Elect"
  /\ IF m.id > id[p]
     THEN /\ status' = [status EXCEPT ![p] = "passive"]
          /\ leader' = leader
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], m)
     ELSE IF m.id = id[p]
     THEN /\ status' = [status EXCEPT ![p] = "elected"]
          /\ leader' = [leader EXCEPT ![p] = id[p]]
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], Leader(id[p]))
     ELSE /\ status' = status
          /\ leader' = leader
          /\ chan'   = Received(chan, q, p, m)
  /\ UNCHANGED id

\* A node takes a smaller identity for the sign that all larger ones are gone.
WinsTooSoon_ReceiveElect(p, q, m) ==
  /\ m.type = "Elect"
  /\ IF m.id > id[p]
     THEN /\ status' = [status EXCEPT ![p] = "passive"]
          /\ leader' = leader
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], m)
     ELSE /\ status' = [status EXCEPT ![p] = "elected"]
          /\ leader' = [leader EXCEPT ![p] = id[p]]
          /\ chan'   = Sent(Received(chan, q, p, m), p, Succ[p], Leader(id[p]))
  /\ UNCHANGED id
=============================================================================
