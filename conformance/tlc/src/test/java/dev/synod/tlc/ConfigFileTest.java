package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigFileTest {

    @Test
    void namesAreListedByKeyword() {
        ConfigFile config = ConfigFile.parse("""
                (* PROPERTY NotThis (* nested *) *)
                CONSTANTS A = {"PROPERTY"} B <- [M]C
                SPECIFICATION Spec \\* INVARIANT NorThis
                INVARIANTS TypeOK
                           Safe
                CHECK_DEADLOCK FALSE
                PROPERTY Live
                PROPERTIES Other More
                SYMMETRY Perms
                """);
        assertThat(config.invariants()).containsExactly("TypeOK", "Safe");
        assertThat(config.properties()).containsExactly("Live", "Other", "More");
        assertThat(config.behaviour()).isTrue();
    }

    @Test
    void configurationOfAssumptionsOnlyHasNoBehaviour() {
        assertThat(ConfigFile.parse("CONSTANT N = 3").behaviour()).isFalse();
    }
}
