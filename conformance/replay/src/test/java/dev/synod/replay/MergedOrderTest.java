package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.CausalMerge;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceReader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders of merged logs are left out only where the text of the specification shows that they cannot matter. */
class MergedOrderTest {
    @TempDir
    private Path folder;

    private static final String MODULE = """
            ---- MODULE Orders ----
            EXTENDS Integers, FiniteSets
            VARIABLES a, b, g, c
            Node == {"p", "q", "r"}
            Init == a = [n \\in Node |-> 0] /\\ b = [n \\in Node |-> 0] /\\ g = {0} /\\ c = 0
            Send(m) == g' = g \\cup {m}
            With(s, m) == s \\cup {m}
            Of(n) == a[n]
            From(n) == {m \\in g : m >= a[n]}
            Grown(n) == g \\cup {a[n]}
            Set(p, x) == a' = [a EXCEPT ![p] = x]
            Bump(p) == a' = [a EXCEPT ![p] = @ + 1] /\\ UNCHANGED <<b, g, c>>
            Tell(p, x) == Send(x) /\\ UNCHANGED <<a, b, c>>
            Hear(p, m) == UNCHANGED <<a, b, g, c>>
            Has(p, x) == a[p] = x /\\ UNCHANGED <<a, b, g, c>>
            One(x) == x' = 1
            Named(x) == LET y == x IN y' = 1
            Via(Op(_), x) == Op(x)
            Never(p) == a[p] = 99 /\\ UNCHANGED <<a, b, g, c>>
            Spare(p) == $SPARE
            E(p, m) == $FIRST
            F(p, m) == $SECOND
            Next == \\E p \\in Node : Bump(p) \\/ Never(p) \\/ Spare(p)
                      \\/ (\\E x \\in 0..9 : Tell(p, x) \\/ Has(p, x))
                      \\/ (\\E m \\in g : Hear(p, m)) \\/ (\\E m \\in $M1 : E(p, m)) \\/ (\\E m \\in $M2 : F(p, m))
            ====
            """;
    private static final String KEEP_A = " /\\ UNCHANGED <<b, g, c>>";
    private static final String NOTHING = "FALSE /\\ UNCHANGED <<a, b, g, c>>";

    private static String module(String event, String events, String other, String others, String spare) {
        return MODULE.replace("$M1", events).replace("$M2", others).replace("$FIRST", event).replace("$SECOND", other)
                .replace("$SPARE", spare);
    }

    private Replayer replayer(String text) {
        try {
            return Replayer.ofModule(Files.writeString(folder.resolve("Orders.tla"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs of p, q and r, an event being {@code action(args) state} with what is there of them, separated by semicolons. */
    private static ReplayResult merge(Replayer replayer, String header, long maxSteps, String... logs) {
        return new MergedReplay(replayer, ReplayLimits.DEFAULT, maxSteps, false).replay("logs", () -> {
            List<TraceReader> readers = new ArrayList<>();
            for (int i = 0; i < logs.length; i++) {
                String node = List.of("p", "q", "r").get(i);
                StringBuilder text = new StringBuilder("{'format':'synod-trace/1','spec':'S','constants':{}," + header + "}\n");
                int n = 0;
                for (String event : logs[i].isEmpty() ? new String[0] : logs[i].split(";")) {
                    String[] parts = event.strip().split("[()]", -1);
                    text.append("{'n':").append(++n).append(",'node':'").append(node).append("','clock':{'").append(node)
                            .append("':").append(n).append("},'action':'").append(parts[0]).append("','args':{")
                            .append(parts[1]).append("}")
                            .append(parts[2].isBlank() ? "" : ",'state':{" + parts[2].strip() + "}").append("}\n");
                }
                text.append("{'end':true,'events':").append(n).append("}\n");
                readers.add(TraceReader.ofPart(new ByteArrayInputStream(
                        text.toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8)), node));
            }
            return new CausalMerge(readers);
        });
    }

    private static final String PLAIN = "'observed':[],'self':'p'";

    /**
     * Events of p that are possible at once, and with which q's are so only if they come first; or that have to wait for
     * q's. Whoever takes p's first and asks no further finds no order.
     */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        // Another's variable is read.
        "Set(p, 1) ; {0} ; a[\"p\"] = 0 /\\ UNCHANGED a ; {0} ; E('m':0) ; F('m':0)",
        "Set(p, 1) ; {0} ; (\\A n \\in Node : a[n] = 0) /\\ UNCHANGED a ; {0} ; E('m':0) ; F('m':0)",
        "Set(p, 1) ; {0} ; (\\E n \\in {\"p\"} : Of(n) = 0) /\\ UNCHANGED a ; {0} ; E('m':0) ; F('m':0)",
        "Set(p, 1) ; {0} ; UNCHANGED a ; {n \\in {0} : a[\"p\"] = n} ; E('m':0) ; F('m':0)",
        "a[p] = 0 /\\ Set(p, 1) ; {0} ; UNCHANGED a /\\ ENABLED E(\"p\", 7) ; {0} ; E('m':0) ; F('m':0)",
        // Another's variable is changed.
        "Set(\"q\", 1) ; {0} ; a[p] = 0 /\\ UNCHANGED a ; {0} ; E('m':0) ; F('m':0)",
        "a' = [n \\in Node |-> 1] ; {0} ; a[p] = 0 /\\ UNCHANGED a ; {0} ; E('m':0) ; F('m':0)",
        "a' = [a EXCEPT ![p] = 1, ![\"q\"] = 1] ; {0} ; a[p] = 0 /\\ UNCHANGED a ; {0} ; E('m':0) ; F('m':0)",
        // What p's event does depends on q's.
        "Set(p, a[\"q\"]) ; {0} ; Set(p, 5) ; {0} ; `E('m':0);Has('x':5)` ; F('m':0)",
    })
    void whatReadsOrChangesAnothersPartComesInAnyOrder(String event, String events, String other, String others,
            String ofP, String ofQ) {
        anOrderIsFound(event + KEEP_A, events, other + KEEP_A, others, NOTHING, PLAIN, ofP, ofQ);
    }

    private static final String KEEP = " /\\ UNCHANGED <<a, b, c>>";

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        // What grows is looked at as a whole.
        "Send(1) ; Cardinality(g) = 1 /\\ UNCHANGED g",
        "Send(1) ; 1 \\notin g /\\ UNCHANGED g",
        "Send(1) ; ~(1 \\in g) /\\ UNCHANGED g",
        "Send(1) ; (\\A m2 \\in g : m2 # 1) /\\ UNCHANGED g",
        "Send(1) ; {m2 \\in g : m2 = 1} = {} /\\ UNCHANGED g",
        "Send(1) ; (1 \\in g => FALSE) /\\ UNCHANGED g",
        "Send(1) ; (IF 1 \\in g THEN FALSE ELSE TRUE) /\\ UNCHANGED g",
        "Send(1) ; (CHOOSE m2 \\in g : \\A m3 \\in g : m3 <= m2) = 0 /\\ UNCHANGED g",
        "Send(1) ; With(g, 0) = {0} /\\ UNCHANGED g",
        "Send(1) ; From(p) = {0} /\\ UNCHANGED g",
        "Send(1) ; (LET all == g IN \\A x2 \\in all : x2 = 0) /\\ UNCHANGED g",
        // It does not only grow.
        "g' = g \\ {0} ; 0 \\in g /\\ UNCHANGED g",
        "g' = {} ; (\\E m2 \\in g : m2 = 0) /\\ UNCHANGED g",
        "g' = {m2 \\in g : m2 > 0} ; 0 \\in g /\\ Send(2)",
        "g' = {m2 + 1 : m2 \\in g} ; 0 \\in g /\\ UNCHANGED g",
        "Send(1) ; g' = g /\\ g' = {0}",
        // Said twice it says something of what is there.
        "1 \\notin g /\\ Send(1) ; UNCHANGED g /\\ Send(0) /\\ Cardinality(g') = 1",
    })
    void whatLooksAtAllThatGrowsComesInAnyOrder(String event, String other) {
        anOrderIsFound(event + KEEP, "{0}", other + KEEP, "{0}", NOTHING, PLAIN, "E('m':0)", "F('m':0)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        // The event has to wait.
        "UNCHANGED <<a, b, g, c>> ; g ; E('m':1)",
        "UNCHANGED <<a, b, g, c>> ; From(p) ; E('m':1)",
        "UNCHANGED <<a, b, g, c>> ; Grown(p) ; E('m':1)",
        "1 \\in g /\\ UNCHANGED <<a, b, g, c>> ; {0} ; E('m':0)",
        "(\\E n \\in g : n = 1) /\\ UNCHANGED <<a, b, g, c>> ; {0} ; E('m':0)",
        "(\\A x \\in {0, 1} : x \\in g) /\\ UNCHANGED <<a, b, g, c>> ; {0} ; E('m':0)",
        "UNCHANGED <<a, b, g, c>> /\\ Send(1) ; {0} ; E('m':0)",
        "Send(1) /\\ g' = g /\\ UNCHANGED <<a, b, c>> ; {0} ; E('m':0)",
        "Send(1) /\\ g' = g \\cup {0} /\\ UNCHANGED <<a, b, c>> ; {0} ; E('m':0)",
        "c' = 1 /\\ 1 \\in g /\\ UNCHANGED <<a, b, g>> ; {0} ; E('m':0)",
        // The event says too little of what it found.
        "Set(p, m) /\\ UNCHANGED <<b, g, c>> ; g ; `E();Has('x':1)`",
        "(\\E n \\in g : Set(p, n)) /\\ UNCHANGED <<b, g, c>> ; {0} ; `E('m':0);Has('x':1)`",
        "Set(p, Cardinality(g)) /\\ UNCHANGED <<b, g, c>> ; {0} ; `E('m':0);Has('x':2)`",
        "Set(p, IF 1 \\in g THEN 7 ELSE 8) /\\ UNCHANGED <<b, g, c>> ; {0} ; `E('m':0);Has('x':7)`",
        "(IF 1 \\in g THEN Set(p, 7) ELSE UNCHANGED a) /\\ UNCHANGED <<b, g, c>> ; {0} ; `E('m':0);Has('x':7)`",
        "((1 \\in g /\\ Set(p, 7)) \\/ Set(p, 8)) /\\ UNCHANGED <<b, g, c>> ; {0} ; `E('m':0);Has('x':7)`",
        "Send(Cardinality(g) + 4) /\\ UNCHANGED <<a, b, c>> ; {0} ; `E('m':0);Hear('m':6)`",
        "g' = g \\cup {n + 6 : n \\in g} /\\ UNCHANGED <<a, b, c>> ; {0} ; `E('m':0);Hear('m':7)`",
    })
    void whatDependsOnWhatOthersAddComesLater(String event, String events, String ofP) {
        anOrderIsFound(event, events, "Send(1) /\\ UNCHANGED <<a, b, c>>", "{0}", NOTHING, PLAIN, ofP, "F('m':0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c' = c + 1", "c' = 1", "One(c)", "Named(c)", "Via(One, c)",
            "Via(LAMBDA y : y' = 1, c)", "c' \\in {1, 2}", "(\\A n \\in {1} : c' = n)"})
    void whoeverChangesACounterComesInAnyOrder(String change) {
        anOrderIsFound(change + " /\\ UNCHANGED <<a, b, g>>", "{0}", "c = 0 /\\ UNCHANGED <<a, b, g, c>>", "{0}", NOTHING, PLAIN,
                "E('m':0)", "F('m':0)");
    }

    @Test
    void aCounterOfAllOrdersTheEvents() {
        anOrderIsFound("c' = c + 1 /\\ Set(p, c) /\\ UNCHANGED <<b, g>>", "{0}", "c' = c + 1 /\\ UNCHANGED <<a, b, g>>", "{0}",
                NOTHING, PLAIN, "E('m':0);Has('x':1)", "F('m':0)");
    }

    @Test
    void hiddenStepsOfTheNodeItselfMayNeedOthers() {
        anOrderIsFound("b[p] = 1 /\\ UNCHANGED <<a, b, g, c>>", "{0}", "Send(1) /\\ UNCHANGED <<a, b, c>>", "{0}",
                "1 \\in g /\\ b' = [b EXCEPT ![p] = 1] /\\ UNCHANGED <<a, g, c>>", PLAIN + ",'hidden':['Spare']",
                "E('m':0)", "F('m':0)");
    }

    @Test
    void sharedVariablesOrderTheEvents() {
        anOrderIsFound("Send(1) /\\ UNCHANGED <<a, b, c>>", "{0}", "Send(2) /\\ UNCHANGED <<a, b, c>>", "{0}", NOTHING,
                PLAIN + ",'shared':['g']", "E('m':0) 'g':{'#set':[0,1,2]}", "F('m':0) 'g':{'#set':[0,2]}");
    }

    /** Where the acting node is not known, an event may be one of another's part. */
    @Test
    void withoutAnActingNodeNothingIsKnownOfTheParts() {
        anOrderIsFound("Set(p, 1)" + KEEP_A, "{0}", "a[p] = 0 /\\ UNCHANGED a" + KEEP_A, "{0}", NOTHING, "'observed':[]",
                "E('p':'q','m':0)", "F('p':'q','m':0)");
    }

    private void anOrderIsFound(String event, String events, String other, String others, String spare, String header,
            String ofP, String ofQ) {
        try (Replayer replayer = replayer(module(event, events, other, others, spare))) {
            ReplayResult found = merge(replayer, header, 10_000, ofP, ofQ);
            assertThat(found.verdict()).as(() -> String.join("\n", Story.of(found, ""))).isInstanceOf(Verdict.Ok.class);
            ReplayResult none = merge(replayer, header, 10_000, ofP, ofQ + ";Never()");
            assertThat(none.verdict()).as(() -> String.join("\n", Story.of(none, ""))).isInstanceOf(Verdict.Diverged.class);
        }
    }

    /** Of so many orders that not a small part of them could be tried, none is left to try but one. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "Bump(p) ; {0} ; 0",
        "Send(m) /\\ UNCHANGED <<a, b, c>> ; {0} ; 0",
        "g' = {m, a[p]} \\cup (g \\cup {m}) /\\ UNCHANGED <<a, b, c>> ; {0} ; 0",
        "(LET x == a[p] IN Send(x) /\\ Set(p, x + m)) /\\ UNCHANGED <<b, c>> ; g ; 0",
        "(IF Of(p) = m THEN Set(p, m) /\\ Send(m) ELSE UNCHANGED <<a, g>>) /\\ UNCHANGED <<b, c>> ; g ; 0",
        "(CASE Of(p) = m -> Send(m) [] OTHER -> g' = IF m = 0 THEN g ELSE g \\cup {m}) /\\ UNCHANGED <<a, b, c>> ; g ; 0",
        "g' = Grown(p) /\\ UNCHANGED <<a, b, c>> ; From(p) ; 0",
        "a[p] \\in {0, 1} /\\ (\\/ Set(p, 0) \\/ Set(p, 1)) /\\ UNCHANGED <<b, g, c>> ; Grown(p) ; 0",
        "UNCHANGED <<a, b, g, c>> ; g ; 0",
    })
    void whatIsLocalComesInOneOrder(String event, String events, int m) {
        String many = ("E('m':" + m + ");").repeat(40);
        try (Replayer replayer = replayer(module(event, events, NOTHING, "{0}", NOTHING))) {
            ReplayResult found = merge(replayer, PLAIN, 500, many, many, many);
            assertThat(found.verdict()).as(() -> String.join("\n", Story.of(found, ""))).isInstanceOf(Verdict.Ok.class);
            ReplayResult none = merge(replayer, PLAIN, 500, many, many + "Never();" + many, many);
            assertThat(none.verdict()).as(() -> String.join("\n", Story.of(none, ""))).isInstanceOf(Verdict.Diverged.class);
            Divergence divergence = ((Verdict.Diverged) none.verdict()).divergence();
            assertThat(none.trace() + ":" + divergence.line()).isEqualTo("q:42");
            assertThat(none.warnings()).singleElement().asString().contains("no order");
        }
    }

    @Test
    void anEventThatNobodyEnablesIsNamed() {
        String bumps = "Bump();".repeat(40);
        try (Replayer replayer = replayer(module(NOTHING, "{0}", NOTHING, "{0}", NOTHING))) {
            ReplayResult waiting = merge(replayer, PLAIN, 500, bumps + "Hear('m':1);" + bumps, bumps + "Tell('x':1)", bumps);
            assertThat(waiting.verdict()).isInstanceOf(Verdict.Ok.class);
            ReplayResult unsent = merge(replayer, PLAIN, 500, bumps + "Hear('m':1);" + bumps, bumps + "Tell('x':2)", bumps);
            assertThat(unsent.verdict()).isInstanceOf(Verdict.Diverged.class);
            Divergence divergence = ((Verdict.Diverged) unsent.verdict()).divergence();
            assertThat(unsent.trace() + ":" + divergence.line()).isEqualTo("p:42");
        }
    }

    // -- random specifications and logs ------------------------------------------------------------------------------

    private static final List<String> GUARDS = List.of("TRUE", "TRUE", "a[p] = 0", "a[p] # m", "b[p] < 2", "b[p] <= a[p]",
            "m \\notin g", "Cardinality(g) < 3", "\\A n \\in g : n # m", "c < 1", "\\A n \\in Node : a[n] < 2", "1 \\in g",
            "\\E n \\in g : n > a[p]", "m \\in From(p)", "a[\"p\"] = 0");
    private static final List<String> OF_A = List.of("UNCHANGED a", "UNCHANGED a", "Set(p, m)", "a' = [a EXCEPT ![p] = (@ + 1) % 3]",
            "a' = IF b[p] = 0 THEN a ELSE [a EXCEPT ![p] = 2]", "a' = [n \\in Node |-> m]", "Set(p, Cardinality(g))",
            "Set(\"p\", m)", "(Set(p, 0) \\/ Set(p, 1))", "\\E n \\in g : Set(p, n)");
    private static final List<String> OF_B = List.of("UNCHANGED b", "UNCHANGED b", "b' = [b EXCEPT ![p] = 1 - @]", "b' = [b EXCEPT ![p] = m]",
            "b' = a");
    private static final List<String> OF_G = List.of("UNCHANGED g", "Send(m)", "Send(a[p])", "g' = g \\cup {m, b[p]}", "g' = g \\ {m}",
            "g' = g \\cup {n + 1 : n \\in {x \\in g : x < 2}}", "(UNCHANGED g /\\ Send(m))", "g' = Grown(p)");
    private static final List<String> OF_C = List.of("UNCHANGED c", "UNCHANGED c", "UNCHANGED c", "c' = c + 1");
    private static final List<String> SETS = List.of("0..2", "g", "g", "From(p)", "Grown(p)", "{n \\in 0..2 : n \\notin g}");

    /** @param wild whether forms are taken that look at other nodes or at all that grows */
    private static String action(Random random, boolean wild) {
        return List.of(one(random, GUARDS, wild ? 15 : 6), one(random, OF_A, wild ? 10 : 5), one(random, OF_B, wild ? 5 : 4),
                one(random, OF_G, wild ? 8 : 4), one(random, OF_C, wild ? 4 : 3)).stream()
                .map(s -> "(" + s + ")").reduce((x, y) -> x + " /\\ " + y).orElseThrow();
    }

    private static String one(Random random, List<String> of, int first) {
        return of.get(random.nextInt(first));
    }

    /** An event of a run, with what the node's variable became, and what it knows of. */
    private record Done(String node, String action, Map<String, Value> args, Map<String, Value> state, Map<String, Long> clock) {}

    @Test
    void theVerdictIsThatOfAllOrders() {
        theVerdictIsThatOfAllOrders(1, 16);
    }

    @Test
    @Tag("deep")
    void theVerdictIsThatOfAllOrdersOfManySpecifications() {
        theVerdictIsThatOfAllOrders(1_000, 120);
    }

    private void theVerdictIsThatOfAllOrders(long first, int specifications) {
        int ok = 0;
        int diverged = 0;
        int reduced = 0;
        for (long seed = first; seed < first + specifications; seed++) {
            Random random = new Random(seed);
            boolean wild = seed % 3 == 0;
            String module = module(action(random, wild || seed % 3 == 1 && random.nextBoolean()),
                    one(random, SETS, wild ? 6 : 5), action(random, wild), one(random, SETS, wild ? 6 : 5),
                    seed % 4 == 0 ? action(random, wild).replaceAll("\\bm\\b", "1").replace("c + 1", "c") : NOTHING);
            TraceHeader header = new TraceHeader("S", Map.of(), null, seed % 7 == 0 ? null : "p",
                    random.nextBoolean() ? List.of("a") : List.of(), List.of(), seed % 4 == 0 ? List.of("Spare") : List.of(),
                    Map.of());
            try (Replayer replayer = replayer(module)) {
                for (int run = 0; run < 30; run++) {
                    List<List<TraceEvent>> logs = logs(random, replayer, header);
                    SpecChecker.Session session = replayer.checker(header).open("order", header);
                    assertThat(session.begin()).isNull();
                    Verdict expected = ofAllOrders(session, logs, new int[logs.size()]);
                    ReplayResult result = merge(replayer, header, logs);
                    assertThat(result.verdict().word()).as("seed %d\n%s\n%s\n%s", seed, module, header, logs)
                            .isEqualTo(expected.word());
                    ok += expected instanceof Verdict.Ok ? 1 : 0;
                    diverged += expected instanceof Verdict.Diverged ? 1 : 0;
                    reduced += result.warnings().stream().anyMatch(w -> w.contains("one of them")) ? 1 : 0;
                }
            }
        }
        assertThat(ok).isGreaterThan(5 * specifications);
        assertThat(diverged).isGreaterThan(5 * specifications);
        assertThat(reduced).as("logs that a reduced search has refuted").isGreaterThan(specifications);
    }

    private static ReplayResult merge(Replayer replayer, TraceHeader header, List<List<TraceEvent>> logs) {
        return new MergedReplay(replayer, ReplayLimits.DEFAULT, 100_000, false).replay("logs", () -> {
            List<TraceReader> readers = new ArrayList<>();
            for (List<TraceEvent> log : logs) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (TraceWriter writer = new TraceWriter(out, header)) {
                    log.forEach(writer::write);
                    writer.finish();
                }
                readers.add(TraceReader.ofPart(new ByteArrayInputStream(out.toByteArray()), log.get(0).node()));
            }
            return new CausalMerge(readers);
        });
    }

    /** The logs of a behaviour, or of one with a few things changed. */
    private static List<List<TraceEvent>> logs(Random random, Replayer replayer, TraceHeader header) {
        SpecChecker checker = replayer.checker(header);
        TraceHeader open = new TraceHeader("S", Map.of(), null, header.self(), List.of(), List.of(), List.of(), Map.of());
        SpecChecker.Session session = checker.open("run", open);
        Map<String, List<TraceEvent>> logs = new TreeMap<>();
        Map<String, Map<String, Long>> clocks = new TreeMap<>();
        List<String> nodes = List.of("p", "q", "r").subList(0, 2 + random.nextInt(2));
        int changes = random.nextInt(3);
        for (int tries = 0, events = 0; events < 6 && tries < 60; tries++) {
            String node = nodes.get(random.nextInt(nodes.size()));
            String action = List.of("E", "E", "F", "F", "Bump", "Tell", "Has", "Hear").get(random.nextInt(8));
            Map<String, Value> args = new TreeMap<>(Map.of("p", Value.of(node)));
            if (!action.equals("Bump")) {
                args.put(action.equals("Tell") || action.equals("Has") ? "x" : "m", Value.of(random.nextInt(3)));
            }
            SpecChecker.Session next = session.fork();
            boolean explained = next.advance(new TraceEvent(1, node, null, action, args, Map.of()), 1) == null;
            boolean changed = !explained && changes > 0 && random.nextInt(4) == 0;
            if (!explained && !changed) {
                continue;
            }
            if (explained) {
                session = next;
            } else {
                changes--;
            }
            events++;
            Map<String, Long> clock = clocks.computeIfAbsent(node, n -> new TreeMap<>());
            if (random.nextInt(4) == 0) {
                clocks.getOrDefault(nodes.get(random.nextInt(nodes.size())), Map.of())
                        .forEach((n, count) -> clock.merge(n, count, Math::max));
            }
            clock.merge(node, 1L, Long::sum);
            Value a = session.states().get(random.nextInt(session.states().size())).get("a");
            Value now = ((Value.Fun) a).entries().stream().filter(e -> e.key().equals(Value.of(node)))
                    .findAny().orElseThrow().value();
            Map<String, Value> state = header.observed().isEmpty() ? Map.of() : Map.of("a", now);
            if (random.nextInt(5) == 0) {
                args.remove("m");
            }
            if (header.self() != null && random.nextInt(5) == 0) {
                args.remove("p");
            }
            List<TraceEvent> log = logs.computeIfAbsent(node, n -> new ArrayList<>());
            log.add(new TraceEvent(log.size() + 1, node, new TreeMap<>(clock), action, args, state));
        }
        return logs.isEmpty() ? logs(random, replayer, header) : List.copyOf(logs.values());
    }

    /** Tries every order by itself. */
    private static Verdict ofAllOrders(SpecChecker.Session session, List<List<TraceEvent>> logs, int[] at) {
        Verdict best = null;
        for (int i = 0; i < at.length && !(best instanceof Verdict.Ok); i++) {
            TraceEvent event = at[i] < logs.get(i).size() ? logs.get(i).get(at[i]) : null;
            boolean possible = event != null;
            for (int j = 0; j < at.length && possible; j++) {
                possible = j == i || event.clock().getOrDefault(logs.get(j).get(0).node(), 0L) <= at[j];
            }
            if (possible) {
                SpecChecker.Session next = session.fork();
                Verdict verdict = next.advance(event, 1);
                if (verdict == null) {
                    at[i]++;
                    verdict = ofAllOrders(next, logs, at);
                    at[i]--;
                }
                best = best == null || !(verdict instanceof Verdict.Diverged) ? verdict : best;
            }
        }
        return best == null ? new Verdict.Ok() : best;
    }
}
