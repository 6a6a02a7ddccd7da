--------------------------- MODULE RicartAgrawala ---------------------------
(***************************************************************************)
(* Mutual exclusion by asking everybody: processes without shared memory   *)
(* take turns in a critical section.                                       *)
(*                                                                         *)
(* Source: Glenn Ricart and Ashok K. Agrawala, An Optimal Algorithm for    *)
(* Mutual Exclusion in Computer Networks, Communications of the ACM 24(1), *)
(* January 1981.                                                           *)
(*                                                                         *)
(* WHAT IT ACHIEVES.  No two processes are in the critical section at a    *)
(* time.  Whoever wants to enter does so some day, provided that whoever   *)
(* is inside leaves.  Each entry costs exactly 2(N-1) messages: a request  *)
(* to each of the others, and a reply from each.                           *)
(*                                                                         *)
(* THE IDEA.  A process that wants to enter picks a number above all that  *)
(* it has seen and asks all others for permission.  Whoever does not want  *)
(* to enter permits it at once.  Of two that want to enter the one with    *)
(* the lower number goes first, and for equal numbers the one of lower     *)
(* rank: it keeps the other's request back, and replies when it leaves.    *)
(* These pairs of number and rank are Lamport's logical clock and total    *)
(* order of 1978.  A reply stands for the two messages, acknowledgement    *)
(* and release, that Lamport's own algorithm of that paper needs.          *)
(*                                                                         *)
(* SYSTEM MODEL.  Processes are asynchronous and do not fail.  Every       *)
(* message arrives once, after any time; messages may overtake each other. *)
(*                                                                         *)
(* WHAT DIFFERS FROM THE SOURCE, AND WHY                                   *)
(*  - In the paper three processes of one node share variables behind a    *)
(*    semaphore.  Here the three are the actions of one process, each of   *)
(*    which happens in one step.                                           *)
(*  - The paper tells a process that is waiting from one that is inside by *)
(*    its place in the program; here the variable mode does.               *)
(*  - Reply_Deferred, an array of truth values, is the set `deferred'.     *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, ReliableNetwork

CONSTANTS
  Process,   \* the processes
  Rank       \* numbers them; decides between equal numbers

N == Cardinality(Process)

ASSUME ProcessAssumption == IsFiniteSet(Process) /\ Process # {}

ASSUME RankAssumption ==
  /\ Rank \in [Process -> 0..(N-1)]
  /\ \A p, q \in Process : Rank[p] = Rank[q] => p = q

Message ==
       [type : {"Request"}, number : Nat]   \* may I enter, under this number?
  \cup [type : {"Reply"}]                   \* as far as I am concerned, you may

VARIABLES
  mode,         \* what p is doing: idle, requesting = waiting to enter, or
                \*   critical = in the critical section
  ourNumber,    \* the number of p's last request; 0 before the first
  highest,      \* the highest number in any request that p has received
  outstanding,  \* how many replies p is still waiting for
  deferred,     \* the processes whose replies p keeps back until it leaves
  chan          \* the network: the messages under way over each edge

vars == <<mode, ourNumber, highest, outstanding, deferred, chan>>

Others(p) == Process \ {p}

TypeOK ==
  /\ mode        \in [Process -> {"idle", "requesting", "critical"}]
  /\ ourNumber   \in [Process -> Nat]
  /\ highest     \in [Process -> Nat]
  /\ outstanding \in [Process -> 0..(N-1)]
  /\ deferred    \in [Process -> SUBSET Process]
  /\ \A p, q \in Process : UnderWay(chan, p, q) \subseteq Message

\* Nobody wants to enter, and nothing was ever sent.
Init ==
  /\ mode        = [p \in Process |-> "idle"]
  /\ ourNumber   = [p \in Process |-> 0]
  /\ highest     = [p \in Process |-> 0]
  /\ outstanding = [p \in Process |-> 0]
  /\ deferred    = [p \in Process |-> {}]
  /\ chan        = NoMessages({<<p, q>> \in Process \X Process : p # q})

\* The request of p with number a goes before that of q with number b.
Precedes(a, p, b, q) == a < b \/ (a = b /\ Rank[p] < Rank[q])

Max(a, b) == IF a > b THEN a ELSE b

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACTIONS                                                             *)
(***************************************************************************)
\* An idle process p may want to enter at any time.  It picks the number n, one
\* above the highest that it has seen in a request, and asks all others.
Request(p, n) ==
  /\ mode[p] = "idle"
  /\ n = highest[p] + 1
  /\ mode'        = [mode EXCEPT ![p] = "requesting"]
  /\ ourNumber'   = [ourNumber EXCEPT ![p] = n]
  /\ outstanding' = [outstanding EXCEPT ![p] = N - 1]
  /\ chan'        = SentToAll(chan, p, Others(p), [type |-> "Request", number |-> n])
  /\ UNCHANGED <<highest, deferred>>

\* Asked by q, p notes the number.  If p is inside, or wants to enter itself and
\* goes first, it keeps its reply back.  Otherwise it replies at once.
ReceiveRequest(p, q, m) ==
  /\ m.type = "Request"
  /\ highest' = [highest EXCEPT ![p] = Max(@, m.number)]
  /\ IF mode[p] # "idle" /\ Precedes(ourNumber[p], p, m.number, q)
     THEN /\ deferred' = [deferred EXCEPT ![p] = @ \cup {q}]
          /\ chan'     = Received(chan, q, p, m)
     ELSE /\ deferred' = deferred
          /\ chan'     = Sent(Received(chan, q, p, m), p, q, [type |-> "Reply"])
  /\ UNCHANGED <<mode, ourNumber, outstanding>>

\* One reply less to wait for.
ReceiveReply(p, q, m) ==
  /\ m.type = "Reply"
  /\ outstanding' = [outstanding EXCEPT ![p] = @ - 1]
  /\ chan'        = Received(chan, q, p, m)
  /\ UNCHANGED <<mode, ourNumber, highest, deferred>>

\* When all others have replied, p enters.
Enter(p) ==
  /\ mode[p] = "requesting"
  /\ outstanding[p] = 0
  /\ mode' = [mode EXCEPT ![p] = "critical"]
  /\ UNCHANGED <<ourNumber, highest, outstanding, deferred, chan>>

\* When p leaves, it sends the replies that it has kept back.
Exit(p) ==
  /\ mode[p] = "critical"
  /\ mode'     = [mode EXCEPT ![p] = "idle"]
  /\ deferred' = [deferred EXCEPT ![p] = {}]
  /\ chan'     = SentToAll(chan, p, deferred[p], [type |-> "Reply"])
  /\ UNCHANGED <<ourNumber, highest, outstanding>>

Next ==
  \E p \in Process :
    \/ \E n \in Nat : Request(p, n)
    \/ \E q \in Process : \E m \in Arriving(chan, q, p) :
         ReceiveRequest(p, q, m) \/ ReceiveReply(p, q, m)
    \/ Enter(p)
    \/ Exit(p)

(***************************************************************************)
(* Weak fairness of everything but Request: each message arrives, whoever  *)
(* may enter does, and nobody stays inside for ever.  Nobody has to want   *)
(* to enter.  Fairness to each message is meant: that some message arrives *)
(* is not enough, since one could then be overtaken for ever.              *)
(***************************************************************************)
Fairness ==
  \A p \in Process :
    /\ \A q \in Process, m \in Message :
         WF_vars(/\ m \in Arriving(chan, q, p)
                 /\ ReceiveRequest(p, q, m) \/ ReceiveReply(p, q, m))
    /\ WF_vars(Enter(p))
    /\ WF_vars(Exit(p))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHAT THE ALGORITHM IS FOR                                               *)
(***************************************************************************)
MutualExclusion ==
  \A p, q \in Process : mode[p] = "critical" /\ mode[q] = "critical" => p = q

\* Whoever wants to enter does so some day.
StarvationFreedom ==
  \A p \in Process : mode[p] = "requesting" ~> mode[p] = "critical"

-----------------------------------------------------------------------------
(***************************************************************************)
(* WHY IT WORKS                                                            *)
(***************************************************************************)
\* For each reply that p waits for exactly one thing is there: its request on the
\* way, its request kept back, or the reply on the way.  So an entry costs N-1
\* requests and N-1 replies, neither more nor less; and nobody waits for nothing.
Copies(p, q, type) ==
  LET B == chan[<<p, q>>]
  IN  BagCardinality([m \in {x \in BagToSet(B) : x.type = type} |-> B[m]])

Awaited(p, q) ==
  Copies(p, q, "Request") + (IF p \in deferred[q] THEN 1 ELSE 0) + Copies(q, p, "Reply")

EveryReplyHasACause ==
  \A p \in Process :
    /\ \A q \in Others(p) : Awaited(p, q) \in 0..1
    /\ outstanding[p] = Cardinality({q \in Others(p) : Awaited(p, q) = 1})

\* q has given p its permission: p's request has reached q, and its reply is on
\* the way or has arrived.
Permits(q, p) == mode[p] # "idle" /\ Copies(p, q, "Request") = 0 /\ p \notin deferred[q]

\* Whoever has permitted p to go ahead goes after p, whatever it has asked for.
PermissionBinds ==
  \A p, q \in Process :
    p # q /\ Permits(q, p) /\ mode[q] # "idle" => Precedes(ourNumber[p], p, ourNumber[q], q)
=============================================================================

What was checked, with TLC 2.18, one worker.  Three processes, of which each may ask
again and again, under numbers up to a bound.  Counts are distinct states.

  MCRicartAgrawala      numbers up to 3, all invariants: 9,539 states, depth 43.
  MCRicartAgrawalaFair  numbers up to 2, StarvationFreedom: 4,131 states.
  MCRicartAgrawalaOvertaken, MCRicartAgrawalaUnfair and the models of
  MCRicartAgrawalaBroken fail as they must.

Nothing was checked with four processes.  That an entry costs 2(N-1) messages was also
counted in simulated runs of up to nine processes.
