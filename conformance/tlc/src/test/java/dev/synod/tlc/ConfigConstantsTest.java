package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfigConstantsTest {
    @Test
    void theValuesOfConstantsAreRead() {
        ConfigConstants found = ConfigConstants.parse("M.cfg", """
                SPECIFICATION Spec
                CONSTANT N = 3   \\* CONSTANT N = 4
                CONSTANTS
                  RM = {r1, "r2", {1, 2}}
                  Nil = Nil
                  Ballot <- MCBallot
                  Seq <- [Sequences] BoundedSeq
                  On = TRUE
                INVARIANT TypeOK
                CONSTANT Last = -1
                """);
        assertThat(found.values().keySet()).containsExactly("N", "RM", "Nil", "On", "Last");
        assertThat(found.values()).containsEntry("N", new TlaValue.Int(3)).containsEntry("Nil", new TlaValue.Model("Nil"))
                .containsEntry("On", new TlaValue.Bool(true)).containsEntry("Last", new TlaValue.Int(-1));
        assertThat(found.values().get("RM")).hasToString("{r1, \"r2\", {1, 2}}");
        assertThat(found.substituted()).containsExactlyInAnyOrder("Ballot", "Seq");
    }

    @Test
    void whatIsNoValueIsTold() {
        assertThatThrownBy(() -> ConfigConstants.parse("M.cfg", "CONSTANT N = {1, \nINIT Init"))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("M.cfg").hasMessageContaining("N = { 1");
    }
}
