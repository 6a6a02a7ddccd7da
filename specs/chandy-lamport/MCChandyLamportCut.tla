------------------------- MODULE MCChandyLamportCut -------------------------
(***************************************************************************)
(* The paper's theorem, with the history that it is about: from the state  *)
(* in which the snapshot begins on, every transfer sent or received is     *)
(* logged, with whether its process had recorded by then.                  *)
(*                                                                         *)
(* Take the events of the log that came before their process's record, in  *)
(* their order, and then those that came after.  The theorem is that this  *)
(* is a run as well, from where the snapshot began to where it ended, and  *)
(* that the state between its two halves is the one recorded.              *)
(*                                                                         *)
(*   MCChandyLamportCut.cfg         a ring, two coins, at most three       *)
(*                                  transfers sent after the beginning     *)
(*   MCChandyLamportCutNeverWas.cfg TLC is told that the state recorded    *)
(*                                  once was, and shows the contrary       *)
(***************************************************************************)
EXTENDS MCChandyLamport

VARIABLES
  begin,   \* the global state in which the snapshot began, or NONE
  log      \* the transfers sent and received since

MostSends == 3

Amounts(s) ==
  LET t == SelectSeq(s, LAMBDA m : m # Marker) IN [i \in DOMAIN t |-> t[i].amount]

\* A global state: the money at each process, and the amounts under way.
Global == [money |-> balance, way |-> [e \in Channel |-> Amounts(chan[e])]]

\* The one recorded.
Snapshot == [money |-> saved, way |-> [e \in Channel |-> recorded[e[2]][e[1]]]]

Logged(kind, p, e, a) ==
  log' = IF begin = NONE THEN log
         ELSE Append(log, [kind |-> kind, at |-> p, over |-> e, amount |-> a,
                           after |-> saved[p] # NONE])

Sends == Len(SelectSeq(log, LAMBDA v : v.kind = "send"))

CutInit == Init /\ begin = NONE /\ log = << >>

CutNext ==
  \E p \in Process :
    \/ \E q \in OutOf(p), a \in 1..balance[p] :
         /\ Sends < MostSends
         /\ SendTransfer(p, q, a)
         /\ Logged("send", p, <<p, q>>, a)
         /\ UNCHANGED begin
    \/ \E q \in Into(p) : \E m \in Arriving(chan, q, p) :
         \/ /\ ReceiveTransfer(p, q, m)
            /\ Logged("receive", p, <<q, p>>, m.amount)
            /\ UNCHANGED begin
         \/ /\ ReceiveMarker(p, q, m)
            /\ UNCHANGED <<begin, log>>
    \/ /\ Record(p)
       /\ begin' = IF begin = NONE THEN Global ELSE begin
       /\ UNCHANGED log

CutSpec == CutInit /\ [][CutNext]_<<vars, begin, log>>

\* What the event v makes of the global state g; NONE if it cannot happen there.
After(g, v) ==
  IF v.kind = "send"
  THEN IF g.money[v.at] < v.amount THEN NONE
       ELSE [money |-> [g.money EXCEPT ![v.at] = @ - v.amount],
             way   |-> [g.way EXCEPT ![v.over] = Append(@, v.amount)]]
  ELSE IF g.way[v.over] = << >> THEN NONE
       ELSE IF Head(g.way[v.over]) # v.amount THEN NONE
       ELSE [money |-> [g.money EXCEPT ![v.at] = @ + v.amount],
             way   |-> [g.way EXCEPT ![v.over] = Tail(@)]]

\* The global state after the events s, one by one, from g on.
RECURSIVE Run(_, _)
Run(g, s) == IF s = << >> \/ g = NONE THEN g ELSE Run(After(g, Head(s)), Tail(s))

Before    == SelectSeq(log, LAMBDA v : ~ v.after)
Afterward == SelectSeq(log, LAMBDA v : v.after)

TheSnapshotMightHaveBeen ==
  Complete => /\ Run(begin, Before) = Snapshot
              /\ Run(Snapshot, Afterward) = Global

\* Not true: see the header.
TheSnapshotWas ==
  Complete => \E n \in 0..Len(log) : Run(begin, SubSeq(log, 1, n)) = Snapshot
=============================================================================
