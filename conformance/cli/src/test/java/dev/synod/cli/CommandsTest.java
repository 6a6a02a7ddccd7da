package dev.synod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a user sees: output, exit status, and for every bad input a story instead of a stack trace. */
class CommandsTest {
    private static final String SPECS = "../../specs";
    private static final String TRACES = "../../traces";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static List<String> good;

    private record Result(int status, String out, String err) {
        String all() {
            return out + err;
        }
    }

    @BeforeAll
    static void recordATrace() throws IOException {
        Path file = shared.resolve("good.ndjson");
        assertThat(synod("run", "synod", "--seed", "5", "--steps", "60", "--out", file.toString()).status()).isZero();
        good = Files.readAllLines(file);
    }

    private static Result synod(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int status = line.execute(arguments);
        Result result = new Result(status, out.toString(), err.toString());
        assertThat(result.all()).doesNotContain("\tat ").doesNotContain("Exception in thread").doesNotContain("a fault of synod's own");
        return result;
    }

    @Test
    void aRunIsRecordedAndReplayed() throws IOException {
        Path trace = folder.resolve("t.ndjson");
        Path again = folder.resolve("again.ndjson");

        Result run = synod("run", "synod", "--seed", "42", "--steps", "500", "--out", trace.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("seed 42").contains("500 events").contains("synod replay");
        synod("run", "synod", "--seed", "42", "--steps", "500", "--out", again.toString());
        assertThat(again).hasSameBinaryContentAs(trace);

        Result replay = synod("replay", trace.toString(), "--specs", SPECS);
        assertThat(replay.status()).isZero();
        assertThat(replay.out()).contains("ok, 500 events");
    }

    @Test
    void aSeedThatIsNotGivenIsTold() {
        Result run = synod("run", "synod", "--steps", "10", "--out", folder.resolve("t.ndjson").toString());
        assertThat(run.out()).containsPattern("seed -?\\d+");
    }

    @Test
    void aPlantedBugIsFoundAndExplained() {
        Path trace = folder.resolve("bug.ndjson");
        synod("run", "synod", "--mutant", "votesBelowItsPromise", "--seed", "1", "--steps", "2000", "--faults",
                "loss=0.1,duplication=0.3,delay=1..60", "--out", trace.toString());

        Result replay = synod("replay", trace.toString(), "--specs", SPECS);

        assertThat(trace).content().contains("\"mutant\":\"votesBelowItsPromise\"");
        assertThat(replay.status()).isEqualTo(1);
        assertThat(replay.out())
                .contains("the trace leaves the specification")
                .contains("ReceiveBeginBallot")
                .contains("m.bal = nextBal[p]")
                .containsPattern("\\d+ = \\d+ is false")
                .containsPattern("Synod\\.tla:\\d+:\\d+")
                .contains("again     synod replay");
    }

    @Test
    void aDivergenceIsToldToMachinesToo() throws IOException {
        Result replay = synod("replay", TRACES + "/synod/forged-message.ndjson", "--json", "--specs", SPECS);

        assertThat(replay.status()).isEqualTo(1);
        JsonNode result = new ObjectMapper().readTree(replay.out()).get(0);
        assertThat(result.get("verdict").asText()).isEqualTo("diverged");
        JsonNode closest = result.at("/divergence/attempts/0");
        assertThat(closest.get("action").asText()).isEqualTo("ReceiveLastVote");
        assertThat(closest.get("conjunct").asText()).isEqualTo("m \\in msgs");
        assertThat(closest.at("/location/line").asInt()).isPositive();
        assertThat(result.at("/divergence/before").size()).isEqualTo(13);
    }

    @Test
    void anIncompleteTraceIsNotOkUnlessAsked() throws IOException {
        Path trace = write(good.subList(0, good.size() - 1));

        assertThat(synod("replay", trace.toString(), "--specs", SPECS).status()).isEqualTo(2);
        assertThat(synod("replay", trace.toString(), "--specs", SPECS).out()).contains("no footer").contains("remedy");
        assertThat(synod("replay", trace.toString(), "--specs", SPECS, "--incomplete").status()).isZero();
    }

    @Test
    void whatCannotBeDecidedIsUnknown() throws IOException {
        List<String> withoutArguments = good.stream()
                .map(l -> l.replaceAll("\"args\":\\{.*\\},\"state\"", "\"state\"").replaceAll("\"state\":\\{.*\\}\\}", "\"state\":{}}")
                        .replaceAll("\"observed\":\\[.*?\\]", "\"observed\":[]"))
                .toList();

        Result replay = synod("replay", write(withoutArguments).toString(), "--specs", SPECS, "--candidates", "1");

        assertThat(replay.status()).isEqualTo(3);
        assertThat(replay.out()).contains("unknown");
    }

    @Test
    void oneTraceThatLeavesTheSpecificationOutweighsAll() {
        Result replay = synod("replay", TRACES + "/synod", "--specs", SPECS);

        assertThat(replay.status()).isEqualTo(1);
        assertThat(replay.out()).containsPattern("\\d+ traces: \\d+ ok, \\d+ incomplete, \\d+ diverged, \\d+ malformed");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("no JSON", 3, "this is not JSON"),
                Arguments.of("no JSON", 3, "{\"n\":2,\"node\":\"p1\""),
                Arguments.of("an array", 3, "[]"),
                Arguments.of("the string \"two\"", 3, "{\"n\":\"two\",\"node\":\"p1\"}"),
                Arguments.of("the node \"p9\"", 3, "{\"n\":2,\"node\":\"p9\"}"),
                Arguments.of("a value of \"balance\" in state", 3, "{\"n\":2,\"node\":\"p1\",\"state\":{\"balance\":1}}"),
                Arguments.of("the action Vote", 3, "{\"n\":2,\"node\":\"p1\",\"action\":\"Vote\"}"),
                Arguments.of("the argument x", 3, "{\"n\":2,\"node\":\"p1\",\"action\":\"LoseSlip\",\"args\":{\"x\":1}}"),
                Arguments.of("the number 3000000000", 3,
                        "{\"n\":2,\"node\":\"p1\",\"action\":\"TryNewBallot\",\"args\":{\"b\":3000000000}}"),
                Arguments.of("the key \"stat\"", 3, "{\"n\":2,\"node\":\"p1\",\"stat\":{}}"),
                Arguments.of("event number 7", 3, "{\"n\":7,\"node\":\"p1\"}"),
                Arguments.of("a second header", 3, "{\"format\":\"synod-trace/1\"}"),
                Arguments.of("an event", 1, "{\"n\":1,\"node\":\"p1\"}"),
                Arguments.of("no JSON", 1, "%!PS"),
                Arguments.of("format \"synod-trace/9\"", 1, "{\"format\":\"synod-trace/9\"}"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedTraceIsToldWithItsPlaceAndWhatToDo(String found, int line, String text) throws IOException {
        Path trace = write(Stream.concat(good.subList(0, line - 1).stream(), Stream.of(text)).toList());

        Result replay = synod("replay", trace.toString(), "--specs", SPECS);

        assertThat(replay.status()).isEqualTo(2);
        assertThat(replay.out()).contains(trace + ":" + line).contains("found " + found).contains("expected ");
        assertThat(replay.out().strip()).as("a remedy after the facts").containsPattern("\\. [A-Z].*$");
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(
                Arguments.of("\"spec\":\"synod/Synod\"", "\"spec\":\"synod/Senate\"", "there is no synod/Senate.tla"),
                Arguments.of("\"spec\":\"synod/Synod\"", "\"spec\":\"../../etc/passwd\"", "there is no"),
                Arguments.of(",\"Decree\":{\"#set\":[\"honey\",\"olive\",\"wine\"]}", "",
                        "no value for the constant Decree"),
                Arguments.of("\"Decree\"", "\"Law\":1,\"Decree\"", "Law, which is no constant"),
                Arguments.of("[[\"p1\",0],", "[[\"p1\",7],", "do not satisfy an ASSUME"),
                Arguments.of("\"null\":\"BLANK\"", "\"null\":\"NONE\"", "NONE, which is no constant"),
                Arguments.of("\"null\":\"BLANK\",", "", "no value for the constant BLANK"),
                Arguments.of("\"observed\":[", "\"observed\":[\"bribes\",", "bribes as observed, which is no variable"));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void aHeaderThatDoesNotFitTheSpecificationIsTold(String before, String after, String found) throws IOException {
        String header = good.get(0).replace(before, after);
        assertThat(header).isNotEqualTo(good.get(0));

        Result replay = synod("replay",
                write(Stream.concat(Stream.of(header), good.stream().skip(1)).toList()).toString(), "--specs", SPECS);

        assertThat(replay.status()).as(replay.all()).isEqualTo(2);
        assertThat(replay.out()).contains(":1: ").contains(found);
    }

    @Test
    void aSpecificationThatDoesNotParseIsToldWithItsPlace() throws IOException {
        Path module = folder.resolve("Broken.tla");
        Files.writeString(module, "---- MODULE Broken ----\nVARIABLE x\nInit == x = \nNext == x' = x\n====\n");

        Result replay = synod("replay", write(good).toString(), "--spec", module.toString());

        assertThat(replay.status()).isEqualTo(2);
        assertThat(replay.out()).contains("Broken.tla").contains("does not parse").contains("at line 3, column 9");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        Result replay = synod("replay", folder.resolve("none.ndjson").toString());
        assertThat(replay.status()).isEqualTo(2);
        assertThat(replay.out()).contains("none.ndjson").contains("cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run nothing --out F                         | ricart-agrawala, synod",
        "run synod                                   | --out",
        "run synod --out F --nodes 0                 | nodes",
        "run synod --out F --steps 0                 | at least one step",
        "run synod --out F --faults rain=1           | names no fault",
        "run ricart-agrawala --out F --faults loss=0.1 | reliable",
        "run synod --out F --policy lazy             | restless",
        "run synod --out F --mutant perfect          | forgetsThePromiseOnRestart",
        "run synod --out F --option colour=red       | colour",
        "run synod --out F --seed soon               | soon",
        "replay                                      | TRACE",
        "replay F --spec none.tla                    | none.tla",
        "replay F --specs none                       | none",
        "audit nothing --specs ../../specs           | ricart-agrawala, synod",
        "audit --specs none                          | none",
        "bench                                       | what to measure",
        "bench explore nothing                       | Known: chandy-lamport",
        "bench explore synod --specs none            | none",
        "check none.json                             | none.json",
        "list --specs none                           | none",
        "dance                                       | dance",
    })
    void aWrongUseIsTold(String line, String told) {
        Result result = synod(line.replace(" F", " " + folder.resolve("f.ndjson")).split(" +"));
        assertThat(result.status()).as(result.all()).isEqualTo(2);
        assertThat(result.all()).contains(told);
    }

    @Test
    void theListTellsWhatThereIs() throws IOException {
        Result list = synod("list", "--specs", SPECS, "--traces", TRACES, "--json");

        assertThat(list.status()).isZero();
        JsonNode algorithms = new ObjectMapper().readTree(list.out());
        List<String> names = new ArrayList<>();
        for (JsonNode algorithm : algorithms) {
            Path traces = Path.of(TRACES, algorithm.get("name").asText());
            if (algorithm.get("machine").asBoolean()) {
                names.add(algorithm.get("name").asText());
                assertThat(algorithm.get("mutants").size()).as(algorithm.toString()).isGreaterThanOrEqualTo(3);
            } else {
                assertThat(algorithm.get("mutants")).as(algorithm.toString()).isEmpty();
            }
            assertThat(algorithm.get("siblings").asInt()).as(algorithm.toString())
                    .isGreaterThanOrEqualTo(algorithm.get("machine").asBoolean() ? 3 : 1);
            assertThat(algorithm.get("traces").asInt()).as(algorithm.toString()).isEqualTo(!Files.isDirectory(traces) ? 0 :
                    (int) Files.list(traces).filter(p -> p.toString().endsWith(".ndjson")).count());
        }
        assertThat(names).contains("synod").isEqualTo(Algorithms.all().stream().map(AlgorithmProvider::name).toList());
        assertThat(algorithms.findValuesAsText("name")).contains("linearizable-map").doesNotHaveDuplicates();
        assertThat(names).doesNotContain("linearizable-map");
    }

    @Test
    void aHistoryIsLookedAtKeyByKey() {
        Result good = synod("replay", "--by", "k", TRACES + "/linearizable-map/two-keys.ndjson");
        Result bad = synod("replay", "--by", "k", TRACES + "/linearizable-map/both-missed.ndjson");
        Result other = synod("replay", "--by", "c", TRACES + "/linearizable-map/two-keys.ndjson");

        assertThat(good.status()).as(good.all()).isZero();
        assertThat(bad.status()).as(bad.all()).isEqualTo(1);
        assertThat(bad.out()).contains("event     7 at a: Respond", "possible  map[\"y\"] = \"1\"", "--by k");
        assertThat(other.status()).as(other.all()).isEqualTo(2);
        assertThat(other.out()).contains("cannot be looked at apart by their argument c");
        Result merged = synod("replay", "--by", "k", "--merge", TRACES + "/linearizable-map/two-keys.ndjson");
        assertThat(merged.status()).isEqualTo(2);
        assertThat(merged.all()).contains("--by");
    }

    private Path write(List<String> lines) throws IOException {
        Path file = folder.resolve("trace.ndjson");
        Files.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return file;
    }

    @Test
    void anExplorationThatFindsTheStatesOfTheSpecificationIsAsExpected() {
        Result equal = synod("explore", "synod", "--specs", SPECS, "--bound", "Nat={1}", "--no-tlc");

        assertThat(equal.status()).isZero();
        assertThat(equal.out()).contains("synod: equal, the code reaches exactly the states of the specification")
                .contains("spec      842 states; TLC was not asked").contains("code      842 of them")
                .contains("3 nodes, decrees=olive, Nat <- {1}");
    }

    @Test
    void aBudgetAConstraintAndSymmetryArePartOfTheModel() throws IOException {
        Result equal = synod("explore", "synod", "--specs", SPECS, "--bound", "Nat={1}", "--no-tlc", "--json",
                "--option", "decrees=olive,wine", "--crashes", "1", "--symmetry", "Decree", "--constraint",
                "Cardinality(msgs) < 4");

        assertThat(equal.status()).as(equal.all()).isZero();
        JsonNode facts = new ObjectMapper().readTree(equal.out());
        assertThat(facts.at("/model/atMost/LoseSlip").asInt()).isEqualTo(1);
        assertThat(facts.at("/model/symmetry/0").asText()).isEqualTo("Decree");
        assertThat(facts.at("/model/constraint").asText()).isEqualTo("Cardinality(msgs) < 4");
        assertThat(facts.get("orbits").asLong()).isPositive().isLessThan(facts.get("specStates").asLong());
    }

    @Test
    void theExplorerIsMeasured() throws IOException {
        Result bench = synod("bench", "explore", "synod", "--specs", SPECS, "--bound", "Nat={1}", "--no-tlc", "--workers",
                "2", "--json");

        assertThat(bench.status()).as(bench.all()).isZero();
        JsonNode row = new ObjectMapper().readTree(bench.out()).at("/rows/0");
        assertThat(row.get("states").asLong()).isEqualTo(842);
        assertThat(row.get("workers").asInt()).isEqualTo(2);
        assertThat(row.get("firstSeconds").asDouble()).isPositive();
    }

    @Test
    void anExplorationOfAMutantWritesTheShortestTrace() {
        Result more = synod("explore", "synod", "--specs", SPECS, "--mutant", "promisesALowerBallot", "--no-tlc",
                "--failures", folder.toString());

        assertThat(more.status()).isEqualTo(1);
        Path trace = folder.resolve("synod-explored.ndjson");
        assertThat(more.out()).contains("more, the code does what the specification does not allow")
                .contains("false     m.bal >= nextBal[p]").contains("again     synod replay " + trace);
        Result replay = synod("replay", trace.toString(), "--specs", SPECS);
        assertThat(replay.status()).isEqualTo(1);
        assertThat(replay.out()).contains("false     m.bal >= nextBal[p]");
    }

    @Test
    void anExplorationThatReachesALimitIsUndecided() throws IOException {
        Result limited = synod("explore", "synod", "--specs", SPECS, "--states", "300", "--json");

        assertThat(limited.status()).isEqualTo(3);
        JsonNode facts = new ObjectMapper().readTree(limited.out());
        assertThat(facts.get("outcome").asText()).isEqualTo("undecided");
        assertThat(facts.get("specStates").asLong()).isGreaterThanOrEqualTo(300);
        assertThat(facts.get("model").get("bounds").get("Nat").asText()).isEqualTo("0..1");
    }

    @Test
    void randomWalksTellTheirSeeds() {
        Result walks = synod("explore", "synod", "--specs", SPECS, "--bound", "Nat=0..9", "--random", "3", "--depth", "50",
                "--seed", "11");

        assertThat(walks.status()).isZero();
        assertThat(walks.out()).contains("3 random walks, 150 transitions").contains("13 was the last; go on from 14");
    }

    @ParameterizedTest
    @CsvSource({
        "paxso, synod.",
        "synod --mutant none, Known: ",
        "synod --nodes 0, at least one node",
        "synod --bound Nut=0..1, Nut",
        "synod --bound Nat=0.., the bounds Nat <- 0..",
        "synod --without Lose, LoseSlip",
        "synod --crashes -1, -1 times",
        "synod --at-most Foo=1, no disjunct",
        "synod --symmetry Priest, Seat",
        "synod --constraint x=, CONSTRAINT x=",
        "synod --option colour=red, Unknown option colour",
        "synod --workers 0, --workers",
        "synod --depth 0, --depth",
        "synod --random 0, --random",
        "synod --specs nowhere, nowhere"})
    void anExplorationThatMakesNoSenseIsToldAsAStory(String arguments, String expected) {
        List<String> all = new java.util.ArrayList<>(List.of("explore", "--no-tlc"));
        all.addAll(List.of(arguments.split(" ")));
        if (!arguments.contains("--specs")) {
            all.addAll(List.of("--specs", SPECS));
        }
        Result refused = synod(all.toArray(String[]::new));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.all()).contains(expected);
    }
}
