package dev.synod.report;

import static dev.synod.report.Messages.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.report.Messages.Arrival;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final Messages messages = new Messages("NIL");
    private long n;

    private static Value message(String type) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("type", Value.of(type));
        fields.put("bal", Value.of(1L));
        return new Value.Rec(fields);
    }

    /** What TLC writes of it: the fields in an order of its own. */
    private static String text(String type) {
        return "[bal |-> 1, type |-> \"" + type + "\"]";
    }

    private void event(String node, Map<String, Long> clock, String received) {
        n++;
        messages.event(new TraceEvent(n, node, clock, "A", received == null ? Map.of() : Map.of("m", message(received)), Map.of()));
    }

    private void send(String node, Map<String, Long> clock, String type) {
        messages.gained("msgs", text(type), 1);
        event(node, clock, null);
    }

    @Test
    void takesTheSenderFromTheState() {
        send("p", null, "x");
        event("q", null, "x");
        event("q", null, "unsent");
        assertThat(messages.sources()).containsExactly(NONE, 0, NONE);
        assertThat(messages.networks()).containsExactly("msgs");
    }

    @Test
    void takesTheSendingFromTheClockWhereAMessageIsSentAgain() {
        send("p", Map.of("p", 1L), "x");
        event("p", Map.of("p", 2L), null);
        event("q", Map.of("p", 2L, "q", 1L), "x");
        assertThat(messages.sources()).containsExactly(NONE, NONE, 1);
    }

    @Test
    void doesNotGuessWhereNewsIsOfTwoNodesThatKnowNothingOfEachOther() {
        event("p", Map.of("p", 1L), null);
        event("r", Map.of("r", 1L), null);
        event("q", Map.of("p", 1L, "r", 1L, "q", 1L), null);
        assertThat(messages.sources()).containsExactly(NONE, NONE, NONE);
    }

    @Test
    void tellsOvertakenAndRepeatedMessages() {
        send("p", null, "x");
        send("p", null, "y");
        event("q", null, "y");
        event("q", null, "x");
        event("q", null, "y");
        assertThat(messages.sources()).containsExactly(NONE, NONE, 1, 0, 1);
        assertThat(messages.arrivals().subList(2, 5)).isEqualTo(List.of(Arrival.PLAIN, Arrival.OVERTAKEN, Arrival.REPEATED));
    }

    @Test
    void tellsWhatNobodyReceived() {
        send("p", null, "x");
        send("p", null, "y");
        event("q", null, "y");
        assertThat(messages.neverReceived()).containsExactly(0);
    }

    @Test
    void takesTheInitialStateForNobodysMessages() {
        messages.gained("msgs", text("x"), 1);
        messages.begin();
        event("q", null, "x");
        assertThat(messages.sources()).containsExactly(NONE);
    }

    @Test
    void takesAMessageThatIsNoLongerUnderWayForReceivedOnce() {
        send("p", null, "x");
        messages.gained("msgs", text("x"), -1);
        event("q", null, "x");
        send("p", null, "x");
        messages.gained("msgs", text("x"), -1);
        event("q", null, "x");
        assertThat(messages.sources()).containsExactly(NONE, 0, NONE, 2);
    }
}
