---- MODULE Values ----
\* One variable for every shape of value that TLC prints.
EXTENDS Integers, Sequences, TLC
CONSTANTS m1, m2
VARIABLES n, record, function, seq, set, nested, text, model, interval, empty, long, step
Init ==
  /\ n = -7
  /\ record = [bal |-> 3, dec |-> "d1", ok |-> TRUE]
  /\ function = [p \in {"p1", "p2"} |-> 0]
  /\ seq = <<1, <<2, 3>>, "x">>
  /\ set = {3, 1, 2}
  /\ nested = [p \in {m1, m2} |-> {[a |-> p, b |-> {}]}]
  /\ text = "quote \" backslash \\ /\\ z = 1"
  /\ model = m1
  /\ interval = 1..4
  /\ empty = [e |-> <<>>, s |-> {}, t |-> ""]
  /\ long = [i \in 10..40 |-> [first |-> i, second |-> "a long enough string to break the line"]]
  /\ step = 0
Next == step' = step + 1 /\ UNCHANGED <<n, record, function, seq, set, nested, text, model, interval, empty, long>>
Never == step < 1
====
