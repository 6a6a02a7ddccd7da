---------------------------- MODULE MCMultiPaxos ----------------------------
(***************************************************************************)
(* Finite models of MultiPaxos: three nodes, two ballots, one or two slots *)
(* and commands.  Each .cfg file says which of these definitions replaces  *)
(* which of MultiPaxos's.                                                  *)
(*                                                                         *)
(*   MCMultiPaxos.cfg         one slot, one command                        *)
(*   MCMultiPaxosExplore.cfg  the same with crashes; the explorer finds    *)
(*                            that the machines reach the same states      *)
(*   MCMultiPaxosHoles.cfg    two slots, after a leader has proposed a     *)
(*                            command for both; nobody applies anything    *)
(*   MCMultiPaxosTwice.cfg    the same with one ballot, and applied        *)
(*   MCMultiPaxosApply.cfg    the same, but the commands are two            *)
(*   MCMultiPaxosCourtesies.cfg  one ballot and one slot, and all actions  *)
(***************************************************************************)
EXTENDS MultiPaxos, TLC

CONSTANTS p1, p2, p3

MCNode == {p1, p2, p3}
MCSeat == p1 :> 0 @@ p2 :> 1 @@ p3 :> 2

OneBallot  == {0}      \* one of p1
TwoBallots == {0, 1}   \* one of p1, one of p2

\* The slots that messages may speak of.
SomeSlots == 1..3
SlotOne   == {1}

\* A leader proposes nothing beyond these slots.
OneSlot  == \A p \in Node : next[p] =< 2
TwoSlots == \A p \in Node : next[p] =< 3

\* The same, and a node that asks for a decision asks one node.
OneSlotOneAsk == OneSlot /\ Cardinality({m \in msgs : m.type = "Ask"}) =< 1

\* Commands of one client.
c1 == [client |-> "c1", seq |-> 1, op |-> "op1"]
c2 == [client |-> "c1", seq |-> 2, op |-> "op2"]

OneCommand  == {c1}
TwoCommands == {c1, c2}

\* Steps that a model does without.  Each takes steps from Next and adds none.
Never(p)       == FALSE
NeverOf(p, x)  == FALSE
NeverTo(p, q, x) == FALSE

\* p1 leads in ballot 0 with p3's promise, and has proposed c1 for slot 1 and c2 for
\* slot 2.  Next leads from Init to here.
Proposed(s, c) == [slot |-> s, bal |-> 0, cmd |-> c]

AfterTwoProposals(a, b) ==
  /\ maxBal   = (p1 :> 0 @@ p2 :> NoBallot @@ p3 :> 0)
  /\ votes    = (p1 :> {Proposed(1, a), Proposed(2, b)} @@ p2 :> {} @@ p3 :> {})
  /\ chosen   = [p \in Node |-> {}]
  /\ applied  = [p \in Node |-> 0]
  /\ table    = [p \in Node |-> Nothing]
  /\ status   = (p1 :> "leader" @@ p2 :> "follower" @@ p3 :> "follower")
  /\ promised = [p \in Node |-> {}]
  /\ reported = [p \in Node |-> {}]
  /\ next     = (p1 :> 3 @@ p2 :> 0 @@ p3 :> 0)
  /\ polls    = (p1 :> (1 :> {p1} @@ 2 :> {p1}) @@ p2 :> Nothing @@ p3 :> Nothing)
  /\ msgs     = {[type |-> "Prepare", bal |-> 0, from |-> 1],
                 [type |-> "Promise", bal |-> 0, node |-> p3, votes |-> {}],
                 [type |-> "Accept", bal |-> 0, slot |-> 1, cmd |-> a],
                 [type |-> "Accept", bal |-> 0, slot |-> 2, cmd |-> b]}
  /\ executed = [p \in Node |-> {}]

\* Slots 1 and 2 refine Voting.  TLC takes no instance with a parameter here.
Slot1 == INSTANCE Voting WITH
           Value <- AnyCommand, Acceptor <- Node, Quorum <- Majority, votes <- SlotVotes(1)
Slot2 == INSTANCE Voting WITH
           Value <- AnyCommand, Acceptor <- Node, Quorum <- Majority, votes <- SlotVotes(2)
SlotRefinesVoting == Slot1!Spec

\* The same for the steps from another state on.
SlotsStepAsVoting ==
  /\ [][Slot1!Next]_(Slot1!vars)
  /\ [][Slot2!Next]_(Slot2!vars)

HolesSpec == AfterTwoProposals(c1, c2) /\ [][Next]_vars
TwiceSpec == AfterTwoProposals(c1, c1) /\ [][Next]_vars
=============================================================================
