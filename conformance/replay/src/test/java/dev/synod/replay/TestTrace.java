package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A trace written by hand, in JSON with single quotes, held to a module. */
final class TestTrace {
    private static final int MAX_LOADED = 12;
    /** Modules stay loaded, those that were used last. */
    private static final Map<List<Object>, Replayer> REPLAYERS = new LinkedHashMap<>(16, 0.75f, true);

    private final Path module;
    private final String text;
    private final List<String> headerParts = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private ReplayLimits limits = ReplayLimits.DEFAULT;
    private int sharingFrom = 32;
    private UnaryOperator<Replayer> with = UnaryOperator.identity();
    private boolean changed;

    private TestTrace(Path module, String text) {
        this.module = module;
        this.text = text;
    }

    /** A trace for one of the fixtures. */
    static TestTrace of(String fixture) {
        return new TestTrace(Path.of("src", "test", "resources", "specs", fixture + ".tla"), "");
    }

    /** A trace for a module given as text, which is written into the folder. */
    static TestTrace of(Path folder, String text) {
        String name = text.replaceAll("(?s).*?MODULE\\s+(\\w+).*", "$1");
        try {
            return new TestTrace(Files.writeString(folder.resolve(name + ".tla"), text), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A trace for the synod of this repository, with three priests and two decrees. */
    static TestTrace synod() {
        return new TestTrace(Path.of("..", "..", "specs", "synod", "Synod.tla"), "")
                .constants("{'Priest':{'#set':['p1','p2','p3']},'Seat':{'#map':[['p1',0],['p2',1],['p3',2]]},"
                        + "'Decree':{'#set':['d1','d2']}}")
                .header("'null':'BLANK','self':'p'")
                .observed("outcome", "lastTried", "prevBal", "prevDec", "nextBal", "status", "prevVotes", "quorum",
                        "voters", "decree");
    }

    TestTrace header(String parts) {
        headerParts.add(parts);
        return this;
    }

    TestTrace constants(String json) {
        return header("'constants':" + json);
    }

    TestTrace observed(String... variables) {
        return header("'observed':" + array(variables));
    }

    TestTrace shared(String... variables) {
        return header("'shared':" + array(variables));
    }

    TestTrace hidden(String... actions) {
        return header("'hidden':" + array(actions));
    }

    TestTrace limits(ReplayLimits other) {
        limits = other;
        return this;
    }

    TestTrace sharingFrom(int size) {
        sharingFrom = size;
        return this;
    }

    /** Has the trace replayed by a changed replayer. */
    TestTrace with(UnaryOperator<Replayer> change) {
        UnaryOperator<Replayer> before = with;
        with = replayer -> change.apply(before.apply(replayer));
        changed = true;
        return this;
    }

    TestTrace judging(List<String> invariants, List<String> properties) {
        return with(r -> r.withProperties(PropertyChoice.NONE.and(invariants, properties)));
    }

    /** Adds an event; null for what is not logged. */
    TestTrace event(String node, String action, String args, String state) {
        events.add("{'n':" + (events.size() + 1) + ",'node':'" + node + "'"
                + (action == null ? "" : ",'action':'" + action + "'")
                + (args == null ? "" : ",'args':" + args)
                + (state == null ? "" : ",'state':" + state) + "}");
        return this;
    }

    ReplayResult replay() {
        StringBuilder text = new StringBuilder("{'format':'synod-trace/1','spec':'test'");
        if (headerParts.stream().noneMatch(p -> p.startsWith("'constants'"))) {
            text.append(",'constants':{}");
        }
        if (headerParts.stream().noneMatch(p -> p.startsWith("'observed'"))) {
            text.append(",'observed':[]");
        }
        headerParts.forEach(p -> text.append(',').append(p));
        text.append("}\n");
        events.forEach(e -> text.append(e).append('\n'));
        text.append("{'end':true,'events':").append(events.size()).append("}\n");
        byte[] bytes = text.toString().replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try (TraceReader reader = TraceReader.of(new ByteArrayInputStream(bytes), "trace")) {
            if (changed) {
                try (Replayer replayer = fresh()) {
                    return replayer.replay(reader);
                }
            }
            return replayer().replay(reader);
        }
    }

    private Replayer replayer() {
        Replayer replayer = REPLAYERS.computeIfAbsent(List.of(module, text, limits, sharingFrom), k -> fresh());
        if (REPLAYERS.size() > MAX_LOADED) {
            REPLAYERS.remove(REPLAYERS.keySet().iterator().next()).close();
        }
        return replayer;
    }

    private Replayer fresh() {
        return with.apply(Replayer.ofModule(module).withLimits(limits).withSharingFrom(sharingFrom));
    }

    void isOk() {
        ReplayResult result = replay();
        assertThat(result.verdict()).as(() -> told(result)).isInstanceOf(Verdict.Ok.class);
        assertThat(result.events()).isEqualTo(events.size());
    }

    /** The trace must diverge at this event. */
    Divergence diverges(long n) {
        ReplayResult result = replay();
        assertThat(result.verdict()).as(() -> told(result)).isInstanceOf(Verdict.Diverged.class);
        Divergence divergence = ((Verdict.Diverged) result.verdict()).divergence();
        assertThat(divergence.event().n()).isEqualTo(n);
        assertThat(result.events()).isEqualTo(n - 1);
        return divergence;
    }

    /** The trace must diverge at its last event. */
    Divergence diverges() {
        return diverges(events.size());
    }

    Verdict.Unknown isUnknown() {
        ReplayResult result = replay();
        assertThat(result.verdict()).as(() -> told(result)).isInstanceOf(Verdict.Unknown.class);
        return (Verdict.Unknown) result.verdict();
    }

    List<Violation> isViolated() {
        ReplayResult result = replay();
        assertThat(result.verdict()).as(() -> told(result)).isInstanceOf(Verdict.Violated.class);
        return ((Verdict.Violated) result.verdict()).violations();
    }

    Verdict.Known isKnown() {
        ReplayResult result = replay();
        assertThat(result.verdict()).as(() -> told(result)).isInstanceOf(Verdict.Known.class);
        return (Verdict.Known) result.verdict();
    }

    String isMalformed() {
        ReplayResult result = replay();
        assertThat(result.verdict()).as(() -> told(result)).isInstanceOf(Verdict.Malformed.class);
        return ((Verdict.Malformed) result.verdict()).error();
    }

    private static String told(ReplayResult result) {
        return String.join("\n", Story.of(result, "again"));
    }

    private static String array(String... names) {
        return "['" + String.join("','", names) + "']";
    }
}
