package dev.synod.algorithms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.Send;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.runtime.trace.ValueDecoder;
import dev.synod.runtime.trace.ValueEncoder;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written of states and messages can be read again: nothing is lost on the way to a disk or over a network. */
class ValuesOfAllAlgorithmsTest {

    private static final int SEEDS = 5;
    private static final int STEPS = 300;

    static Stream<AlgorithmProvider<?, ?>> algorithms() {
        return Algorithms.all().stream();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void comeBackAsTheyWere(AlgorithmProvider<?, ?> algorithm) {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(algorithm, seed);
        }
    }

    private static <S extends Record, M> void run(AlgorithmProvider<S, M> algorithm, long seed) {
        Simulation<S, M> simulation = Simulation.of(algorithm).nodes(4).seed(seed).steps(STEPS);
        Ensemble<S, M> ensemble = simulation.ensemble();
        ValueEncoder encoder = new ValueEncoder(ensemble.machines().get(0).messageType());
        ValueDecoder decoder = new ValueDecoder(ensemble.machines().get(0));
        simulation.faults(FaultPlan.ALL.possible(ensemble)).run(step -> hold(step, encoder, decoder, seed));
    }

    private static void hold(StepEvent<?> step, ValueEncoder encoder, ValueDecoder decoder, long seed) {
        Record state = step.after();
        assertThat(decoder.state(state.getClass(), throughJson(encoder.encode(state)))).as("seed %d", seed).isEqualTo(state);
        RecordShape shape = RecordShape.of(state.getClass());
        for (int i = 0; i < shape.size(); i++) {
            Object value = shape.value(state, i);
            assertThat(decoder.component(state.getClass(), i, throughJson(encoder.encode(value)))).as("seed %d", seed)
                    .isEqualTo(value);
        }
        for (Send send : step.transition().step().sends()) {
            assertThat(decoder.message(throughJson(encoder.encode(send.message())))).as("seed %d", seed)
                    .isEqualTo(send.message());
        }
    }

    private static Value throughJson(Value value) {
        return ValueJson.read(ValueJson.text(value).getBytes(StandardCharsets.UTF_8), "test");
    }
}
