package dev.synod.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.explore.Audit.Standing;
import dev.synod.explore.explorer.Tally;
import dev.synod.tlc.TlaTools;
import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit tells what is wrong from what is undecided, and what was not run from what there is not. */
class AuditTest {
    /** Three nodes count from 0 to 4. */
    private static final int STATES = 125;

    @TempDir
    Path folder;

    private Audit.Report audit(String models, boolean explored, Duration limit) throws IOException, InterruptedException {
        return audit(models, limit).explored(explored)
                .run(new Tally.Provider(), 2, 1, 50, new CheckListener() {}, line -> { });
    }

    private Audit audit(String models, Duration limit) throws IOException {
        Path specs = Tally.specs(folder, "\\E p \\in Node : Step(p) \\/ Reset(p)");
        Files.writeString(specs.resolve("tally/MCTally.cfg"),
                "SPECIFICATION Spec\nCONSTANT Node = {a, b, c}\nCHECK_DEADLOCK FALSE\n");
        Files.writeString(specs.resolve("tally/manifest.json"), """
                {"sources": [], "authors": [], "tags": [], "modules": [
                  {"path": "specs/tally/Tally.tla", "features": [], "models": [%s]}]}
                """.formatted(models));
        CheckSettings settings = new CheckSettings(TlaTools.bundled(), List.of(), false, true, Optional.ofNullable(limit),
                OptionalInt.empty(), OptionalInt.empty(), 1, folder.resolve("work"));
        return new Audit(specs, folder.resolve("traces"), settings, folder.resolve("failures"));
    }

    private static String model(String runtime, int states, String own) {
        return """
                {"path": "specs/tally/MCTally.cfg", "runtime": "%s", "mode": "exhaustive search", "result": "success",
                 "distinctStates": %d%s}
                """.formatted(runtime, states, own);
    }

    private static List<String> verdicts(Audit.Report report) {
        return report.rows().stream().map(r -> r.what() + ": " + r.verdict()).toList();
    }

    @Test
    void whatThereIsNotIsSaid() throws IOException, InterruptedException {
        String deep = model("00:10:00", STATES, "");
        Audit.Report report = audit(deep, true, null);

        assertThat(verdicts(report)).containsExactly("model MCTally: not run", "2 simulated schedules: ok", "mutants: none",
                "recorded traces: none", "explorer: ok: equal, not pinned");
        assertThat(report.standing()).isEqualTo(Standing.GOOD);
        assertThat(Audit.table(report)).last().asString()
                .endsWith("is as it must be; not run: 1; there are none: mutants, recorded traces");
        assertThat(verdicts(audit(deep, false, null))).contains("explorer: none");
    }

    /** No algorithm that can be found belongs to the specification. */
    @Test
    void aSpecificationWithoutAMachineIsExaminedAsFarAsThereIsOne() throws IOException, InterruptedException {
        Audit audit = audit(model("00:00:01", STATES, ""), null);
        assertThat(audit.withoutMachine()).containsExactly("tally");
        Audit.Report report = audit.run("tally", new CheckListener() {});

        assertThat(verdicts(report)).containsExactly("model MCTally: ok: success", "machine: none", "recorded traces: none");
        assertThat(report.standing()).isEqualTo(Standing.GOOD);
        assertThat(audit(model("00:00:01", STATES + 1, ""), null).run("tally", new CheckListener() {}).standing())
                .isEqualTo(Standing.WRONG);
    }

    @Test
    void theExplorerIsHeldToTheCountOfTheModelThatIsIts() throws IOException, InterruptedException {
        String own = ", \"synod\": {\"explorer\": true}";

        Audit.Report good = audit(model("00:10:00", STATES, own), true, null);
        Audit.Report moved = audit(model("00:10:00", STATES + 1, own), true, null);
        Audit.Report notRun = audit(model("00:10:00", STATES, own), false, null);

        assertThat(verdicts(good)).contains("model MCTally: not run", "explorer: ok: equal, as pinned");
        assertThat(good.standing()).isEqualTo(Standing.GOOD);
        assertThat(verdicts(moved)).contains("explorer: FAILED: not as pinned");
        assertThat(moved.standing()).isEqualTo(Standing.WRONG);
        assertThat(moved.stories()).anyMatch(l -> l.contains("pins 126"));
        assertThat(verdicts(notRun)).contains("explorer: not run; that many states are pinned");
        assertThat(Audit.table(notRun)).last().asString().contains("not run: 2");
    }

    @Test
    void aModelThatReachesALimitLeavesTheWholeUndecidedUnlessMoreIsWrong() throws IOException, InterruptedException {
        Audit.Report undecided = audit(model("00:00:01", STATES, ""), false, Duration.ofMillis(1));
        Audit.Report wrong = audit(model("00:00:01", STATES + 1, ""), false, null);

        assertThat(undecided.standing()).isEqualTo(Standing.UNDECIDED);
        assertThat(Audit.table(undecided)).last().asString().contains("nothing is wrong; undecided: 1");
        assertThat(wrong.standing()).isEqualTo(Standing.WRONG);
    }
}
