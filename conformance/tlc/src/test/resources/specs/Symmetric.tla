---- MODULE Symmetric ----
EXTENDS TLC
CONSTANT Node
VARIABLE x
Init == x \in Node
Next == x' \in Node
Perms == Permutations(Node)
Spec == Init /\ [][Next]_x
Live == []<>(x \in Node)
====
