package dev.synod.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Counting;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDecoderTest {

    /** A sealed type that is no message: its fields tell which record it is. */
    sealed interface Command {
    }

    record Put(String key, String value) implements Command {
    }

    record Get(String key) implements Command {
    }

    record NoOp() implements Command {
    }

    record Pair<A, B>(A first, B second) {
    }

    record All(int i, long l, Integer boxed, boolean truth, BigInteger big, Counting.Mood mood, NodeId node,
            Optional<NodeId> maybe, Set<Pair<Integer, Command>> set, Map<NodeId, List<Command>> map, Counting.Message message) {
    }

    private final Counting machine = new Counting(NodeId.of("p1"), NodeId.numbered("p", 2));
    private final ValueEncoder encoder = new ValueEncoder(Counting.Message.class);
    private final ValueDecoder decoder = new ValueDecoder(machine);

    @Test
    void whatWasEncodedComesBack() {
        for (All all : List.of(
                new All(-3, 1L << 40, 5, true, BigInteger.TEN.pow(30), Counting.Mood.WIDE_AWAKE, NodeId.of("p2"),
                        Optional.of(NodeId.of("p1")), Sets.of(new Pair<>(1, new Put("k", "v")), new Pair<>(2, new Get("k"))),
                        Map.of(NodeId.of("p1"), List.of(new NoOp(), new Get("a"))), new Counting.Message.Told(7)),
                new All(0, 0, null, false, null, null, null, Optional.empty(), Set.of(), Map.of(), null))) {
            assertThat(decoder.state(All.class, encoder.encode(all))).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"Told"}                          | fields count
            {"type":"Told","count":1,"more":2}       | fields count
            {"type":"Told","count":"1"}              | a int as message.count; found "1"
            {"type":"Told","count":2147483648}       | a int as message.count
            {"type":"Told","count":null}             | a int as message.count; found null
            {"type":"Told","count":{"#bigint":"1"}}  | a int as message.count
            {"type":"Asked","count":1}               | a message, whose type is one of Told
            {"count":1}                              | a message, whose type is one of Told
            null                                     | a message
            [1,2]                                    | a message
            """)
    void whatIsNoMessageOfTheMachineIsRefused(String json, String why) {
        assertThatThrownBy(() -> decoder.message(read(json))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    record Held(NodeId node, Set<Integer> set, Map<String, Integer> map, Command command, Counting.Mood mood) {
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            0 | "p3"                            | one of the nodes [p1, p2]
            0 | ""                              | one of the nodes
            1 | {"#set":[1,1]}                  | each element once
            1 | {"#set":[null]}                 | without null
            1 | [1]                             | a set
            2 | {"#map":[["a",1],["a",2]]}      | each key once
            2 | {"#except":[["a",1]]}           | a function
            3 | {"key":"a","valu":"b"}          | one of Put, Get, NoOp
            4 | "asleep"                        | one of calm, wideAwake
            """)
    void whatIsNotOfTheComponentsTypeIsRefused(int position, String json, String why) {
        assertThatThrownBy(() -> decoder.component(Held.class, position, read(json)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "1 2", "1\n2", "1.5", "tru", "{\"#odd\":1}", "\"\\ud800", "\0"})
    void whatIsNoValueIsNotRead(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(TraceFormatException.class).hasMessageStartingWith("test:");
    }

    @Test
    void nestingWithoutEndIsNotRead() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(TraceFormatException.class);
    }

    private static Value read(String json) {
        return ValueJson.read(json.getBytes(StandardCharsets.UTF_8), "test");
    }
}
