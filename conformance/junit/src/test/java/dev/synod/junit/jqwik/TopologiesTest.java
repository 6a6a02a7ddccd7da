package dev.synod.junit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.explore.Mutants;
import dev.synod.explore.Schedule;
import dev.synod.junit.Kit;
import dev.synod.junit.TraceReplay;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Topology;
import dev.synod.runtime.simulation.FaultPlan;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class TopologiesTest {

    private static final List<Topology> TOPOLOGIES = new ArrayList<>();

    static final class Good {
        @Property(tries = 300, seed = "1")
        void anyTopology(@ForAll @Topologies(minNodes = 2, maxNodes = 4) Topology topology) {
            TOPOLOGIES.add(topology);
        }
    }

    @Test
    void areStronglyConnectedGraphsOfEveryKind() {
        TOPOLOGIES.clear();
        EngineExecutionResults results = Kit.run("jqwik", Good.class);

        assertThat(Kit.failures(results)).isEmpty();
        results.testEvents().assertStatistics(s -> s.succeeded(1));
        assertThat(TOPOLOGIES).hasSize(300).allMatch(Topology::isStronglyConnected).allMatch(topology ->
                topology.edges().stream().noneMatch(edge -> edge.get(0).equals(edge.get(1))));
        assertThat(TOPOLOGIES.stream().map(topology -> topology.nodes().size()).distinct())
                .containsExactlyInAnyOrder(2, 3, 4);
        assertThat(TOPOLOGIES.stream().map(Topology::toString))
                .as("the ring of four, the complete one, and one without a way around")
                .contains("p1>p2,p2>p3,p3>p4,p4>p1", Topology.mesh(TOPOLOGIES.stream()
                        .filter(t -> t.nodes().size() == 4).findFirst().orElseThrow().nodes()).toString(),
                        "p1>p2,p2>p1,p2>p3,p3>p2");
    }

    static final class Bad {
        @Property(tries = 200, seed = "1")
        void hasNoSuchEdge(@ForAll Topology topology) {
            assertThat(topology.toString().split(",")).doesNotContain("p1>p3");
        }

        @Property(tries = 200, seed = "1")
        void everyNodeHasOneSuccessor(@ForAll Topology topology) {
            if (topology.nodes().stream().anyMatch(node -> topology.successors(node).size() > 1)) {
                throw new AssertionError(topology.edges().size() + " edges, " + topology.nodes().size() + " nodes");
            }
        }

        @Property(tries = 50, seed = "1", shrinking = ShrinkingMode.FULL)
        void everyStepIsAllowed(@ForAll @Runs(value = "chandy-lamport", mutant = "forgetsAChannel", maxNodes = 4,
                maxSteps = 200, topologyOption = "channels") SimulatedRun run) {
            run.assertConforms();
        }
    }

    @Test
    void oneThatShowsABugShrinksToASmallestAndTheCommandShowsItAgain(@TempDir Path folder) throws Exception {
        List<String> failures = Kit.failures(Kit.run("jqwik", Bad.class)).stream().map(Throwable::getMessage).toList();

        assertThat(failures).hasSize(3)
                .anySatisfy(f -> assertThat(f).contains("[\"p1>p3\", \"p2>p1\", \"p3>p2\"]"))
                .anySatisfy(f -> assertThat(f).isEqualTo("4 edges, 3 nodes"));
        String story = failures.stream().filter(f -> f.contains("the trace leaves")).findFirst().orElseThrow();
        assertThat(story).contains(" --nodes 3 ").contains(" --option 'channels=p1>p3,p2>p1,p3>p2'")
                .contains("open[\"p3\"]");
        Map<String, String> printed = printed(story);
        Path trace = folder.resolve("again.ndjson");
        try (OutputStream out = Files.newOutputStream(trace)) {
            new Schedule(Integer.parseInt(printed.get("nodes")), FaultPlan.parse(printed.get("faults")),
                    printed.get("policy"), Long.parseLong(printed.get("seed")), Long.parseLong(printed.get("steps")),
                    Map.of("channels", printed.get("option").substring("channels=".length())))
                    .of(Mutants.named("chandy-lamport", printed.get("mutant")).algorithm()).record(out);
        }
        assertThat(trace).hasSameTextualContentAs(Path.of(printed.get("out")));
        try (TraceReplay replay = new TraceReplay()) {
            assertThat(replay.failure(trace, false, null).orElseThrow()).contains("open[\"p3\"]");
        }
    }

    /** The options of the command that takes the run again, as a shell reads them. */
    private static Map<String, String> printed(String story) {
        String command = story.lines().filter(l -> l.contains("synod run chandy-lamport ")).findFirst().orElseThrow();
        Map<String, String> options = new HashMap<>();
        Matcher option = Pattern.compile("--(\\w+) (?:'([^']*)'|(\\S+))").matcher(command);
        while (option.find()) {
            options.put(option.group(1), option.group(2) != null ? option.group(2) : option.group(3));
        }
        return options;
    }

    @Test
    void whatCannotBeIsTold() {
        assertThatThrownBy(() -> RunArbitraries.topologies(3, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 to 2");
        assertThatThrownBy(() -> RunArbitraries.schedules(Algorithms.named("chandy-lamport"), 1, 3, 10, "edges"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("channels");
    }
}
