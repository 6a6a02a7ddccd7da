package dev.synod.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several specifications in one process: none disturbs another, and those let go are gone. */
class EngineLifeTest {
    @TempDir
    Path folder;

    private Path module() throws Exception {
        return Files.writeString(folder.resolve("Life.tla"), """
                ---- MODULE Life ----
                EXTENDS Integers, TLC
                CONSTANT Start
                VARIABLE x
                Init == x = Start /\\ PrintT("loud")
                Inc == PrintT("loud") /\\ x' = x + 1
                Next == Inc
                ====
                """);
    }

    private static TraceHeader header(long start) {
        return new TraceHeader("Life", Map.of("Start", Value.of(start)), null, null, List.of(), List.of("x"), List.of(),
                Map.of());
    }

    @Test
    void anEngineThatIsClosedCanBeCollected() throws Exception {
        Path module = module();
        List<WeakReference<Object>> engines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            engines.add(used(module, i));
        }
        for (int i = 0; i < 50 && engines.stream().anyMatch(r -> r.get() != null); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(engines).allSatisfy(r -> assertThat(r.get()).isNull());
    }

    private static WeakReference<Object> used(Path module, long start) {
        try (IsolatedEngine engine = new IsolatedEngine(module, List.of(), header(start), ReplayLimits.DEFAULT, 32)) {
            SpecChecker.Session session = engine.checker().open("t", header(start));
            assertThat(session.accept(event(1, start + 1), 2)).isNull();
            return new WeakReference<>(engine.checker().getClass().getClassLoader());
        }
    }

    private static dev.synod.trace.TraceEvent event(long n, long x) {
        return new dev.synod.trace.TraceEvent(n, "a", null, "Inc", null, Map.of("x", Value.of(x)));
    }

    @Test
    void enginesDoNotDisturbEachOtherAndPrintNothing() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Path module = module();
        try (IsolatedEngine one = new IsolatedEngine(module, List.of(), header(10), ReplayLimits.DEFAULT, 32);
                IsolatedEngine other = new IsolatedEngine(module, List.of(), header(20), ReplayLimits.DEFAULT, 32)) {
            SpecChecker.Session ten = one.checker().open("t", header(10));
            SpecChecker.Session twenty = other.checker().open("t", header(20));
            assertThat(ten.accept(event(1, 11), 2)).isNull();
            assertThat(twenty.accept(event(1, 21), 2)).isNull();
            assertThat(ten.accept(event(2, 22), 3)).isInstanceOf(Verdict.Diverged.class);
            assertThat(twenty.accept(event(2, 22), 3)).isNull();
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
