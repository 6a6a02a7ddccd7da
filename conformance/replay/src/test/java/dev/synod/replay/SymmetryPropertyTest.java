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

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void theSameVerdictWithAndWithoutSymmetry(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> managers = List.of("r1", "r2", "r3", "r4").subList(0, 2 + random.nextInt(3));
        String logged = List.of("", "shared", "observed", "self").get(random.nextInt(4));
        List<String> events = events(random, managers, run(random, managers), logged);
        if (random.nextBoolean()) {
            spoil(random, events);
        }
        List<String> headers = new ArrayList<>();
        headers.add("'constants':{'RM':" + set(managers) + "}");
        if (logged.equals("self")) {
            headers.add("'self':'r'");
        } else if (!logged.isEmpty()) {
            headers.add("'" + logged + "':['rmState']");
        }
        if (random.nextInt(4) == 0) {
            headers.add("'hidden':['" + ACTIONS.get(random.nextInt(ACTIONS.size())) + "']");
        }
        areTheSame("TwoPhase", headers, events, true);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void theSameVerdictWherePairsMatter(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> nodes = List.of("n1", "n2", "n3", "n4").subList(0, 2 + random.nextInt(3));
        List<String> events = new ArrayList<>();
        int length = 2 + random.nextInt(nodes.size() == 4 ? 3 : 5);
        for (int i = 0; i < length; i++) {
            String action = List.of("Send", "Send", "Receive", "Receive", "Meet", "Echo", "Knows").get(random.nextInt(7));
            String one = nodes.get(random.nextInt(nodes.size()));
            String other = nodes.get(random.nextInt(nodes.size()));
            String args = random.nextInt(3) > 0 ? "" : switch (action) {
                case "Send" -> random.nextBoolean() ? "{'p':'" + one + "'}" : "{'q':'" + one + "','p':'" + other + "'}";
                case "Receive" -> "{'m':{'from':'" + one + "','to':'" + other + "','what':" + set(List.of(one)) + "}}";
                case "Meet" -> "{'S':" + set(List.of(one, other)) + "}";
                default -> "{'p':'" + one + "'}";
            };
            events.add("x|" + action + "|" + args + "|");
        }
        events.add("x|Never||");
        areTheSame("Gossip", List.of("'constants':{'Node':" + set(nodes) + "}"), events, false);
    }

    private static String set(List<String> names) {
        return names.stream().map(m -> "'" + m + "'").distinct().collect(Collectors.joining(",", "{'#set':[", "]}"));
    }

    /** Compares what is said with and without symmetry; where states are alike in odd ways, they need not all be counted. */
    private static void areTheSame(String spec, List<String> headers, List<String> events, boolean counted) {
        ReplayResult without = replay(spec, headers, events, ReplayLimits.DEFAULT.withoutSymmetry());
        assertThat(without.verdict()).isNotInstanceOf(Verdict.Malformed.class);
        for (int from : new int[] {0, 3}) {
            ReplayResult with = replay(spec, headers, events, ReplayLimits.DEFAULT.withSymmetryFrom(from));
            if (without.verdict() instanceof Verdict.Unknown) {
                assertThat(with.events()).as(events::toString).isGreaterThanOrEqualTo(without.events());
                continue;
            }
            assertThat(with.verdict().word()).as(events::toString).isEqualTo(without.verdict().word());
            assertThat(with.events()).as(events::toString).isEqualTo(without.events());
            assertThat(with.actions()).as(events::toString).isEqualTo(without.actions());
            if (without.verdict() instanceof Verdict.Diverged diverged) {
                Divergence d = ((Verdict.Diverged) with.verdict()).divergence();
                long all = diverged.divergence().candidates();
                assertThat(d.candidates()).as(events::toString).isBetween(counted ? all : 1, all);
                assertThat(d.orbits()).as(events::toString).isLessThanOrEqualTo(diverged.divergence().orbits());
            }
        }
    }

    private static ReplayResult replay(String spec, List<String> headers, List<String> events, ReplayLimits limits) {
        TestTrace trace = TestTrace.of(spec).limits(limits).sharingFrom(limits.symmetryFrom() == 0 ? 0 : 32);
        headers.forEach(trace::header);
        for (String event : events) {
            String[] parts = event.split("\\|", -1);
            trace.event(parts[0], parts[1].isEmpty() ? null : parts[1], parts[2].isEmpty() ? null : parts[2],
                    parts[3].isEmpty() ? null : parts[3]);
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

    /** The events as {@code node|action|args|state}; some lack the action, most the arguments, and states are there or not. */
    private static List<String> events(Random random, List<String> managers, List<Step> steps, String logged) {
        double names = new double[] {1, 0.8, 0}[random.nextInt(3)];
        double arguments = new double[] {0, 0.2, 0.7}[random.nextInt(3)];
        List<String> events = new ArrayList<>();
        for (Step step : steps) {
            boolean named = random.nextDouble() < names;
            boolean argument = step.manager() != null && random.nextDouble() < arguments;
            String state = "";
            boolean changes = !step.before().equals(step.after());
            if (logged.equals("observed") && changes) {
                state = "{'rmState':'" + step.after().get(step.manager()) + "'}";
            } else if (logged.equals("shared") && changes) {
                state = "{'rmState':" + switch (random.nextInt(3)) {
                    case 0 -> "{'#except':[['" + step.manager() + "','" + step.after().get(step.manager()) + "']]}";
                    case 1 -> step.after().entrySet().stream().map(e -> "['" + e.getKey() + "','" + e.getValue() + "']")
                            .collect(Collectors.joining(",", "{'#map':[", "]}"));
                    default -> step.after().entrySet().stream().map(e -> "'" + e.getKey() + "':'" + e.getValue() + "'")
                            .collect(Collectors.joining(",", "{", "}"));
                } + "}";
            }
            String node = logged.isEmpty() || logged.equals("shared") ? "x"
                    : step.manager() != null ? step.manager() : managers.get(random.nextInt(managers.size()));
            events.add(node + "|" + (named ? step.action() : "") + "|" + (argument ? "{'r':'" + step.manager() + "'}" : "") + "|" + state);
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
