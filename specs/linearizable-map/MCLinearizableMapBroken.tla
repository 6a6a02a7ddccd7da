---------------------- MODULE MCLinearizableMapBroken ----------------------
(***************************************************************************)
(* LinearizableMap with one thing wrong at a time.  Each definition takes  *)
(* the place of the one that it names, in the .cfg file of the same name,  *)
(* and each such model must fail.                                          *)
(***************************************************************************)
EXTENDS MCLinearizableMap

\* A Put is answered before it takes effect, which it does at any later time.
AfterItsResponse_Linearize(c, k) ==
  /\ c \in DOMAIN waiting[k]
  /\ IF waiting[k][c].type = "Put"
     THEN /\ orphans' = [orphans EXCEPT ![k] = @ (+) SetToBag({waiting[k][c]})]
          /\ UNCHANGED map
     ELSE /\ map' = [map EXCEPT ![k] = Effect(waiting[k][c], @)]
          /\ UNCHANGED orphans
  /\ answers' = [answers EXCEPT ![k] = With(@, c, Outcome(waiting[k][c], map[k]))]
  /\ waiting' = [waiting EXCEPT ![k] = Without(@, c)]

\* A call takes effect a second time.
Twice_Linearize(c, k) ==
  /\ c \in DOMAIN waiting[k]
  /\ map'     = [map     EXCEPT ![k] = Effect(waiting[k][c], @)]
  /\ answers' = [answers EXCEPT ![k] = With(@, c, Outcome(waiting[k][c], map[k]))]
  /\ orphans' = [orphans EXCEPT ![k] = @ (+) SetToBag({waiting[k][c]})]
  /\ waiting' = [waiting EXCEPT ![k] = Without(@, c)]

\* A Get may answer what the key had before the value that it has.
StaleRead_Respond(c, k, answer) ==
  /\ c \in DOMAIN answers[k]
  /\ \/ answer = answers[k][c]
     \/ "value" \in DOMAIN answers[k][c] /\ answer = [value |-> Absent]
  /\ answers' = [answers EXCEPT ![k] = Without(@, c)]
  /\ UNCHANGED <<map, waiting, orphans>>

\* A Cas does not compare, and an update is lost.
LostUpdate_Outcome(op, v) ==
  CASE op.type = "Get" -> [value |-> v]
    [] op.type = "Put" -> [done |-> TRUE]
    [] op.type = "Cas" -> [done |-> TRUE]

LostUpdate_Effect(op, v) ==
  CASE op.type = "Get" -> v
    [] op.type = "Put" -> op.value
    [] op.type = "Cas" -> op.value

\* A call whose key has a value already is never answered.
NoAnswer_Respond(c, k, answer) ==
  /\ map[k] = Absent
  /\ c \in DOMAIN answers[k]
  /\ answer = answers[k][c]
  /\ answers' = [answers EXCEPT ![k] = Without(@, c)]
  /\ UNCHANGED <<map, waiting, orphans>>
=============================================================================
