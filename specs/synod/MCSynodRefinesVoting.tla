------------------------ MODULE MCSynodRefinesVoting ------------------------
(***************************************************************************)
(* The synod refines Voting, from specs/lib, and with it consensus: a      *)
(* priest that promises closes ballots, one that votes votes, and all else *)
(* is no step there.  The decrees are the values, and what is chosen is    *)
(* the decree that a majority has voted for in one ballot, whether anybody *)
(* knows it or not.  Two ballots, prompt sends, smallest majorities;       *)
(* nobody loses a slip or is told of a success.                            *)
(***************************************************************************)
EXTENDS MCSynod

V == INSTANCE Voting WITH
       Value    <- Decree,
       Acceptor <- Priest,
       Quorum   <- Majority,
       Ballot   <- Nat,
       votes    <- [p \in Priest |-> {<<v.bal, v.dec>> : v \in {w \in cast : w.pst = p}}],
       maxBal   <- nextBal

\* These two are V!Spec and V!C!Spec, said so that TLC looks for a step only where
\* there can be one.
RefinesVoting    == V!Init /\ [][cast' # cast \/ nextBal' # nextBal => UNCHANGED V!vars \/ V!Next]_vars
RefinesConsensus == V!C!Init /\ [][cast' # cast => UNCHANGED V!chosen \/ V!C!Next]_vars

\* A decree in a ledger is chosen.
OutcomeIsChosen == \A p \in Priest : outcome[p] # BLANK => outcome[p] \in V!chosen
=============================================================================
