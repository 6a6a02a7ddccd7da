--------------------------------- MODULE Odd ---------------------------------
\* One action for each odd thing that a step may say of a value.
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANT None
VARIABLES x, f
vars == <<x, f>>

Init == x = 0 /\ f = [i \in 1 .. 3 |-> 0]
Becomes(v) == x' = v /\ UNCHANGED f
OneOf(S) == x' \in S /\ UNCHANGED f

\* Values
One == Becomes(1)
True == Becomes(TRUE)
Word == Becomes("TRUE")
Nothing == Becomes(None)
EmptySet == Becomes({})
EmptySequence == Becomes(<<>>)
SetOfEmpty == Becomes({<<>>})
Interval == Becomes(1 .. 3)
Shifted == Becomes([i \in 0 .. 1 |-> i])
Pairs == Becomes({1, 2} \X {3})
Powers == Becomes(SUBSET {1, 2})
Functions == Becomes([{1, 2} -> {0}])
Records == Becomes([a : {1}, b : {2, 3}])
Union == Becomes(UNION {{1}, {2, 3}, {}})
Filtered == Becomes({n \in 1 .. 9 : n % 4 = 0})
Mapped == Becomes({n * n : n \in -2 .. 2})
Difference == Becomes((1 .. 5) \ {2, 4})
Joined == Becomes([a |-> 1] @@ [b |-> 2] @@ [a |-> 3])
Least == Becomes(CHOOSE n \in {3, 1, 2} : n > 1)
Cross == Becomes(<<{1}, [a |-> <<>>]>>)

\* Arithmetic
TooLarge == Becomes(2147483647 + 1)
TooSmall == Becomes((-2147483647) - 2)
Product == Becomes(65536 * 65536)
Power == Becomes(2 ^ 32)
Quotient == Becomes((-7) \div 2)
Remainder == Becomes((-7) % 2)
Huge == Becomes(Cardinality(SUBSET (1 .. 40)))

\* Sets that nobody writes out
Natural == OneOf(Nat)
Sequence == OneOf(Seq({1, 2}))
String == OneOf(STRING)
Record == OneOf([a : Nat, b : STRING])
Naturals == OneOf(SUBSET Nat)
Pair == OneOf(Nat \X {"a"})
Function == OneOf([{1, 2} -> Nat])
Total == OneOf([Nat -> {0}])
Odds == OneOf({n \in Nat : n % 2 = 1})
Mixed == OneOf(Nat \cup {"none"})
Boolean == OneOf(BOOLEAN)
Two == OneOf({S \in SUBSET (1 .. 3) : Cardinality(S) = 2})

\* Ways to say what happens
Sum == (x + 1)' = 5 /\ UNCHANGED f
Negated == ~(x' = 1) /\ UNCHANGED f
Implied == (x = 0 => x' = 1) /\ UNCHANGED f
Everywhere == (\A i \in 1 .. 3 : f'[i] = i) /\ UNCHANGED x
Equivalent == (x' = 1 <=> x = 0) /\ UNCHANGED f
Kept == UNCHANGED (x + 0) /\ UNCHANGED f
Nested == \E S \in SUBSET (1 .. 2) : \E n \in S : x' = n /\ UNCHANGED f
Case == CASE x = 0 -> One [] OTHER -> Word
Let == LET y == x' + 1 g(n) == n + y IN g(1) = 5 /\ UNCHANGED f
RECURSIVE Down(_)
Down(n) == IF n = 0 THEN Becomes(77) ELSE Down(n - 1)
Recursive == Down(3)
Able == ENABLED (x' = 1 /\ f' = f /\ x = 0) /\ Becomes(2)
Unable == ~ENABLED (x' = 1 /\ x = 1 /\ f' = f) /\ Becomes(3)
Primed == f'[2] = x' /\ UNCHANGED <<f[1]>>
Update == f' = [f EXCEPT ![2] = @ + 1, ![2] = @ + 1] /\ UNCHANGED x
Beyond == f' = [f EXCEPT ![7] = 1] /\ UNCHANGED x
Longer == x' = Append(<<1>>, 2) /\ UNCHANGED f
Contradictory == x' = 1 /\ x' = 2 /\ UNCHANGED f
Either == (x' = 1 \/ x' = 2) /\ x' # 1 /\ UNCHANGED f

\* What TLC fails on
Applied == Becomes(x[1])
Selected == Becomes(f.a)
Headless == Becomes(Head(<<>>))
NoChoice == Becomes(CHOOSE n \in 1 .. 3 : n > 7)
Unbounded == Becomes(CHOOSE n : n = 1)
Compared == x = "0" /\ Becomes(1)
Less == "a" < "b" /\ Becomes(1)
Members == 1 \in 2 /\ Becomes(1)
Domain == Becomes(DOMAIN x)
NoCase == CASE x = 7 -> Becomes(1)
NotBoolean == x /\ Becomes(1)
Infinite == Becomes(Cardinality(Nat))
Everything == (\A n \in Nat : n >= 0) /\ Becomes(1)
Random == Becomes(RandomElement({1, 2}))
Counted == TLCSet(1, 5) /\ Becomes(TLCGet(1))
Timed == Becomes(JavaTime)

Next == \/ One \/ True \/ Word \/ Nothing \/ EmptySet \/ EmptySequence \/ SetOfEmpty \/ Interval \/ Shifted \/ Pairs
        \/ Powers \/ Functions \/ Records \/ Union \/ Filtered \/ Mapped \/ Difference \/ Joined \/ Least \/ Cross
        \/ TooLarge \/ TooSmall \/ Product \/ Power \/ Quotient \/ Remainder \/ Huge
        \/ Natural \/ Sequence \/ String \/ Record \/ Naturals \/ Pair \/ Function \/ Total \/ Odds \/ Mixed \/ Boolean
        \/ Two \/ Sum \/ Negated \/ Implied \/ Everywhere \/ Equivalent \/ Kept \/ Nested \/ Case \/ Let \/ Recursive
        \/ Able \/ Unable \/ Primed \/ Update \/ Beyond \/ Longer \/ Contradictory \/ Either
        \/ Applied \/ Selected \/ Headless \/ NoChoice \/ Unbounded \/ Compared \/ Less \/ Members \/ Domain \/ NoCase
        \/ NotBoolean \/ Infinite \/ Everything \/ Random \/ Counted \/ Timed
        \/ \E v \in {TRUE, FALSE} : Becomes(v)
===============================================================================
