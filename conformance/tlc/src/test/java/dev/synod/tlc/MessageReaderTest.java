package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

    private final List<ToolMessage> messages = new ArrayList<>();
    private final List<String> plain = new ArrayList<>();

    private void read(String text) {
        MessageReader reader = new MessageReader(messages::add, plain::add);
        text.lines().forEach(reader::line);
    }

    @Test
    void messagesAndPlainLinesAreTold() {
        read("""
                @!@!@STARTMSG 2110:1 @!@!@
                Invariant Inv is violated.
                @!@!@ENDMSG 2110 @!@!@
                something printed
                @!@!@STARTMSG 2218:4 @!@!@
                4: Stuttering
                @!@!@ENDMSG 2218 @!@!@
                """);
        assertThat(messages).containsExactly(new ToolMessage(2110, 1, "Invariant Inv is violated."),
                new ToolMessage(2218, 4, "4: Stuttering"));
        assertThat(plain).containsExactly("something printed");
    }

    @Test
    void messageInsideAMessageBelongsToIt() {
        read("""
                @!@!@STARTMSG 1000:1 @!@!@
                TLC threw an unexpected exception.
                The exception was a tlc2.tool.ConfigFileException
                : @!@!@STARTMSG 5006:0 @!@!@
                TLC found an error in the configuration file at line 3
                It was expecting a keyword, but did not find it.
                @!@!@ENDMSG 5006 @!@!@
                @!@!@ENDMSG 1000 @!@!@
                after
                """);
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.code()).isEqualTo(1000);
            assertThat(MessageBodies.nestedCodes(message.body())).containsExactly(5006);
            assertThat(MessageBodies.gist(message.body())).isEqualTo(
                    "TLC found an error in the configuration file at line 3\n"
                            + "It was expecting a keyword, but did not find it.");
            assertThat(MessageBodies.exception(message.body())).contains("tlc2.tool.ConfigFileException");
        });
        assertThat(plain).containsExactly("after");
    }

    @Test
    void textThatASpecificationPrintsIsNoMessage() {
        read("""
                "@!@!@STARTMSG 2193:0 @!@!@"
                "@!@!@ENDMSG 2193 @!@!@"
                """);
        assertThat(messages).isEmpty();
        assertThat(plain).hasSize(2);
    }

    @Test
    void unfinishedMessageIsNotTold() {
        read("""
                @!@!@STARTMSG 2193:0 @!@!@
                Model checking completed. No error has been found.
                """);
        assertThat(messages).isEmpty();
    }

    @Test
    void figuresAreReadWithTheirThousands() {
        assertThat(MessageBodies.counts("Progress(132) at 2026-11-21 20:38:29: 1,281,393 states generated "
                + "(1,281,393 s/min), 129,295 distinct states found (129,295 ds/min), 1,156 states left on queue."))
                .contains(new Statistics.Counts(1281393, 129295, 1156));
        assertThat(MessageBodies.collision("  calculated (optimistic):  val = 4.3E-19\n"
                + "  based on the actual fingerprints:  val = 1.1E-18"))
                .hasValueSatisfying(collision -> {
                    assertThat(collision.optimistic()).isEqualTo(4.3e-19);
                    assertThat(collision.actual()).hasValue(1.1e-18);
                });
    }

    @Test
    void stateOfASingleVariableIsRead() {
        assertThat(MessageBodies.state("2: <Step(1, \"a b\") line 5, col 9 to line 5, col 27 of module Deadlock>\n"
                + "x = 3\n")).hasValueSatisfying(state -> {
                    assertThat(state.action()).isEqualTo("Step(1, \"a b\")");
                    assertThat(state.location()).contains(new Location("Deadlock", 5, 9, 5, 27));
                    assertThat(state.variables()).containsEntry("x", new TlaValue.Int(3));
                });
    }
}
