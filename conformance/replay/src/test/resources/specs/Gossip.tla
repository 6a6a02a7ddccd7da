-------------------------------- MODULE Gossip --------------------------------
\* Nodes tell each other whom they know of, in pairs: states whose symmetry is
\* not seen by looking at each node alone.
EXTENDS FiniteSets, Sequences
CONSTANT Node
VARIABLES know, msgs, last

Init == /\ know = [n \in Node |-> {n}]
        /\ msgs = {}
        /\ last = <<>>

Send(p, q) == /\ p # q
              /\ msgs' = msgs \cup {[from |-> p, to |-> q, what |-> know[p]]}
              /\ UNCHANGED <<know, last>>
Receive(m) == /\ know' = [know EXCEPT ![m.to] = @ \cup m.what]
              /\ msgs' = msgs \ {m}
              /\ last' = <<m.from, m.to>>
Echo(p) == /\ Len(last) = 2 /\ p = last[2]
           /\ msgs' = {[from |-> p, to |-> last[1], what |-> {}]} \cup msgs
           /\ last' = Append(last, p)
           /\ UNCHANGED know
Meet(S) == /\ Cardinality(S) = 2
           /\ know' = [n \in Node |-> IF n \in S THEN UNION {know[k] : k \in S} ELSE know[n]]
           /\ UNCHANGED <<msgs, last>>
Knows(p) == /\ know[p] = Node
            /\ UNCHANGED <<know, msgs, last>>
Never == FALSE /\ UNCHANGED <<know, msgs, last>>

Next == \/ \E p, q \in Node : Send(p, q)
        \/ \E m \in msgs : Receive(m)
        \/ \E p \in Node : Echo(p) \/ Knows(p)
        \/ \E S \in SUBSET Node : Meet(S)
        \/ Never
===============================================================================
