----------------------- MODULE MCRicartAgrawalaBroken -----------------------
(***************************************************************************)
(* RicartAgrawala with one thing wrong at a time.  Each definition takes   *)
(* the place of the one that it names, in the .cfg file of the same name,  *)
(* and each such model must fail.                                          *)
(***************************************************************************)
EXTENDS MCRicartAgrawala

\* p does not note the numbers that it sees, and so may pick one that is too low:
\* a process that has permitted another to enter overtakes it.
HighestForgotten_ReceiveRequest(p, q, m) ==
  /\ m.type = "Request"
  /\ IF mode[p] # "idle" /\ Precedes(ourNumber[p], p, m.number, q)
     THEN /\ deferred' = [deferred EXCEPT ![p] = @ \cup {q}]
          /\ chan'     = Received(chan, q, p, m)
     ELSE /\ deferred' = deferred
          /\ chan'     = Sent(Received(chan, q, p, m), p, q, [type |-> "Reply"])
  /\ UNCHANGED <<mode, ourNumber, highest, outstanding>>

\* p keeps its reply back while it waits, but not any more once it is inside.
RepliesInside_ReceiveRequest(p, q, m) ==
  /\ m.type = "Request"
  /\ highest' = [highest EXCEPT ![p] = Max(@, m.number)]
  /\ IF mode[p] = "requesting" /\ Precedes(ourNumber[p], p, m.number, q)
     THEN /\ deferred' = [deferred EXCEPT ![p] = @ \cup {q}]
          /\ chan'     = Received(chan, q, p, m)
     ELSE /\ deferred' = deferred
          /\ chan'     = Sent(Received(chan, q, p, m), p, q, [type |-> "Reply"])
  /\ UNCHANGED <<mode, ourNumber, outstanding>>

\* Equal numbers, and nobody goes first: each permits the other to enter.
NoTieBreak_Precedes(a, p, b, q) == a < b

\* Equal numbers, and each goes first: each waits for the other.
TiesWait_Precedes(a, p, b, q) == a =< b

\* One reply may be missing.
OneTooFew_Enter(p) ==
  /\ mode[p] = "requesting"
  /\ outstanding[p] =< 1
  /\ mode' = [mode EXCEPT ![p] = "critical"]
  /\ UNCHANGED <<ourNumber, highest, outstanding, deferred, chan>>

\* Who leaves forgets whom it owes a reply.
NeverReplies_Exit(p) ==
  /\ mode[p] = "critical"
  /\ mode'     = [mode EXCEPT ![p] = "idle"]
  /\ deferred' = [deferred EXCEPT ![p] = {}]
  /\ UNCHANGED <<ourNumber, highest, outstanding, chan>>
=============================================================================
