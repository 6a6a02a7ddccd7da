package dev.synod.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

    @Test
    void readsEveryFault() {
        assertThat(FaultPlan.parse(
                "loss=0.1, duplication=.2,delay=2..9,crash=0.003,downtime=5,partition=0.0004,healing=7..8,traitors=2"))
                .isEqualTo(new FaultPlan(0.1, 0.2, new Ticks(2, 9), 0.003, new Ticks(5, 5), 0.0004, new Ticks(7, 8), 2));
        assertThat(FaultPlan.parse("none")).isEqualTo(FaultPlan.NONE);
        assertThat(FaultPlan.parse(" ALL ")).isEqualTo(FaultPlan.ALL);
        assertThat(FaultPlan.parse("loss=0.5").delay()).isEqualTo(new Ticks(1, 1));
    }

    @Test
    void printsWhatItReads() {
        assertThat(FaultPlan.NONE).hasToString("none");
        assertThat(FaultPlan.ALL).hasToString("loss=0.1,duplication=0.1,delay=1..20,crash=0.001,partition=0.001");
        Chance chance = new Chance(1);
        for (int i = 0; i < 1000; i++) {
            FaultPlan plan = new FaultPlan(some(chance), some(chance), ticks(chance), some(chance), ticks(chance),
                    some(chance), ticks(chance), chance.below(3));
            assertThat(FaultPlan.parse(plan.toString())).as("draw %d of seed 1", i).isEqualTo(plan);
        }
    }

    private static double some(Chance chance) {
        return chance.oneIn(3) ? 0 : chance.below(1_000_000) / 1e6;
    }

    private static Ticks ticks(Chance chance) {
        int least = chance.between(1, 100);
        return new Ticks(least, least + chance.below(1000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "los=0.1; `Fault \"los=0.1\" names no fault.`",
        "loss; `Fault \"loss\" has no =.`",
        "loss=0.1,; `Fault \"\" has no =.`",
        "loss=; `Fault \"loss=\" has no probability.`",
        "loss=NaN; `Fault \"loss=nan\" has no probability.`",
        "loss=-0.1; `Fault \"loss=-0.1\" has no probability.`",
        "loss=0x1p-3; `Fault \"loss=0x1p-3\" has no probability.`",
        "loss=1; `Fault \"loss=1\" is not below 1.`",
        "crash=1.5; `Fault \"crash=1.5\" is not below 1.`",
        "loss=0.1,loss=0.2; `Fault \"loss=0.2\" is there twice.`",
        "delay=0.5; `Fault \"delay=0.5\" has no ticks, such as 5 or 1..20.`",
        "delay=5..; `Fault \"delay=5..\" has no ticks, such as 5 or 1..20.`",
        "delay=9..2; `Fault \"delay=9..2\" is out of range: 1 <= LEAST <= MOST <= 1000000.`",
        "delay=0..2; `Fault \"delay=0..2\" is out of range: 1 <= LEAST <= MOST <= 1000000.`",
        "healing=999999999; `Fault \"healing=999999999\" is out of range: 1 <= LEAST <= MOST <= 1000000.`",
        "traitors=0.5; `Fault \"traitors=0.5\" has no number of nodes, from 0 to 1000.`",
        "traitors=1001; `Fault \"traitors=1001\" has no number of nodes, from 0 to 1000.`",
        "loss=0.1 duplication=0.2; `Fault \"loss=0.1 duplication=0.2\" has no probability.`"})
    void saysWhatIsWrongAndWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> FaultPlan.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageContainingAll("loss", "duplication", "delay", "crash", "downtime", "partition", "healing",
                        "traitors", "none", "all");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
    void isNeverMadeOfWhatIsNoProbability(double value) {
        assertThatThrownBy(() -> new FaultPlan(value, 0, new Ticks(1, 1), 0, new Ticks(1, 1), 0, new Ticks(1, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("loss must be a probability");
    }
}
