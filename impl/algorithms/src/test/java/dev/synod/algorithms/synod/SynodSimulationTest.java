package dev.synod.algorithms.synod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.Algorithms;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.simulation.FaultPlan;
import dev.synod.runtime.simulation.Simulation;
import dev.synod.runtime.simulation.SimulationResult;
import dev.synod.runtime.simulation.SimulationResult.Ending;
import dev.synod.runtime.trace.StepEvent;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The synod in the simulator: what must hold in every run, and what a policy is needed for. */
class SynodSimulationTest {

    private static Simulation<Priest, Message> synod() {
        return Simulation.of(new SynodProvider());
    }

    private static byte[] trace(Simulation<Priest, Message> simulation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        simulation.record(out);
        return out.toByteArray();
    }

    /** Runs it, and holds every state to what no fault may break. */
    private static SimulationResult<Priest> checked(Simulation<Priest, Message> simulation, String run) {
        Set<String> outcomes = new HashSet<>();
        return simulation.run(event -> {
            Priest before = event.before();
            Priest after = event.after();
            if (after.outcome() != null) {
                outcomes.add(after.outcome());
            }
            assertThat(outcomes).as("%s: outcomes at event %d", run, event.n()).hasSizeLessThanOrEqualTo(1);
            if (before.outcome() != null) {
                assertThat(after.outcome()).as("%s: event %d", run, event.n()).isEqualTo(before.outcome());
            }
            assertThat(after.nextBal()).as("%s: event %d", run, event.n())
                    .isGreaterThanOrEqualTo(Math.max(before.nextBal(), after.prevBal()));
            assertThat(after.lastTried()).as("%s: event %d", run, event.n()).isGreaterThanOrEqualTo(before.lastTried());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "3; none",
        "3; all",
        "3; loss=0.4,duplication=0.4,delay=1..60",
        "5; loss=0.05,duplication=0.1,delay=1..30,crash=0.01,downtime=1..30",
        "5; delay=1..10,partition=0.01,healing=10..300",
        "4; all",
        "7; all",
        "2; all",
        "1; all"})
    void noTwoPriestsEverWriteDifferentDecrees(int nodes, String faults) {
        int decided = 0;
        for (long seed = 0; seed < 30; seed++) {
            String run = "seed " + seed + ", faults " + faults + ", nodes " + nodes;
            SimulationResult<Priest> result =
                    checked(synod().nodes(nodes).faults(FaultPlan.parse(faults)).seed(seed).steps(3000), run);
            decided += result.states().values().stream().anyMatch(p -> p.outcome() != null) ? 1 : 0;
        }
        assertThat(decided).as("runs with an outcome").isGreaterThan(20);
    }

    @Test
    void differentSeedsPassDifferentDecrees() {
        Set<String> outcomes = new HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            synod().faults(FaultPlan.ALL).seed(seed).untilDone().steps(100_000).run()
                    .states().values().forEach(p -> outcomes.add(p.outcome()));
        }
        assertThat(outcomes).containsExactlyInAnyOrder("olive", "wine", "honey");
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        byte[] once = trace(synod().faults(FaultPlan.ALL).seed(7));
        assertThat(trace(synod().faults(FaultPlan.ALL).seed(7))).isEqualTo(once);
        assertThat(trace(synod().faults(FaultPlan.ALL).seed(8))).isNotEqualTo(once);
        // Pinned, because one JVM cannot show that another one gives the same. The events move with the machine, the
        // policy and the simulator, and with nothing else; the header may also say more one day.
        String text = new String(once, StandardCharsets.UTF_8);
        byte[] events = text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(events);
        assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo("4cdaf3eb8ff1bb2f");
    }

    @Test
    void theTraceIsWhatHappened() {
        List<StepEvent<? extends Priest>> steps = new ArrayList<>();
        Simulation<Priest, Message> simulation = synod().faults(FaultPlan.ALL).seed(3).steps(500);
        simulation.run(steps::add);
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(trace(simulation)), "seed 3")) {
            assertThat(reader.header().spec()).isEqualTo("synod/Synod");
            assertThat(reader.header().nullConstant()).isEqualTo("BLANK");
            assertThat(reader.header().observed()).containsExactly("outcome", "lastTried", "prevBal", "prevDec",
                    "nextBal", "status", "prevVotes", "quorum", "voters", "decree");
            assertThat(reader.header().constants()).containsOnlyKeys("Priest", "Seat", "Decree");
            for (StepEvent<? extends Priest> step : steps) {
                TraceEvent event = reader.next();
                assertThat(event.n()).isEqualTo(step.n());
                assertThat(event.node()).isEqualTo(step.node().name());
                assertThat(event.action()).isEqualTo(step.action());
                assertThat(event.clock()).isEqualTo(step.clock());
                assertThat(event.args()).containsKey("p");
                assertThat(event.state().containsKey("nextBal"))
                        .isEqualTo(step.before().nextBal() != step.after().nextBal());
            }
            assertThat(reader.next()).isNull();
            assertThat(reader.complete()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "all", "loss=0.3,duplication=0.3,delay=1..40"})
    void duellingProposersReachADecisionWithBackOff(String faults) {
        for (long seed = 0; seed < 100; seed++) {
            for (String policy : List.of("backoff", "restless")) {
                SimulationResult<Priest> result = synod().policy(policy).option("proposers", "2")
                        .faults(FaultPlan.parse(faults)).seed(seed).steps(20_000).untilDone().run();
                assertThat(result.ending()).as("seed %d, policy %s, faults %s", seed, policy, faults)
                        .isEqualTo(Ending.DONE);
            }
        }
    }

    @Test
    void withoutBackOffTwoProposersDuelForEver() {
        int[] outbids = new int[1];
        NodeId[] last = new NodeId[1];
        SimulationResult<Priest> result = synod().policy("eager").option("proposers", "2").steps(100_000).run(event -> {
            if (event.action().equals("TryNewBallot")) {
                assertThat(event.node()).as("they take turns, event %d", event.n()).isNotEqualTo(last[0]);
                last[0] = event.node();
                outbids[0]++;
            }
        });
        assertThat(result.ending()).isEqualTo(Ending.STEPS);
        assertThat(outbids[0]).isGreaterThan(5_000);
        // Ballots do begin, but always too late: everybody has promised a higher one when the call for votes arrives.
        assertThat(result.actions().get("SendBeginBallot")).isGreaterThan(5_000);
        assertThat(result.actions()).containsEntry("ReceiveBeginBallot", 0L).containsEntry("Succeed", 0L);
        assertThat(result.states().values()).allMatch(p -> p.outcome() == null && p.prevBal() == Synod.NO_BALLOT);
    }

    @Test
    void theDuelIsTheSchedulesDoing() {
        assertThat(synod().policy("eager").option("proposers", "1").steps(10_000).untilDone().run().ending())
                .as("alone, the eager one succeeds").isEqualTo(Ending.DONE);
        assertThat(synod().policy("backoff").option("proposers", "2").steps(10_000).untilDone().run().ending())
                .as("on the same network, those who back off succeed").isEqualTo(Ending.DONE);
    }

    @Test
    void aCrashKeepsTheLedgerAndLosesTheSlip() {
        long[] crashes = new long[2];
        SimulationResult<Priest> result =
                synod().faults(FaultPlan.parse("crash=0.02,delay=1..10")).seed(5).steps(20_000).run(event -> {
            if (event.action().equals("LoseSlip")) {
                Priest before = event.before();
                crashes[0]++;
                crashes[1] += before.status() == Status.POLLING ? 1 : 0;
                assertThat(event.after()).isEqualTo(new Priest(before.outcome(), before.lastTried(), before.prevBal(),
                        before.prevDec(), before.nextBal(), Status.IDLE, Set.of(), Set.of(), Set.of(), null));
            }
        });
        assertThat(crashes[0]).isEqualTo(result.crashes()).isGreaterThan(100);
        assertThat(crashes[1]).as("crashes amid a ballot").isGreaterThan(10);
    }

    @Test
    void aCrashComesBetweenReceivingAndAnsweringToo() {
        String[] before = new String[1];
        int[] cutShort = new int[1];
        synod().faults(FaultPlan.ALL).seed(1).steps(50_000).run(event -> {
            if (event.action().equals("LoseSlip") && "ReceiveBeginBallot".equals(before[0])) {
                cutShort[0]++;
            }
            before[0] = event.action();
        });
        assertThat(cutShort[0]).isPositive();
    }

    @Test
    void aPartitionedMinorityDecidesNothing() {
        // Of two priests nobody is a majority alone: what is decided was decided across a healed cut.
        SimulationResult<Priest> result = synod().nodes(2).seed(2)
                .faults(FaultPlan.parse("partition=0.9,healing=1000000")).steps(500).run();
        assertThat(result.states().values()).allMatch(p -> p.outcome() == null);
        assertThat(result.lost()).isPositive();
    }

    @Test
    void aLongRunNeverComesToRest() {
        long[] lastOf = new long[3];
        long[] tried = new long[1];
        int steps = 200_000;
        SimulationResult<Priest> result = checked(synod().faults(FaultPlan.ALL).seed(11).steps(steps), "seed 11");
        assertThat(result.ending()).isEqualTo(Ending.STEPS);
        assertThat(result.mostAtOnce()).as("messages under way stay few").isLessThan(500);
        synod().faults(FaultPlan.ALL).seed(11).steps(steps).run(event -> {
            switch (event.action()) {
                case "TryNewBallot" -> {
                    lastOf[0] = event.n();
                    tried[0]++;
                }
                case "LoseSlip" -> lastOf[1] = event.n();
                case "ReceiveBeginBallot" -> lastOf[2] = event.n();
                default -> { }
            }
        });
        assertThat(Arrays.stream(lastOf).min().orElseThrow()).isGreaterThan(steps - 5_000);
        assertThat(tried[0]).as("ballots per step").isBetween(steps / 100L, steps / 10L);
        assertThat(result.actions()).allSatisfy((action, count) -> assertThat(count).as(action).isPositive());
        int highest = result.states().values().stream().mapToInt(Priest::lastTried).max().orElseThrow();
        assertThat(highest * 50L * 10).as("ballot numbers last for ten million steps").isLessThan(Integer.MAX_VALUE);
    }

    @Test
    @Tag("deep")
    void aMillionStepsInASimulationOfEachSizeStayConsistent() {
        for (int nodes : new int[] {3, 5, 9}) {
            SimulationResult<Priest> result =
                    checked(synod().nodes(nodes).faults(FaultPlan.ALL).seed(nodes).steps(1_000_000), "seed " + nodes);
            assertThat(result.states().values()).extracting(Priest::outcome).allMatch(Objects::nonNull);
        }
    }

    @Test
    void aHundredAndOnePriestsManageToo() {
        SimulationResult<Priest> result =
                checked(synod().nodes(101).policy("backoff").option("proposers", "3").seed(1).untilDone()
                        .steps(100_000),
                        "seed 1");
        assertThat(result.ending()).isEqualTo(Ending.DONE);
    }

    @Test
    void isFoundByItsName() {
        assertThat(Algorithms.named("synod")).isInstanceOf(SynodProvider.class);
        assertThat(new String(trace(synod().steps(1)), StandardCharsets.UTF_8))
                .startsWith("{\"format\":\"synod-trace/1\"");
    }
}
