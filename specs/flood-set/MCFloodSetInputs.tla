-------------------------- MODULE MCFloodSetInputs --------------------------
(***************************************************************************)
(* Four processes, two of which may crash, with all inputs that there can  *)
(* be.  The inputs are a variable that does not change: what FloodSet says *)
(* of its constant Input is not used here, and said again of input.        *)
(***************************************************************************)
EXTENDS MCFloodSet

VARIABLE input

InputsInit ==
  /\ input \in [Process -> Value]
  /\ round    = [p \in Process |-> 0]
  /\ seen     = [p \in Process |-> {input[p]}]
  /\ decision = [p \in Process |-> NONE]
  /\ net      = NoMessages(Edges)

InputsSpec == InputsInit /\ [][Next /\ UNCHANGED input]_<<vars, input>>

InputsValidity ==
  \A p, q \in Process : decision[p] # NONE /\ decision[p] # input[q] =>
    \E r \in Process : input[r] # input[q]

\* Nobody has heard of a value that nobody proposed.
NothingInvented == \A p \in Process : seen[p] \subseteq {input[q] : q \in Process}
=============================================================================
