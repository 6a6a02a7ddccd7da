package dev.synod.explore.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.NetworkKind;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesUnderWayTest {

    /** Messages 10 to 19 travel over edge 1, 20 to 29 over edge 2; +m is sent, -m received. */
    private static MessagesUnderWay after(MessagesUnderWay.Network network, String events) {
        MessagesUnderWay state = network.empty();
        for (String event : events.isBlank() ? new String[0] : events.trim().split(" ")) {
            int message = Integer.parseInt(event.substring(1));
            state = event.startsWith("+") ? state.sent(message) : state.received(message);
        }
        return state;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LOSSY    | +11 +10         | 10 11",
        "LOSSY    | +11 +10 -11     | 10 11",
        "LOSSY    | +11 +11         | 11",
        "RELIABLE | +11 +10         | 10 11",
        "RELIABLE | +11 +10 -11     | 10",
        "RELIABLE | +11 +11         | 11",
        "RELIABLE | +11 +11 -11     | 11",
        "RELIABLE | +11 +11 -11 -11 | ''",
        "FIFO     | +11 +10         | 11",
        "FIFO     | +11 +20 +10     | 11 20",
        "FIFO     | +11 +10 -11     | 10",
        "FIFO     | +11 +10 +11 -11 | 10",
        "FIFO     | +20 +11 +21 -20 | 11 21",
    })
    void onlyThatMayArriveWhichTheKindOfNetworkBringsNext(NetworkKind kind, String events, String arriving) {
        MessagesUnderWay state = after(new MessagesUnderWay.Network(kind, m -> m / 10), events);

        assertThat(state.arriving()).isEqualTo(Arrays.stream(arriving.split(" ")).filter(m -> !m.isEmpty())
                .mapToInt(Integer::parseInt).toArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LOSSY    | +11 +10         | +10 +11 +10     | true",
        "RELIABLE | +11 +10         | +10 +11         | true",
        "RELIABLE | +11 +11         | +11             | false",
        "RELIABLE | +11 +10 -11     | +10             | true",
        "FIFO     | +11 +10         | +10 +11         | false",
        "FIFO     | +11 +20         | +20 +11         | true",
        "FIFO     | +11 +20 +10     | +11 +10 +20     | true",
    })
    void statesThatTheKindDoesNotTellApartAreOne(NetworkKind kind, String one, String other, boolean same) {
        MessagesUnderWay.Network network = new MessagesUnderWay.Network(kind, m -> m / 10);

        assertThat(after(network, one).number() == after(network, other).number()).isEqualTo(same);
    }
}
