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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Real processes with real sockets and disks. How fast they are no test asks. */
class ClusterCommandTest {

    private static final Pattern KILLS = Pattern.compile("(\\d+) kill");

    @TempDir
    private Path folder;
    private String out;
    private String err;

    private int cluster(String arguments) {
        StringWriter told = new StringWriter();
        StringWriter complained = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(told, true));
        line.setErr(new PrintWriter(complained, true));
        List<String> all = new ArrayList<>(List.of("cluster", "--specs", "../../specs", "--out", folder.resolve("run").toString()));
        all.addAll(List.of(arguments.split(" ")));
        int status = line.execute(all.toArray(String[]::new));
        out = told.toString();
        err = complained.toString();
        assertThat(err).doesNotContain("\tat ").doesNotContain("a fault of synod's own");
        return status;
    }

    @AfterEach
    void noProcessIsLeft() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)
                .map(process -> process.info().commandLine().orElse("")).filter(line -> line.contains("NodeProcess"))).isEmpty();
    }

    private int kills() {
        Matcher matcher = KILLS.matcher(out);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    @Test
    void whatProcessesDoThatAreKilledIsABehaviour() throws IOException {
        assertThat(cluster("synod --nodes 3 --for 4s --seed 2 --nemesis kill=700ms,pause,loss,duplication,delay,reordering"))
                .as(() -> out + err).isZero();
        assertThat(out).contains("seed 2").contains("ok, ");
        assertThat(kills()).isPositive();
        Path traces = folder.resolve("run").resolve("traces");
        assertThat(traces.resolve("p3.ndjson")).exists();
        assertThat(Files.readString(traces.resolve("p1.ndjson"))).contains("\"planned\"").contains("kill p");
        assertThat(Files.readString(folder.resolve("run").resolve("nemesis.log"))).contains("is started again");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuch                                     | Unknown algorithm
            ricart-agrawala --nemesis kill             | names no action for a crash
            chandy-lamport --nemesis reordering        | keeps messages in order
            synod --nemesis flood                      | names no fault
            synod --nemesis loss=3s                    | a time that it cannot have
            synod --for 3                              | no length of time
            synod --for 0s                             | runs for some time
            synod --nodes 0                            | at least one node
            synod --policy lazy                        | Unknown policy
            synod --mutant none                        | no mutant none
            synod --option a=b                         | Unknown option a
            """)
    void whatCannotRunIsToldAndNothingIsStarted(String arguments, String why) {
        assertThat(cluster(arguments)).isEqualTo(2);
        assertThat(err).contains(why).contains("remedy");
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run").resolve("precious"), "kept");
        assertThat(cluster("synod")).isEqualTo(2);
        assertThat(err).contains("is not empty");
        assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/precious");
    }

    @Tag("deep")
    @Test
    void aLedgerThatIsNotSyncedForgetsPromisesInAPowerCut() {
        assertThat(cluster("synod --nodes 3 --for 10s --seed 1 --nemesis power=2s --skip-fsync")).as(() -> out + err).isEqualTo(1);
        assertThat(out).contains("LoseSlip").contains("in the specification").contains("nextBal");
    }

    @Tag("deep")
    @Test
    void onePromiseThatIsNotStableIsSeenInACluster() {
        assertThat(cluster("synod --nodes 3 --for 10s --seed 1 --nemesis kill=2s --mutant forgetsThePromiseOnRestart"))
                .as(() -> out + err).isEqualTo(1);
        assertThat(out).contains("LoseSlip").contains("nextBal");
    }

    @Tag("deep")
    @ParameterizedTest
    @CsvSource({"synod,power=2s", "ricart-agrawala,all", "chandy-lamport,all", "chang-roberts,all"})
    void everyKindOfNetworkKeepsItsPromises(String algorithm, String nemesis) {
        assertThat(cluster(algorithm + " --nodes 4 --for 15s --seed 3 --nemesis " + nemesis)).as(() -> out + err).isZero();
    }

    @Tag("deep")
    @Test
    void aMinuteUnderFireIsABehaviour() {
        assertThat(cluster("synod --nodes 5 --for 60s --seed 1 --nemesis kill=800ms,pause,partition,reset,loss,duplication,delay,"
                + "reordering")).as(() -> out + err).isZero();
        assertThat(kills()).as(out).isGreaterThan(5);
    }
}
