package dev.synod.explore.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@link ReplayBench} measured of one algorithm.
 *
 * @param algorithm    its name
 * @param seed         the first seed of its runs
 * @param surroundings where it was measured
 * @param forms        a replay of one trace in each form, in a warm virtual machine
 * @param growth       a replay of each length, each in a virtual machine of its own, from a cold start
 * @param logging      what it costs the simulator to write a trace
 * @param againstTlc   the engine beside stock TLC on the same traces; empty where TLC was not asked
 */
public record ReplayFigures(
        String algorithm,
        long seed,
        Surroundings surroundings,
        List<FormFigures> forms,
        List<GrowthFigures> growth,
        LoggingFigures logging,
        List<TlcFigures> againstTlc) {

    /** Copies the lists. */
    public ReplayFigures {
        forms = List.copyOf(forms);
        growth = List.copyOf(growth);
        againstTlc = List.copyOf(againstTlc);
    }

    /**
     * The replay of one form of a trace.
     *
     * @param form    what the trace tells
     * @param verdict the verdict's word
     * @param events  the events explained
     * @param seconds how long a warm replay took, in the median, with the reading of the trace
     * @param remark  why the verdict is not ok; empty if it is
     */
    public record FormFigures(TraceForm form, String verdict, long events, double seconds, String remark) {}

    /**
     * The replay of a trace of some length in a small heap.
     *
     * @param events        the events that the trace holds
     * @param heapMegabytes the heap's limit
     * @param verdict       the verdict's word, or {@code out of memory}
     * @param seconds       how long the replay took, without loading the specification
     * @param peakMegabytes the most that was in use after a collection, or -1 where there was none
     */
    public record GrowthFigures(long events, int heapMegabytes, String verdict, double seconds, long peakMegabytes) {}

    /**
     * What writing a trace costs.
     *
     * @param events  the events of the run
     * @param silent  the seconds that it takes while nobody listens
     * @param writing the seconds that it takes while its trace is written to a file
     * @param bytes   the trace's length
     */
    public record LoggingFigures(long events, double silent, double writing, long bytes) {}

    /**
     * The engine and stock TLC on the same traces.
     *
     * @param traces       how many
     * @param events       their events, together
     * @param engine       the engine's seconds, warm, with the reading of the traces
     * @param tlc          TLC's seconds, from the start of its virtual machines to their end
     * @param tlcStart     of these the seconds for as many runs that have next to nothing to do
     * @param tlcRuns      how many virtual machines TLC was started in
     */
    public record TlcFigures(int traces, long events, double engine, double tlc, double tlcStart, int tlcRuns) {
        /** How many times the engine's time TLC needs. */
        public double ratio() {
            return tlc / engine;
        }
    }

    /** Whether every whole trace was found to be what the specification allows. */
    public boolean good() {
        return forms.stream().allMatch(f -> f.form() != TraceForm.FULL || f.verdict().equals("ok"))
                && growth.stream().allMatch(g -> g.verdict().equals("ok"));
    }

    /** The figures for a person, line by line. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(algorithm + ", seed " + seed + ": " + surroundings);
        lines.add("");
        line(lines, "%-28s %12s %12s %12s   %s", "replay, warm", "events", "seconds", "events/s", "verdict");
        for (FormFigures f : forms) {
            line(lines, "  %-26s %,12d %12.4f %,12.0f   %s%s", f.form().words(), f.events(), f.seconds(),
                    f.events() / f.seconds(), f.verdict(), f.remark().isEmpty() ? "" : ": " + f.remark());
        }
        if (!growth.isEmpty()) {
            lines.add("");
            line(lines, "%-28s %12s %12s %12s   %s", "replay of longer traces, cold", "events", "seconds", "events/s",
                    "heap in use, at most");
            for (GrowthFigures g : growth) {
                line(lines, "  %-26s %,12d %12.2f %,12.0f   %s%s", "heap of " + g.heapMegabytes() + " MiB", g.events(),
                        g.seconds(), g.seconds() == 0 ? 0 : g.events() / g.seconds(),
                        g.peakMegabytes() < 0 ? "never collected" : g.peakMegabytes() + " MiB",
                        g.verdict().equals("ok") ? "" : "   " + g.verdict());
            }
        }
        lines.add("");
        line(lines, "%-28s %12s %12s %12s", "simulator, warm", "events", "seconds", "events/s");
        line(lines, "  %-26s %,12d %12.4f %,12.0f", "nobody listens", logging.events(), logging.silent(),
                logging.events() / logging.silent());
        line(lines, "  %-26s %,12d %12.4f %,12.0f   %.2f times, %,d bytes an event", "its trace is written",
                logging.events(), logging.writing(), logging.events() / logging.writing(),
                logging.writing() / logging.silent(), logging.bytes() / logging.events());
        if (!againstTlc.isEmpty()) {
            lines.add("");
            line(lines, "%-28s %12s %12s %12s   %s", "engine and stock TLC", "events", "engine, s", "TLC, s",
                    "TLC takes");
            for (TlcFigures t : againstTlc) {
                line(lines, "  %-26s %,12d %12.4f %12.2f   %,.0f times as long (%,.0f without its start, %d run%s)",
                        t.traces() == 1 ? "1 trace" : String.format(Locale.ROOT, "%,d traces", t.traces()), t.events(),
                        t.engine(), t.tlc(), t.ratio(), (t.tlc() - t.tlcStart()) / t.engine(), t.tlcRuns(),
                        t.tlcRuns() == 1 ? "" : "s");
            }
        }
        return lines;
    }

    private static void line(List<String> lines, String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    /** The figures for a machine. */
    public JsonNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("algorithm", algorithm);
        node.put("seed", seed);
        node.putObject("surroundings")
                .put("cores", surroundings.cores())
                .put("jdk", surroundings.jdk())
                .put("system", surroundings.system())
                .put("heapMegabytes", surroundings.heapMegabytes())
                .put("load", surroundings.load());
        var warm = node.putArray("warmReplays");
        forms.forEach(f -> warm.addObject()
                .put("form", f.form().words())
                .put("verdict", f.verdict())
                .put("events", f.events())
                .put("seconds", f.seconds())
                .put("eventsPerSecond", Math.round(f.events() / f.seconds())));
        var cold = node.putArray("coldReplays");
        growth.forEach(g -> cold.addObject()
                .put("events", g.events())
                .put("heapMegabytes", g.heapMegabytes())
                .put("verdict", g.verdict())
                .put("seconds", g.seconds())
                .put("peakMegabytes", g.peakMegabytes()));
        node.putObject("simulator")
                .put("events", logging.events())
                .put("silentSeconds", logging.silent())
                .put("writingSeconds", logging.writing())
                .put("bytes", logging.bytes());
        var tlc = node.putArray("againstTlc");
        againstTlc.forEach(t -> tlc.addObject()
                .put("traces", t.traces())
                .put("events", t.events())
                .put("engineSeconds", t.engine())
                .put("tlcSeconds", t.tlc())
                .put("tlcStartSeconds", t.tlcStart())
                .put("tlcRuns", t.tlcRuns())
                .put("ratio", t.ratio()));
        return node;
    }
}
