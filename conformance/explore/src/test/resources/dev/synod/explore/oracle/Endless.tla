------------------------------ MODULE Endless ------------------------------
(***************************************************************************)
(* Not an algorithm.  Its next-state relation ranges over sets that TLC    *)
(* cannot enumerate, in the forms that a quantifier may have them, and     *)
(* over two that it had better not.                                        *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANT Node

VARIABLE x

Init == x = [n \in Node |-> 0]

Word(n, s)     == x' = [x EXCEPT ![n] = s]
Note(n, r)     == x' = [x EXCEPT ![n] = r]
Map(n, f)      == x' = [x EXCEPT ![n] = f]
Pick(n, Q)     == x' = [x EXCEPT ![n] = Q]
Line(n, q)     == x' = [x EXCEPT ![n] = q]
Two(n, k, l)   == x' = [x EXCEPT ![n] = <<k, l>>]
Pair(n, a, b)  == x' = [x EXCEPT ![n] = <<a, b>>]
Even(n, e)     == x' = [x EXCEPT ![n] = e]
Own(n, o)      == x' = [x EXCEPT ![n] = o]
Below(n, h, k) == x' = [x EXCEPT ![n] = <<h, k>>]
Free(m, y)     == x' = [x EXCEPT ![m] = y]
Last(m, z)     == x' = [x EXCEPT ![m] = z]
Up(n, by)      == x' = [x EXCEPT ![n] = by]
Down(n, less)  == x' = [x EXCEPT ![n] = 0 - less]
Large(n, S)    == x' = [x EXCEPT ![n] = S]
Many(n, f)     == x' = [x EXCEPT ![n] = f]
Plus(n, k)     == x' = [x EXCEPT ![n] = k + 1]

Pairs(S) == LET both == S \X S IN both

Some(m, S, T) ==
  \/ \E y \in
       S : Free(m, y)
  \/ \E z
       \in T : Last(m, z)

Next ==
  \E n \in Node :
    \/ \E s \in {"\"a\\b"} \cup (* or any other *) {w \in STRING : w # "x"} : Word(n, s)
    \/ \E r \in [a : Nat, b : STRING] : Note(n, r)
    \/ \E f \in [Node -> Nat] : Map(n, f)
    \/ \E Q \in SUBSET Nat : Pick(n, Q)
    \/ \E q \in Seq(Nat) : Line(n, q)
    \/ \E k, l \in (Nat
                     \ {0}) :  \/ Two(n, k, l)   \* as they come
                               \/ Two(n, l, k)
    \/ \E <<a, b>> \in Nat \X STRING : Pair(n, a, b)
    \/ \E e \in {k \in Int : /\ k % 2 = 0
                             /\ k # 0} : Even(n, e)
    \/ \E o \in IF n = "a" THEN Nat ELSE {7} : Own(n, o)
    \/ \E h \in Nat : \E k \in {i \in Nat : i < h} : Below(n, h, k)
    \/ Some(n, Pairs(Nat), {<<"y">>, <<"z">>})
    \/ \E w \in Nat : Up(n, w) \/ Down(n, w)
    \/ \E S \in SUBSET (1..60) : Large(n, S)
    \/ \E f \in [1..3 -> SUBSET (1..20)] : Many(n, f)
    \/ \E j \in 1..3 : \E c \in (0 - j)..j \cup Nat : Plus(n, j + c)
=============================================================================
