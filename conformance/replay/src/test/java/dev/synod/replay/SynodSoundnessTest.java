package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to make the replay accept runs of the synod that its specification does not allow. */
class SynodSoundnessTest {

    /** p2 tries ballot 4 and asks; p1 promises and answers. */
    private static TestTrace promised() {
        return TestTrace.synod()
                .event("p2", "TryNewBallot", "{'p':'p2','b':4}", "{'lastTried':4,'status':'trying'}")
                .event("p2", "SendNextBallot", "{'p':'p2'}", null)
                .event("p1", "ReceiveNextBallot", "{'p':'p1','m':{'type':'NextBallot','bal':4}}", "{'nextBal':4}")
                .event("p1", "SendLastVote", "{'p':'p1'}", null);
    }

    @Test
    void aRunOfTheSpecificationIsAccepted() {
        promised()
                .event("p2", "ReceiveLastVote",
                        "{'p':'p2','m':{'type':'LastVote','bal':4,'vote':{'pst':'p1','bal':-1,'dec':null}}}",
                        "{'prevVotes':{'#set':[{'pst':'p1','bal':-1,'dec':null}]}}")
                .isOk();
    }

    @Test
    void aForgedMessageIsRejected() {
        Divergence d = promised()
                .event("p3", "ReceiveNextBallot", "{'p':'p3','m':{'type':'NextBallot','bal':5}}", "{'nextBal':5}")
                .diverges();
        assertThat(d.closest().conjunct()).isEqualTo("m \\in msgs");
        assertThat(d.closest().location().line()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'type':'NextBallot','bal':4,'to':'p3'}", "{'type':'NextBallot'}", "{}", "4", "'NextBallot'", "null", "true",
        "{'#set':[]}", "{'type':'NextBallot','bal':'4'}", "{'type':'NextBallot','bal':null}",
        "{'type':'NextBallot','bal':{'#set':[4]}}", "['NextBallot',4]", "{'#map':[[1,4]]}"
    })
    void aMessageOfAnotherShapeIsRejected(String message) {
        promised().event("p3", "ReceiveNextBallot", "{'p':'p3','m':" + message + "}", "{'nextBal':4}").diverges();
    }

    @Test
    void aMessageWrittenAsAFunctionOfItsFieldsIsTheSameMessage() {
        promised().event("p3", "ReceiveNextBallot", "{'p':'p3','m':{'#map':[['bal',4],['type','NextBallot']]}}",
                "{'nextBal':4}").isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-2", "'4'", "true", "null", "{'#set':[4]}", "[4]", "{'bal':4}", "0", "2", "3"})
    void whatIsNoBallotOfThePriestIsRejected(String ballot) {
        TestTrace.synod()
                .event("p2", "TryNewBallot", "{'p':'p2','b':" + ballot + "}",
                        "{'lastTried':" + ballot + ",'status':'trying'}")
                .diverges();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "'4'", "true", "null", "{'#set':[4]}", "3"})
    void whatIsNoBallotIsRejectedWithoutArgumentsToo(String ballot) {
        TestTrace.synod()
                .event("p2", null, null, "{'lastTried':" + ballot + ",'status':'trying'}")
                .diverges();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Send", "Next"})
    void anActionThatIsNoDisjunctIsRejected(String name) {
        Divergence d = TestTrace.synod().event("p2", name, null, null).diverges();
        assertThat(d.closest().reason()).contains("no disjunct").contains("TryNewBallot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Init", "TypeOK", "Owner", "Highest", "Consistency", "vars"})
    void aDefinitionThatIsNoActionIsToldWithTheActionsThereAre(String name) {
        assertThat(TestTrace.synod().event("p2", name, null, null).isMalformed())
                .contains("the action " + name).contains("TryNewBallot");
    }

    @Test
    void anActionAtAnotherNodeIsRejected() {
        assertThat(TestTrace.synod()
                        .event("p1", "TryNewBallot", "{'p':'p2','b':4}", "{'lastTried':4,'status':'trying'}")
                        .isMalformed())
                .contains("p = \"p2\"").contains("p = \"p1\"");
        TestTrace.synod().event("p1", "TryNewBallot", "{'b':4}", "{'lastTried':4,'status':'trying'}").diverges();
    }

    @Test
    void aChangeThatTheActionDoesNotMakeIsRejected() {
        Divergence d = TestTrace.synod()
                .event("p2", "TryNewBallot", "{'p':'p2','b':4}", "{'lastTried':4,'status':'trying','nextBal':4}")
                .diverges();
        assertThat(d.closest().differences())
                .anySatisfy(v -> {
                    assertThat(v.variable()).isEqualTo("nextBal[\"p2\"]");
                    assertThat(v.expected()).isEqualTo("-1");
                    assertThat(v.logged()).isEqualTo("4");
                });
    }

    @Test
    void aChangeThatIsNotLoggedIsRejected() {
        TestTrace.synod().event("p2", "TryNewBallot", "{'p':'p2','b':4}", "{'lastTried':4}").diverges();
        TestTrace.synod().event("p2", "TryNewBallot", "{'p':'p2','b':4}", "{}").diverges();
    }

    @Test
    void anEventTwiceIsRejectedWhereItsGuardNoLongerHolds() {
        String args = "{'p':'p2','b':4}";
        TestTrace.synod()
                .event("p2", "TryNewBallot", args, "{'lastTried':4,'status':'trying'}")
                .event("p2", "TryNewBallot", args, "{'lastTried':4,'status':'trying'}")
                .diverges(2);
    }

    @Test
    void standingStillIsNoActionWhereNoneIsIdle() {
        // Initially the only steps are TryNewBallot, which changes something, and LoseSlip, which then does not.
        TestTrace.synod().event("p2", null, null, null).isOk();
        TestTrace.synod().event("p2", "TryNewBallot", "{'p':'p2','b':4}", null).diverges();
        TestTrace.synod().event("p2", "SendSuccess", "{'p':'p2'}", null).diverges();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'p':'p2','m':4}|m", "{'p':'p2','bal':4}|bal", "{'p':'p2','b':4,'q':'p1'}|q"
    })
    void anArgumentOfAnotherActionIsMalformed(String args, String unknown) {
        assertThat(TestTrace.synod()
                        .event("p2", "TryNewBallot", args, "{'lastTried':4,'status':'trying'}")
                        .isMalformed())
                .contains("the argument " + unknown + " of TryNewBallot").contains("some of b, p");
    }

    @Test
    void argumentsOfTwoActionsTogetherAreMalformed() {
        assertThat(TestTrace.synod().event("p2", null, "{'b':4,'m':{'type':'NextBallot','bal':4}}", null).isMalformed())
                .contains("the arguments b, m together");
    }

    @Test
    void swappedArgumentsAreRejected() {
        TestTrace polling = promised()
                .event("p2", "ReceiveNextBallot", "{'p':'p2','m':{'type':'NextBallot','bal':4}}", "{'nextBal':4}")
                .event("p2", "SendLastVote", "{'p':'p2'}", null)
                .event("p2", "ReceiveLastVote",
                        "{'m':{'type':'LastVote','bal':4,'vote':{'pst':'p1','bal':-1,'dec':null}}}",
                        "{'prevVotes':{'#set':[{'pst':'p1','bal':-1,'dec':null}]}}")
                .event("p2", "ReceiveLastVote",
                        "{'m':{'type':'LastVote','bal':4,'vote':{'pst':'p2','bal':-1,'dec':null}}}",
                        "{'prevVotes':{'#set':[{'pst':'p1','bal':-1,'dec':null},{'pst':'p2','bal':-1,'dec':null}]}}");
        Divergence d = polling.event("p2", "StartPollingMajoritySet", "{'Q':'d1','d':{'#set':['p1','p2']}}",
                "{'status':'polling','quorum':{'#set':['p1','p2']},'decree':'d1'}").diverges();
        assertThat(d.closest().conjunct()).isEqualTo("Q \\in Majority");
    }

    /** Nothing says which ballot, but what is logged does. */
    @Test
    void anUnloggedArgumentIsDeterminedByTheLoggedState() {
        TestTrace.synod().event("p2", "TryNewBallot", null, "{'lastTried':4,'status':'trying'}").isOk();
        TestTrace.synod().event("p2", null, null, "{'lastTried':4,'status':'trying'}").isOk();
        TestTrace.synod().event("p2", null, null, "{'lastTried':5,'status':'trying'}").diverges();
        TestTrace.synod().event("p2", "TryNewBallot", null, "{'lastTried':-7,'status':'trying'}").diverges();
    }

    @Test
    void aWholeExchangeWithoutArgumentsAndNames() {
        TestTrace.synod()
                .event("p2", null, null, "{'lastTried':4,'status':'trying'}")
                .event("p2", null, null, null)
                .event("p1", null, null, "{'nextBal':4}")
                .isOk();
        // p1 cannot have heard of ballot 7: nobody tried it.
        TestTrace.synod()
                .event("p2", null, null, "{'lastTried':4,'status':'trying'}")
                .event("p2", null, null, null)
                .event("p1", null, null, "{'nextBal':7}")
                .diverges(3);
    }

    /** In the first event nothing happens that is logged, and still it must have been a send. */
    @Test
    void everyExplanationIsKeptNotTheFirst() {
        TestTrace.synod()
                .event("p2", null, null, "{'lastTried':4,'status':'trying'}")
                .event("p3", null, null, "{'lastTried':5,'status':'trying'}")
                .event("p1", null, "{}", null)
                .event("p1", null, null, "{'nextBal':5}")
                .diverges(4);
        TestTrace.synod()
                .event("p2", null, null, "{'lastTried':4,'status':'trying'}")
                .event("p2", null, null, null)
                .event("p2", null, null, null)
                .event("p2", null, null, "{'nextBal':4}")
                .event("p2", null, null, null)
                .event("p2", null, null, "{'prevVotes':{'#set':[{'pst':'p2','bal':-1,'dec':null}]}}")
                .isOk();
    }
}
