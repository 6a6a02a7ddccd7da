------------------------------- MODULE BigSet -------------------------------
\* A set that grows, in a scrambled order, and guards that say of it what is
\* true of the interval of the same elements.
EXTENDS Integers, FiniteSets
VARIABLES n, big
Int1 == 1 .. n

Init == n = 0 /\ big = {}
\* 1, 2, .. in the order in which multiples of 7 come modulo 61.
Element(k) == (7 * k) % 61
Add == /\ n < 60
       /\ n' = n + 1
       /\ big' = IF n % 2 = 0 THEN big \cup {Element(n')} ELSE {Element(n')} \cup big
Full == n = 60 /\ UNCHANGED <<n, big>>

Filtered == /\ Full
            /\ {k \in big : k % 3 = 0} = {k \in Int1 : k % 3 = 0}
            /\ {k \in big : k < 0} = {}
            /\ {k \in big \ {7} : k # 8} = {k \in Int1 : k # 7 /\ k # 8}
MemberOfFiltered == /\ Full
                    /\ \A k \in -5 .. 70 : (k \in {j \in big : j % 2 = 0}) = (k \in Int1 /\ k % 2 = 0)
                    /\ \A k \in Int1 : (k \in {j \in big : j > 20} \cap big) = (k > 20)
Chosen == /\ Full
          /\ (CHOOSE k \in big : k > 3) = (CHOOSE k \in Int1 : k > 3)
          /\ (CHOOSE k \in big : TRUE) = (CHOOSE k \in Int1 : TRUE)
          /\ (CHOOSE k \in {j \in big : j % 5 = 0} : k > 7) = (CHOOSE k \in {j \in Int1 : j % 5 = 0} : k > 7)
          /\ (CHOOSE k \in big \cup {0} : k > 3) = (CHOOSE k \in Int1 \cup {0} : k > 3)
          /\ (CHOOSE k \in big \ {4} : k > 3) = (CHOOSE k \in Int1 \ {4} : k > 3)
          /\ (CHOOSE p \in big \X {1} : p[1] > 3) = (CHOOSE p \in Int1 \X {1} : p[1] > 3)
          /\ (CHOOSE k \in {j + 1 : j \in big} : k > 3) = (CHOOSE k \in {j + 1 : j \in Int1} : k > 3)
          /\ (CHOOSE r \in [a : big] : r.a > 3) = (CHOOSE r \in [a : Int1] : r.a > 3)
Mapped == /\ Full
          /\ {k % 4 : k \in big} = 0 .. 3
          /\ {<<k, big>> : k \in big} = {<<k, Int1>> : k \in Int1}
          /\ UNION {big, {0}} = 0 .. 60
          /\ UNION {{k, k + 1} : k \in big} = 1 .. 61
Combined == /\ Full
            /\ big \cup big = Int1
            /\ {0} \cup big = 0 .. 60
            /\ big \cup {0} = 0 .. 60
            /\ big \ {1} = 2 .. 60
            /\ Int1 \ big = {}
            /\ big \cap 5 .. 9 = 5 .. 9
            /\ (5 .. 9) \cap big = 5 .. 9
            /\ big \cap Nat = Int1
Compared == /\ Full
            /\ big = Int1 /\ Int1 = big
            /\ big # 2 .. 60 /\ 2 .. 61 # big
            /\ 5 .. 9 \subseteq big /\ big \subseteq Int1 /\ big \subseteq Nat
            /\ ~(big \subseteq 2 .. 60)
            /\ {big} = {Int1} /\ Int1 \in {big} /\ big \in {{}, Int1}
            /\ [a |-> big] = [a |-> Int1] /\ <<big>> = <<Int1>>
Functions == /\ Full
             /\ DOMAIN [k \in big |-> k] = Int1
             /\ [k \in big |-> 2 * k] = [k \in Int1 |-> 2 * k]
             /\ [k \in big |-> 2 * k][31] = 62
             /\ [[k \in big |-> 0] EXCEPT ![5] = 1] = [k \in Int1 |-> IF k = 5 THEN 1 ELSE 0]
             /\ [k \in Int1 |-> 0] \in [big -> {0}]
             /\ [big -> {0}] = {[k \in Int1 |-> 0]}
             /\ [a |-> 3] \in [a : big]
Powers == /\ Full
          /\ big \in SUBSET Int1 /\ {3, 4} \in SUBSET big /\ {61} \notin SUBSET big
          /\ SUBSET {k \in big : k < 4} = SUBSET (1 .. 3)
Quantified == /\ Full
              /\ \A k \in big : k \in Int1
              /\ \E k, j \in big : k + j = 120
              /\ \A S \in SUBSET {k \in big : k < 4} : S \subseteq big
Cardinalities == /\ Full
                 /\ Cardinality(big) = 60
                 /\ Cardinality({k \in big : k > 10}) = 50
                 /\ Cardinality(big \X {1, 2}) = 120
                 /\ IsFiniteSet(big)
Nested == /\ Full
          /\ LET f == [a |-> big, b |-> {big}] IN
               /\ f.a \cup {61} = 1 .. 61
               /\ \E S \in f.b : S = Int1 /\ 60 \in S
Wrong == Full /\ big = 0 .. 60
Next == \/ Add \/ Filtered \/ MemberOfFiltered \/ Chosen \/ Mapped \/ Combined \/ Compared \/ Functions \/ Powers
        \/ Quantified \/ Cardinalities \/ Nested \/ Wrong
=============================================================================
