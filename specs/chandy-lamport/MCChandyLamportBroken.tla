----------------------- MODULE MCChandyLamportBroken -----------------------
(***************************************************************************)
(* ChandyLamport with one thing wrong at a time.  Each definition takes    *)
(* the place of the one that it names, in the .cfg file of the same name,  *)
(* and each such model must fail.                                          *)
(***************************************************************************)
EXTENDS MCChandyLamport

\* The channels do not keep the order: money overtakes the marker, or is overtaken
\* by it, and is counted twice or not at all.
NotFifo_Arriving(c, q, p) == UnderWay(c, q, p)

NotFifo_Received(c, q, p, m) ==
  LET s == c[<<q, p>>]
      i == CHOOSE i \in DOMAIN s : s[i] = m
  IN  [c EXCEPT ![<<q, p>>] = SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))]

\* p goes on recording a channel behind its marker: that money was not under way.
RecordsBehind_ReceiveTransfer(p, q, m) ==
  /\ m.type = "Transfer"
  /\ balance'  = [balance EXCEPT ![p] = @ + m.amount]
  /\ recorded' = IF saved[p] # NONE THEN [recorded EXCEPT ![p][q] = Append(@, m.amount)]
                                    ELSE recorded
  /\ chan'     = Received(chan, q, p, m)
  /\ UNCHANGED <<saved, open>>

\* p records nothing that was under way.
RecordsNothing_ReceiveTransfer(p, q, m) ==
  /\ m.type = "Transfer"
  /\ balance' = [balance EXCEPT ![p] = @ + m.amount]
  /\ chan'    = Received(chan, q, p, m)
  /\ UNCHANGED <<saved, open, recorded>>

\* p's markers do not come behind what p has sent before, but pass it.
MarkersPass_Record(p) ==
  /\ saved[p] = NONE
  /\ saved' = [saved EXCEPT ![p] = balance[p]]
  /\ open'  = [open EXCEPT ![p] = Into(p)]
  /\ chan'  = [e \in Channel |-> IF e[1] = p THEN <<Marker>> \o chan[e] ELSE chan[e]]
  /\ UNCHANGED <<balance, recorded>>

\* Only who begins the snapshot sends markers.
OnlyTheFirst_ReceiveMarker(p, q, m) ==
  /\ m.type = "Marker"
  /\ IF saved[p] = NONE
     THEN /\ saved' = [saved EXCEPT ![p] = balance[p]]
          /\ open'  = [open EXCEPT ![p] = Into(p) \ {q}]
     ELSE /\ saved' = saved
          /\ open'  = [open EXCEPT ![p] = @ \ {q}]
  /\ chan' = Received(chan, q, p, m)
  /\ UNCHANGED <<balance, recorded>>
=============================================================================
