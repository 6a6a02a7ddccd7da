package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code synod replay} with properties, coverage, known divergences, and shrinking. */
class ReplayExaminationTest {

    @TempDir
    Path folder;

    private static final String SPEC = """
            ---- MODULE Stack ----
            EXTENDS Integers, Sequences
            CONSTANT Max
            VARIABLE s
            Init == s = <<>>
            Push(v) == /\\ Len(s) < Max
                       /\\ s' = Append(s, v)
            Pop(v) == /\\ s # <<>>
                      /\\ Head(s) = v
                      /\\ s' = IF Len(s) = 1 THEN <<>> ELSE Tail(s)
            Next == \\E v \\in 0..9 : Push(v) \\/ Pop(v)
            Short == Len(s) <= 2
            ====
            """;
    private static final String MODEL = """
            ---- MODULE MCStack ----
            EXTENDS Stack
            Small == Len(s) < Max
            Live == <>(s # <<>>)
            Slow == [][Len(s') <= Len(s) + 1]_s
            ====
            """;

    private record Result(int status, String out, String err) {}

    private static Result synod(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("replay"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        int status = line.execute(all.toArray(String[]::new));
        assertThat(out + "" + err).doesNotContain("\tat ").doesNotContain("a fault of synod's own");
        return new Result(status, out.toString(), err.toString());
    }

    @BeforeEach
    void theSpecification() throws IOException {
        Path specs = Files.createDirectories(folder.resolve("specs/stack"));
        Files.writeString(specs.resolve("Stack.tla"), SPEC);
        Files.writeString(specs.resolve("MCStack.tla"), MODEL);
        Files.writeString(specs.resolve("MCStack.cfg"), "INIT Init\nNEXT Next\nCONSTANT Max = 2\nINVARIANT Small\n"
                + "PROPERTIES Live\n Slow\n");
    }

    /** Pushes of these numbers, and pops of negative ones. */
    private Path trace(String name, int... steps) throws IOException {
        StringBuilder text = new StringBuilder("{'format':'synod-trace/1','spec':'stack/Stack','constants':{'Max':5},"
                + "'observed':[],'shared':['s'],'source':{}}\n");
        List<Integer> stack = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] >= 0) {
                stack.add(steps[i]);
            } else if (!stack.isEmpty()) {
                stack.remove(0);
            }
            text.append("{'n':").append(i + 1).append(",'node':'a','action':'").append(steps[i] >= 0 ? "Push" : "Pop")
                    .append("','args':{'v':").append(Math.abs(steps[i])).append("},'state':{'s':{'#tup':").append(stack)
                    .append("}}}\n");
        }
        text.append("{'end':true,'events':").append(steps.length).append("}\n");
        return Files.writeString(folder.resolve(name + ".ndjson"), text.toString().replace('\'', '"'));
    }

    @Test
    void properties() throws IOException {
        Path trace = trace("five", 1, 2, 3, 4, 5);
        assertThat(synod(trace).status()).isZero();
        Result model = synod(trace, "--model", "MCStack");
        assertThat(model.status()).isEqualTo(1);
        assertThat(model.out()).contains("five.ndjson:6: the trace violates the invariant Small",
                "event     5 at a: Push(v = 5)", "false     Len(s) < Max", "5 < 5 is false",
                "MCStack.tla:3:10", "state     s = <<1, 2, 3, 4>> -> <<1, 2, 3, 4, 5>>",
                "warning   the property Live is not judged", "again     synod replay " + trace + " --model MCStack");
        Result invariant = synod(trace, "--invariant", "Short", "--json");
        assertThat(invariant.status()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(invariant.out());
        assertThat(json.at("/0/verdict").asText()).isEqualTo("violated");
        assertThat(json.at("/0/violations/0/property").asText()).isEqualTo("Short");
        assertThat(json.at("/0/violations/0/event/n").asInt()).isEqualTo(3);
        assertThat(json.at("/0/violations/0/after/s").asText()).isEqualTo("<<1, 2, 3>>");
        assertThat(synod(trace("three", 1, 2, 3), "--model", "MCStack", "--property", "Slow").status()).isZero();
        assertThat(synod(trace, "--invariant", "Shor").status()).isEqualTo(2);
        Result none = synod(trace, "--model", "MCNone");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("one of stack/MCStack");
    }

    @Test
    void coverage() throws IOException {
        Path one = trace("one", 1, 2, -1);
        Path all = trace("all", 1, -1);
        Result some = synod(one, "--coverage");
        assertThat(some.status()).isZero();
        assertThat(some.out()).contains("3 of 4 places of the next-state relation taken by 1 accepted trace, 75.0 %",
                "never     Pop: THEN Len(s) = 1 (", "Stack.tla:10:38)");
        assertThat(synod(one, "--coverage-threshold", "75").status()).isZero();
        Result low = synod(one, "--coverage-threshold", "75.5");
        assertThat(low.status()).isEqualTo(1);
        assertThat(low.out()).contains("too low").contains("75.5 %");
        Result both = synod(one, all, "--coverage-threshold", "100", "--json");
        assertThat(both.status()).isZero();
        JsonNode json = new ObjectMapper().readTree(both.out());
        assertThat(json.at("/coverage/0/taken").asInt()).isEqualTo(4);
        assertThat(json.at("/results/0/coverage/taken").asInt()).isEqualTo(3);
        // What is not accepted covers nothing.
        Result bad = synod(trace("bad", 1, -2), "--coverage-threshold", "0");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.out()).contains("no trace was accepted");
        assertThat(synod(one, "--coverage-threshold", "101").status()).isEqualTo(2);
        assertThat(synod(one, "--coverage-threshold", "NaN").status()).isEqualTo(2);
    }

    private Path known(String args) throws IOException {
        return Files.writeString(folder.resolve("known.json"), ("{'format':'synod-known/1','known':[{'spec':'stack/Stack',"
                + "'action':'Pop','false':'Head(s) = v'" + args + ",'reason':'pops the wrong end (issue 12)'}]}")
                .replace('\'', '"'));
    }

    @Test
    void knownDivergences() throws IOException {
        Path bad = trace("bad", 1, 3, -3, 4);
        assertThat(synod(bad).status()).isEqualTo(1);
        Result allowed = synod(bad, "--allow", known(""));
        assertThat(allowed.status()).as(allowed.out()).isZero();
        assertThat(allowed.out()).contains("bad.ndjson: known divergence, 3 events explained", "event     3 (line 4) at a: Pop",
                "allowed   pops the wrong end (issue 12)").doesNotContain("not looked at");
        assertThat(synod(bad, "--allow", known(",'args':{'v':'3'}")).status()).isZero();
        Result other = synod(bad, "--allow", known(",'args':{'v':'4'}"));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("the trace leaves the specification", "known.json:1: no trace has this divergence");
        Result unused = synod(trace("good", 1), bad, "--allow", known(""), "--json");
        assertThat(unused.status()).isZero();
        JsonNode json = new ObjectMapper().readTree(unused.out());
        assertThat(json.at("/results/1/verdict").asText()).isEqualTo("known");
        assertThat(json.at("/unusedKnown").isEmpty()).isTrue();
        Result good = synod(folder.resolve("good.ndjson"), "--allow", known(""));
        assertThat(good.status()).isEqualTo(1);
        assertThat(good.out()).contains("good.ndjson: ok").contains("remedy    remove the entry");
        assertThat(synod(bad, "--allow", known(",'arg':{}")).status()).isEqualTo(2);
        assertThat(synod(bad, "--allow", folder.resolve("none.json")).status()).isEqualTo(2);
        // Allowed or not, a trace without its end is not known to be whole.
        List<String> lines = Files.readAllLines(bad);
        Path cut = Files.write(folder.resolve("cut.ndjson"), lines.subList(0, lines.size() - 1));
        assertThat(synod(cut, "--allow", known("")).status()).isEqualTo(2);
        assertThat(synod(cut, "--allow", known(""), "--incomplete").status()).isZero();
    }

    @Test
    void shrinking() throws Exception {
        Path bad = trace("bad", 1, 2, -1, 3, 4, -2, 5, -5, 6);
        Result result = synod(bad, "--minimise", "--junit", "com.acme.StackBugTest");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("minimised 2 of 8 events are enough to fail at the same conjunct; no one or two");
        Path small = folder.resolve("bad.min.ndjson");
        assertThat(Files.readAllLines(small)).hasSize(4);
        Result again = synod(small);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).contains("false     Head(s) = v").contains("event     2 at a: Pop(v = 5)");
        // Nothing is overwritten.
        byte[] before = Files.readAllBytes(small);
        Result twice = synod(bad, "--minimise");
        assertThat(twice.status()).isEqualTo(2);
        assertThat(twice.err()).contains("bad.min.ndjson, which is there already");
        assertThat(small).hasBinaryContent(before);

        // The test passes; with another trace in the same place it fails, and tells why.
        Method test = compiled(folder.resolve("StackBugTest.java"), "com.acme.StackBugTest");
        test.invoke(instance(test));
        Files.copy(trace("good", 1, 2), small, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> test.invoke(instance(test))).isInstanceOf(InvocationTargetException.class).cause()
                .isInstanceOf(AssertionError.class).hasMessageContaining("ok, 2 events")
                .hasMessageContaining("expected  the trace to leave the specification where Pop has Head(s) = v");
    }

    private Method compiled(Path source, String type) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean ok = compiler.getTask(said, manager, null, List.of("--release", "17", "-Xlint:all,-processing,-classfile",
                    "-Werror", "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")
                            + File.pathSeparator + classes), null, manager.getJavaFileObjects(source)).call();
            assertThat(ok).as(said.toString()).isTrue();
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Method method = loader.loadClass(type).getDeclaredMethod("theTraceLeavesTheSpecification");
            method.setAccessible(true);
            return method;
        }
    }

    private static Object instance(Method method) throws ReflectiveOperationException {
        var constructor = method.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** A conjunct with whatever TLA+ and strings may hold must remain Java. */
    @Test
    void theTestClassIsJavaWhateverTheConjunct() throws Exception {
        Files.writeString(folder.resolve("specs/stack/Stack.tla"),
                SPEC.replace("Head(s) = v", "(v \\notin {9} \\union {Head(s)} \\/ \"*/ a\\\\\" = \"\")"));
        Result result = synod(trace("odd", 1, -1), "--minimise", "--junit", "OddTest", "--out", folder.resolve("x/odd.ndjson"));
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(folder.resolve("x/OddTest.java")).content().contains("\\\\union").doesNotContain("package");
        Method test = compiled(folder.resolve("x/OddTest.java"), "OddTest");
        test.invoke(instance(test));
    }

    @Test
    void aViolationShrinksToo() throws IOException {
        Path trace = trace("five", 1, 2, -1, -2, 3, 4, 5, -3);
        Result result = synod(trace, "--invariant", "Short", "--minimise", "--json");
        assertThat(result.status()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.at("/minimised/0/from").asInt()).isEqualTo(8);
        assertThat(synod(folder.resolve("five.min.ndjson"), "--invariant", "Short").status()).isEqualTo(1);
        assertThat(synod(folder.resolve("five.min.ndjson")).status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--out x.ndjson          | the option without --minimise",
        "--junit ATest           | the option without --minimise",
        "--minimise --junit 3x   | the name of a Java class",
        "--minimise --time 0     | a number of seconds"})
    void optionsThatDoNotGoTogether(String options, String said) throws IOException {
        List<Object> all = new ArrayList<>(List.of(trace("t", 1)));
        all.addAll(List.of(options.split(" ")));
        Result result = synod(all.toArray());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(said);
    }

    @Test
    void nothingToShrinkIsSaid() throws IOException {
        Result result = synod(trace("t", 1), "--minimise");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("nothing to minimise");
        assertThat(folder.resolve("t.min.ndjson")).doesNotExist();
    }
}
