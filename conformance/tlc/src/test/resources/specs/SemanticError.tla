---- MODULE SemanticError ----
VARIABLE x
Init == x = 0
Next == x' = unheardOf
====
