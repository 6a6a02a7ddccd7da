package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The store on real processes, used by clients while processes are killed. */
class KvTrialCommandTest {

    private static final Pattern KILLS = Pattern.compile("(\\d+) kill");

    @TempDir
    private Path folder;
    private String out;
    private String err;

    private int run(String arguments) {
        StringWriter told = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(told, true));
        line.setErr(new PrintWriter(complained, true));
        int status = line.execute(arguments.split(" "));
        out = told.toString();
        err = complained.toString();
        assertThat(err).doesNotContain("\tat ").doesNotContain("a fault of synod's own");
        return status;
    }

    private int trial(String arguments) {
        return run("kv trial --specs ../../specs --out " + folder.resolve("run") + " " + arguments);
    }

    private int kills() {
        Matcher matcher = KILLS.matcher(out);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Then a history that has lost an acknowledged write is made of it: that one must be seen. */
    @Test
    void whatClientsSeeUnderFireIsAMap() throws IOException {
        assertThat(trial("--nodes 3 --for 3s --seed 2 --nemesis kill=1200ms --clients 3 --keys 2 --pause 5ms"))
                .as(() -> out + err).isZero();
        assertThat(kills()).isPositive();
        assertThat(out).contains("3 clients: ").contains("traces/p1.ndjson and others: ok, ").contains("history.ndjson: ok, ");
        Path history = folder.resolve("run").resolve("history.ndjson");
        List<String> events = new ArrayList<>(Files.readAllLines(history));
        int last = lastRead(events);
        assertThat(events.get(last)).contains("\"reader\"").containsPattern("\"value\":(null|\"c)");
        events.set(last, events.get(last).replaceAll("\"value\":(null|\"[^\"]*\")", "\"value\":\"c1-0\""));
        Files.write(history, events);
        assertThat(run("replay --specs ../../specs --by k " + history)).as(() -> out + err).isEqualTo(1);
    }

    private static int lastRead(List<String> events) {
        int last = events.size() - 1;
        while (!events.get(last).contains("Respond")) {
            last--;
        }
        return last;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kv trial --clients 0                | needs clients and keys
            kv trial --keys 0                   | needs clients and keys
            kv trial --pause 3                  | no length of time
            kv trial --nemesis flood            | names no fault
            kv trial --nodes 0                  | at least one node
            kv trial --mutant none              | no mutant none
            bench kv --rounds 0                 | 1 or more
            bench kv --clients 0                | nodes and clients
            bench kv --nodes 0                  | nodes and clients
            bench kv --for 3                    | no length of time
            bench kv --dir nosuch               | which is no folder
            """)
    void whatCannotRunIsToldAndNothingIsStarted(String command, String why) {
        String out = command.startsWith("kv") ? " --out " + folder.resolve("run") : "";
        assertThat(run(command + out)).isEqualTo(2);
        assertThat(err).contains(why).contains("remedy");
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aMinuteUnderFireLosesNoAcknowledgedWrite(long seed) {
        assertThat(trial("--nodes 5 --for 60s --nemesis kill=800ms,pause,partition,reset,loss,duplication,delay,reordering --seed "
                + seed)).as(() -> out + err).isZero();
        assertThat(kills()).as(out).isGreaterThanOrEqualTo(50);
    }

    /** The classic mistakes, each of which shows in what the nodes did, whatever the clients saw. */
    @Tag("deep")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --nodes 3 --for 12s --nemesis power=1s --skip-fsync               | UNCHANGED <<stable, msgs, executed>>
            --nodes 3 --for 5s --nemesis kill=1s --mutant leadsWithoutPhase1  | status' = [status EXCEPT ![p] = "candidate"]
            --nodes 5 --for 4s --mutant trustsAMinority                       | polls[p][v.slot] \\in Majority
            """)
    void whatIsPlantedIsSeen(String planted, String broken) {
        assertThat(trial("--seed 1 --clients 3 --keys 2 --pause 5ms " + planted)).as(() -> out + err).isEqualTo(1);
        assertThat(out).contains("the trace leaves the specification", broken);
    }

    @Tag("deep")
    @Test
    void theBenchMeasuresWithTracingAndWithout() {
        assertThat(run("bench kv --for 2s --rounds 1 --clients 2 --dir " + folder)).as(() -> out + err).isZero();
        assertThat(out).contains("synced commits a second").containsPattern("2 +on +").containsPattern("2 +off +")
                .contains("tracing costs");
        assertThat(folder).isEmptyDirectory();
    }
}
