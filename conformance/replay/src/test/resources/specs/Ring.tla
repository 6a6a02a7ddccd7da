-------------------------------- MODULE Ring --------------------------------
\* A token goes round a ring of numbered nodes; each may work while it has it.
EXTENDS Naturals, Sequences
CONSTANT N
ASSUME N \in Nat \ {0}
VARIABLES token, work, log
Node == 0 .. N - 1

Init == token = 0 /\ work = [n \in Node |-> 0] /\ log = <<>>
Work(n) == /\ token = n
           /\ work' = [work EXCEPT ![n] = @ + 1]
           /\ log' = Append(log, n)
           /\ UNCHANGED token
Pass(n) == LET next == (n + 1) % N IN
           /\ token = n
           /\ token' = next
           /\ UNCHANGED <<work, log>>
Next == \E n \in Node : Work(n) \/ Pass(n)
=============================================================================
