package dev.synod.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Counting;
import dev.synod.runtime.NodeId;
import dev.synod.trace.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueEncoderTest {

    private record Plain(NodeId who, Object what) {
    }

    private final ValueEncoder encoder = new ValueEncoder(Counting.Message.class);

    @Test
    void scalarsAreThemselves() {
        assertThat(encoder.encode(3)).isEqualTo(Value.of(3));
        assertThat(encoder.encode(3L)).isEqualTo(Value.of(3));
        assertThat(encoder.encode(true)).isEqualTo(Value.of(true));
        assertThat(encoder.encode("a")).isEqualTo(Value.of("a"));
        assertThat(encoder.encode(NodeId.of("p1"))).isEqualTo(Value.of("p1"));
        assertThat(encoder.encode(BigInteger.TEN)).isEqualTo(new Value.BigInt(BigInteger.TEN));
        assertThat(encoder.encode(null)).isEqualTo(Value.NULL);
        assertThat(encoder.encode(Optional.empty())).isEqualTo(Value.NULL);
        assertThat(encoder.encode(Optional.of(1))).isEqualTo(Value.of(1));
    }

    @Test
    void constantsAreInLowerCamelCase() {
        assertThat(encoder.encode(Counting.Mood.CALM)).isEqualTo(Value.of("calm"));
        assertThat(encoder.encode(Counting.Mood.WIDE_AWAKE)).isEqualTo(Value.of("wideAwake"));
    }

    @Test
    void setsAndFunctionsAreInOrder() {
        assertThat(encoder.encode(Set.of(3, 1, 2))).hasToString("{1, 2, 3}");
        assertThat(encoder.encode(Map.of("b", 2, "a", 1))).hasToString("(\"a\" :> 1 @@ \"b\" :> 2)");
        assertThat(encoder.encode(List.of(3, 1))).hasToString("<<3, 1>>");
        assertThat(encoder.encode(Set.of())).isEqualTo(Value.set(List.of()));
    }

    @Test
    void recordsKeepTheirOrderAndMessagesStartWithTheirType() {
        assertThat(encoder.encode(new Plain(NodeId.of("p1"), new Counting.Message.Told(2))))
                .hasToString("[who |-> \"p1\", what |-> [type |-> \"Told\", count |-> 2]]");
    }

    @Test
    void whatNoStateCanHoldIsRefused() {
        assertThatThrownBy(() -> encoder.encode(1.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Double").hasMessageContaining("Use integers");
    }
}
