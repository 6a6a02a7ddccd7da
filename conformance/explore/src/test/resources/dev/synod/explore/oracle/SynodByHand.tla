---------------------------- MODULE SynodByHand ----------------------------
(***************************************************************************)
(* A trace specification as one would write it by hand, for traces that    *)
(* log all actions with all arguments: each event is looked up, its        *)
(* arguments are asked for membership, and only its action is evaluated.   *)
(* It takes the events from the module Traces, which was written by        *)
(* machine, and shares with it nothing that says what a step is.           *)
(***************************************************************************)
EXTENDS Traces

ByHandAction(e) ==
  LET p == e.args.p IN
  /\ p \in Priest
  /\ p = e.node
  /\ CASE e.action = "TryNewBallot"      -> e.args.b \in Nat /\ TryNewBallot(p, e.args.b)
       [] e.action = "SendNextBallot"    -> SendNextBallot(p)
       [] e.action = "ReceiveNextBallot" -> e.args.m \in msgs /\ ReceiveNextBallot(p, e.args.m)
       [] e.action = "SendLastVote"      -> SendLastVote(p)
       [] e.action = "ReceiveLastVote"   -> e.args.m \in msgs /\ ReceiveLastVote(p, e.args.m)
       [] e.action = "StartPollingMajoritySet" ->
            /\ e.args.Q \in Majority
            /\ e.args.d \in Decree
            /\ StartPollingMajoritySet(p, e.args.Q, e.args.d)
       [] e.action = "SendBeginBallot"   -> e.args.q \in Priest /\ SendBeginBallot(p, e.args.q)
       [] e.action = "ReceiveBeginBallot" -> e.args.m \in msgs /\ ReceiveBeginBallot(p, e.args.m)
       [] e.action = "SendVoted"         -> SendVoted(p)
       [] e.action = "ReceiveVoted"      -> e.args.m \in msgs /\ ReceiveVoted(p, e.args.m)
       [] e.action = "Succeed"           -> Succeed(p)
       [] e.action = "SendSuccess"       -> SendSuccess(p)
       [] e.action = "ReceiveSuccess"    -> e.args.m \in msgs /\ ReceiveSuccess(p, e.args.m)
       [] e.action = "LoseSlip"          -> LoseSlip(p)
       [] OTHER                          -> FALSE

\* The next value of a variable of which the event logs the value at its node.
ByHandNew(e, name, old) ==
  IF name \in DOMAIN e.state THEN [old EXCEPT ![e.node] = e.state[name]] ELSE old

ByHandNext ==
  /\ Trace_i < Trace_Header.events
  /\ Trace_t' = Trace_t
  /\ Trace_i' = Trace_i + 1
  /\ LET e == Trace_Events[Trace_t][Trace_i + 1] IN
       /\ ByHandAction(e)
       /\ outcome'   = ByHandNew(e, "outcome", outcome)
       /\ lastTried' = ByHandNew(e, "lastTried", lastTried)
       /\ prevBal'   = ByHandNew(e, "prevBal", prevBal)
       /\ prevDec'   = ByHandNew(e, "prevDec", prevDec)
       /\ nextBal'   = ByHandNew(e, "nextBal", nextBal)
       /\ status'    = ByHandNew(e, "status", status)
       /\ prevVotes' = ByHandNew(e, "prevVotes", prevVotes)
       /\ quorum'    = ByHandNew(e, "quorum", quorum)
       /\ voters'    = ByHandNew(e, "voters", voters)
       /\ decree'    = ByHandNew(e, "decree", decree)
=============================================================================
