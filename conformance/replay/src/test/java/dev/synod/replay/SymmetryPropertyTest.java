package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Random runs of two-phase commit, of which little is logged, whole or spoilt: with and without symmetry the same verdict. */
class SymmetryPropertyTest {
    private static final List<String> ACTIONS = List.of("TMCommit", "TMAbort", "TMRcvPrepared", "RMPrepare",
            "RMChooseToAbort", "RMRcvCommitMsg", "RMRcvAbortMsg");

    /** A step of a run: which action of which manager, and the managers' states after it. */
    private record Step(String action, String manager, Map<String, String> before, Map<String, String> after) {}

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void theSameVerdictWithAndWithoutSymmetry(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> managers = List.of("r1", "r2", "r3", "r4").subList(0, 2 + random.nextInt(3));
        List<String> events = events(random, managers, run(random, managers));
        if (random.nextBoolean()) {
            spoil(random, events);
        }
        List<String> headers = new ArrayList<>();
        headers.add("'constants':{'RM':{'#set':" + managers.stream().map(m -> "'" + m + "'").toList() + "}}");
        headers.add("'shared':" + (events.toString().contains("rmState") ? "['rmState']" : "[]"));
        if (random.nextInt(4) == 0) {
            headers.add("'hidden':['" + ACTIONS.get(random.nextInt(ACTIONS.size())) + "']");
        }
        ReplayResult without = replay(headers, events, ReplayLimits.DEFAULT.withoutSymmetry());
        assertThat(without.verdict()).isNotInstanceOf(Verdict.Malformed.class);
        for (int from : new int[] {0, 3}) {
            ReplayResult with = replay(headers, events, ReplayLimits.DEFAULT.withSymmetryFrom(from));
            assertThat(with.verdict().word()).as(events::toString).isEqualTo(without.verdict().word());
            assertThat(with.events()).isEqualTo(without.events());
            assertThat(with.actions()).isEqualTo(without.actions());
            if (without.verdict() instanceof Verdict.Diverged diverged) {
                Divergence d = ((Verdict.Diverged) with.verdict()).divergence();
                assertThat(d.candidates()).isEqualTo(diverged.divergence().candidates());
                assertThat(d.orbits()).isLessThanOrEqualTo(diverged.divergence().orbits());
            }
        }
    }

    private static ReplayResult replay(List<String> headers, List<String> events, ReplayLimits limits) {
        TestTrace trace = TestTrace.of("TwoPhase").limits(limits);
        headers.forEach(trace::header);
        for (String event : events) {
            String[] parts = event.split("\\|", -1);
            trace.event("x", parts[0].isEmpty() ? null : parts[0], parts[1].isEmpty() ? null : parts[1],
                    parts[2].isEmpty() ? null : parts[2]);
        }
        return trace.replay();
    }

    private static List<Step> run(Random random, List<String> managers) {
        Map<String, String> states = new TreeMap<>();
        managers.forEach(m -> states.put(m, "working"));
        Set<String> sent = new TreeSet<>();
        Set<String> received = new TreeSet<>();
        String decided = null;
        List<Step> steps = new ArrayList<>();
        for (int tries = 0; tries < 60 && steps.size() < 12; tries++) {
            String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
            String m = managers.get(random.nextInt(managers.size()));
            Map<String, String> before = new TreeMap<>(states);
            boolean taken = switch (action) {
                case "TMCommit" -> decided == null && received.size() == managers.size();
                case "TMAbort" -> decided == null && random.nextInt(4) == 0;
                case "TMRcvPrepared" -> decided == null && sent.contains(m);
                case "RMPrepare", "RMChooseToAbort" -> states.get(m).equals("working")
                        && (action.equals("RMPrepare") || random.nextInt(3) == 0);
                case "RMRcvCommitMsg" -> "TMCommit".equals(decided);
                default -> "TMAbort".equals(decided);
            };
            if (!taken) {
                continue;
            }
            switch (action) {
                case "TMCommit", "TMAbort" -> decided = action;
                case "TMRcvPrepared" -> received.add(m);
                case "RMPrepare" -> {
                    sent.add(m);
                    states.put(m, "prepared");
                }
                case "RMRcvCommitMsg" -> states.put(m, "committed");
                default -> states.put(m, "aborted");
            }
            steps.add(new Step(action, action.startsWith("TM") && !action.endsWith("d") ? null : m, before,
                    new TreeMap<>(states)));
        }
        return steps;
    }

    /** The events as {@code action|args|state}; some lack the action, most the arguments, and states are there or not. */
    private static List<String> events(Random random, List<String> managers, List<Step> steps) {
        boolean logsStates = random.nextInt(3) == 0;
        double names = new double[] {1, 0.8, 0}[random.nextInt(3)];
        double arguments = new double[] {0, 0.2, 0.7}[random.nextInt(3)];
        List<String> events = new ArrayList<>();
        for (Step step : steps) {
            boolean named = random.nextDouble() < names;
            boolean argument = step.manager() != null && random.nextDouble() < arguments;
            String state = "";
            if (logsStates && !step.before().equals(step.after())) {
                state = "{'rmState':" + switch (random.nextInt(3)) {
                    case 0 -> "{'#except':[['" + step.manager() + "','" + step.after().get(step.manager()) + "']]}";
                    case 1 -> step.after().entrySet().stream().map(e -> "['" + e.getKey() + "','" + e.getValue() + "']")
                            .collect(Collectors.joining(",", "{'#map':[", "]}"));
                    default -> step.after().entrySet().stream().map(e -> "'" + e.getKey() + "':'" + e.getValue() + "'")
                            .collect(Collectors.joining(",", "{", "}"));
                } + "}";
            }
            events.add((named ? step.action() : "") + "|" + (argument ? "{'r':'" + step.manager() + "'}" : "") + "|" + state);
        }
        return events;
    }

    private static void spoil(Random random, List<String> events) {
        if (events.isEmpty()) {
            return;
        }
        int at = random.nextInt(events.size());
        switch (random.nextInt(4)) {
            case 0 -> events.remove(at);
            case 1 -> events.add(at, events.get(random.nextInt(events.size())));
            case 2 -> events.add(events.remove(at));
            default -> events.set(at, events.get(at).replace("r1", "r0").replace("r2", "r1").replace("r0", "r2"));
        }
    }
}
