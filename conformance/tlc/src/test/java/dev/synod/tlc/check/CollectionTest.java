package dev.synod.tlc.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.tlc.TlaTools;
import dev.synod.tlc.manifest.ModelFinder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mode and key of the public collection's schema, in a collection of our own. */
class CollectionTest {

    @TempDir
    private Path folder;

    @Test
    void everyModelGetsAVerdictOrAReason() throws Exception {
        Path collection = Path.of(CollectionTest.class.getResource("/collection").toURI());
        CheckSettings settings = new CheckSettings(TlaTools.bundled(), List.of(), true, false, Optional.empty(),
                OptionalInt.empty(), OptionalInt.of(256), 1, folder);
        CheckReport report = new Checker(settings, CheckListener.NONE).check(ModelFinder.models(collection));

        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        report.models().forEach(model -> verdicts.put(model.model().shortName(), model.verdict()));
        Map<String, Verdict> expected = new LinkedHashMap<>();
        expected.put("Door", Verdict.AS_EXPECTED);
        expected.put("DoorBroken", Verdict.AS_EXPECTED);
        expected.put("DoorUnfair", Verdict.AS_EXPECTED);
        expected.put("DoorWrongCount", Verdict.UNEXPECTED);
        expected.put("DoorSimulated", Verdict.AS_EXPECTED);
        expected.put("DoorSimulatedBroken", Verdict.AS_EXPECTED);
        expected.put("DoorGenerated", Verdict.UNSUPPORTED);
        expected.put("DoorSymbolic", Verdict.SKIPPED);
        expected.put("DoorAlias", Verdict.UNSUPPORTED);
        expected.put("DoorNewer", Verdict.UNSUPPORTED);
        expected.put("DoorComposed", Verdict.UNSUPPORTED);
        expected.put("ProvedDoor", Verdict.UNSUPPORTED);
        expected.put("DoorLog", Verdict.UNSUPPORTED);
        assertThat(verdicts).containsExactlyEntriesOf(expected);
        assertThat(report.verdict()).isEqualTo(Verdict.UNEXPECTED);
        assertThat(reason(report, "DoorGenerated")).isEqualTo("this tla2tools has no option -generate; versions from "
                + "1.8 on have it");
        assertThat(reason(report, "DoorComposed")).isEqualTo("this tla2tools cannot compose actions; newer versions can");
        assertThat(reason(report, "DoorNewer")).startsWith("the keyword POSTCONDITION in DoorNewer.cfg");
        assertThat(reason(report, "ProvedDoor")).startsWith("module TLAPS is not on the library path");
        assertThat(reason(report, "DoorLog")).contains("module Json").contains("CommunityModules");
        // Ten brief models: an archive of classes was made for them, and changed no verdict.
        assertThat(folder.resolve("classes")).isDirectoryContaining("glob:**.jsa");
    }

    private static String reason(CheckReport report, String name) {
        return report.models().stream().filter(model -> model.model().shortName().equals(name)).findFirst()
                .orElseThrow().reasons().get(0);
    }

    /** A stopped check still reports: what is done, and that the rest is undecided. */
    @Test
    void stoppedCheckReportsWhatThereIs() throws Exception {
        Path collection = Path.of(CollectionTest.class.getResource("/collection").toURI());
        CheckSettings settings = new CheckSettings(TlaTools.bundled(), List.of(), true, false, Optional.empty(),
                OptionalInt.empty(), OptionalInt.of(256), 1, folder)
                .with(RunOptions.DEFAULTS.withoutClassData());
        Checker[] checker = new Checker[1];
        checker[0] = new Checker(settings, new CheckListener() {
            @Override
            public void finished(ModelReport report) {
                checker[0].stop();
            }
        });
        CheckReport report = checker[0].check(ModelFinder.models(collection));
        assertThat(report.models()).hasSize(13);
        assertThat(report.models().get(0).verdict()).isEqualTo(Verdict.AS_EXPECTED);
        assertThat(report.models().subList(1, 13)).extracting(ModelReport::verdict).containsOnly(Verdict.UNDECIDED);
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
    }
}
