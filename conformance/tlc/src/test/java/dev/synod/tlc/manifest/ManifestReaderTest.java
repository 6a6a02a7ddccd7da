package dev.synod.tlc.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.tlc.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

    private static final String GOOD = """
            {
              "sources": ["https://example.org"],
              "authors": ["Someone"],
              "tags": ["beginner"],
              "modules": [
                {"path": "specs/queue/Queue.tla", "features": [], "models": [], "proof": {"runtime": "00:00:01"}},
                {
                  "path": "specs/queue/MCQueue.tla",
                  "features": ["pluscal"],
                  "models": [
                    {
                      "path": "specs/queue/MCQueue.cfg",
                      "runtime": "00:00:30",
                      "mode": "exhaustive search",
                      "result": "success",
                      "distinctStates": 8,
                      "totalStates": 9,
                      "stateDepth": 3,
                      "workers": 1,
                      "synod": {"explorer": true}
                    },
                    {
                      "path": "specs/queue/MCBroken.cfg",
                      "runtime": "00:01:05",
                      "mode": {"simulate": {"traceCount": 100}},
                      "result": "safety failure",
                      "workers": "auto",
                      "synod": {"deep": false, "violates": "Order"}
                    }
                  ]
                }
              ]
            }
            """;

    @TempDir
    private Path root;
    private Path manifest;

    @BeforeEach
    void makeFiles() throws IOException {
        Path folder = Files.createDirectories(root.resolve("specs/queue"));
        for (String file : List.of("Queue.tla", "MCQueue.tla", "MCQueue.cfg", "MCBroken.cfg")) {
            Files.writeString(folder.resolve(file), "");
        }
        manifest = folder.resolve("manifest.json");
    }

    private Manifest read(String text) throws IOException {
        Files.writeString(manifest, text);
        return ManifestReader.read(manifest);
    }

    @Test
    void everythingThatTheSchemaHasIsRead() throws IOException {
        Manifest read = read(GOOD);
        assertThat(read.root()).isEqualTo(root.toAbsolutePath().normalize());
        assertThat(read.modules()).extracting(Manifest.Module::proof).containsExactly(true, false);
        assertThat(read.models()).hasSize(2);

        Model quick = read.models().get(0);
        assertThat(quick.name()).isEqualTo("queue/MCQueue");
        assertThat(quick.module()).isEqualTo(root.resolve("specs/queue/MCQueue.tla"));
        assertThat(quick.mode()).isEqualTo(new SearchMode.Exhaustive());
        assertThat(quick.runtime()).contains(Duration.ofSeconds(30));
        assertThat(quick.deep()).isFalse();
        assertThat(quick.explored()).isTrue();
        assertThat(quick.workers()).contains(Workers.of(1));
        assertThat(quick.expectation().result()).isEqualTo(ExpectedResult.SUCCESS);
        assertThat(quick.expectation().distinctStates()).hasValue(8);
        assertThat(quick.expectation().totalStates()).hasValue(9);
        assertThat(quick.expectation().stateDepth()).hasValue(3);

        Model broken = read.models().get(1);
        assertThat(broken.mode()).isEqualTo(new SearchMode.Simulate(100));
        assertThat(broken.workers()).contains(Workers.AUTO);
        assertThat(broken.deep()).isFalse();
        assertThat(broken.explored()).isFalse();
        assertThat(broken.expectation().violates()).contains("Order");
    }

    @Test
    void modelIsDeepWhenItTakesMoreThanHalfAMinuteOrNobodyKnows() throws IOException {
        assertThat(read(GOOD.replace("00:00:30", "00:00:31")).models().get(0).deep()).isTrue();
        assertThat(read(GOOD.replace("00:00:30", "unknown")).models().get(0).deep()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"authors\": [\"Someone\"], | '' | :1:1 | an object without the key \"authors\"",
            "\"Someone\" | 7 | manifest.json:3:15: authors[0] | 7",
            "\"result\": \"success\" | \"result\": \"sucess\" | 15:21: modules[1].models[0].result | \"sucess\"",
            "\"distinctStates\": 8 | \"distinctStates\": \"8\" | models[0].distinctStates | \"8\"",
            "\"distinctStates\": 8 | \"distinctStates\": 8.5 | models[0].distinctStates | 8.5",
            "\"distinctStates\": 8 | \"distinctState\": 8 | models[0].distinctState | the key \"distinctState\"",
            "\"workers\": 1 | \"workers\": 0 | models[0].workers | 0",
            "\"workers\": 1 | \"workers\": \"many\" | models[0].workers | \"many\"",
            "00:00:30 | soon | models[0].runtime | \"soon\"",
            "exhaustive search | thorough search | models[0].mode | \"thorough search\"",
            "MCQueue.cfg | MCMissing.cfg | models[0].path | MCMissing.cfg\", but there is no such file",
            "queue/Queue.tla | queue/Missing.tla | modules[0].path | which is in no folder above the manifest",
            "\"safety failure\" | \"success\" | models[1].synod.violates | a property to violate",
            "\"deep\": false, | \"explorer\": true, | models[1].synod.explorer | true, in a model without a success",
            "\"distinctStates\": 8, | '' | models[0].synod.explorer | or without \"distinctStates\"",
            "\"deep\": false | \"deep\": 1 | models[1].synod.deep | 1",
            "\"modules\": [ | \"modules\": [,  | :5:15 | Unexpected character",
            "\"tags\": [\"beginner\"], | \"tags\": [], \"tags\": [], | :4: | the key \"tags\" for the second time",
    })
    void mistakeIsToldWithItsPlace(String text, String replacement, String where, String found) {
        assertThat(GOOD).contains(text);
        assertThatThrownBy(() -> read(GOOD.replace(text, replacement)))
                .isInstanceOfSatisfying(UnusableInputException.class, story -> {
                    assertThat(story.where()).contains("manifest.json").contains(where);
                    assertThat(story.found()).contains(found);
                    assertThat(story.expected()).isNotBlank();
                    assertThat(story.remedy()).isNotBlank();
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | an empty file", "[] | an array", "{} {} | more text", "null | null",
            "{ | Unexpected end-of-input"})
    void fileThatIsNoManifestIsTold(String text, String found) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(UnusableInputException.class,
                story -> assertThat(story.found()).contains(found));
    }

    @Test
    void missingManifestIsTold() {
        assertThatThrownBy(() -> ManifestReader.read(root.resolve("manifest.json")))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("no readable file");
    }

    @Test
    void modelsAreFoundByFolderManifestAndName() throws IOException {
        read(GOOD);
        Files.createDirectories(root.resolve("target/old"));
        Files.copy(manifest, root.resolve("target/old/manifest.json"));
        List<Model> models = ModelFinder.models(root);
        assertThat(models).extracting(Model::name).containsExactly("queue/MCQueue", "queue/MCBroken");
        assertThat(ModelFinder.models(manifest)).isEqualTo(models);
        assertThat(ModelFinder.models(root.resolve("specs/queue/MCQueue.tla"))).singleElement()
                .extracting(Model::expectation).isEqualTo(Expectation.success());
        assertThat(ModelFinder.filter(models, List.of("MCBroken"))).containsExactly(models.get(1));
        assertThat(ModelFinder.filter(models, List.of("queue/MCQ*"))).containsExactly(models.get(0));
        assertThat(ModelFinder.filter(models, List.of())).isEqualTo(models);
    }

    @Test
    void withoutManifestsEveryConfigurationIsAModel() throws IOException {
        Path folder = Files.createDirectories(root.resolve("plain/locks"));
        for (String file : List.of("Lock.tla", "MCLock.tla", "MCLock.cfg", "MCLock_Small.cfg")) {
            Files.writeString(folder.resolve(file), "");
        }
        List<Model> models = ModelFinder.models(root.resolve("plain"));
        assertThat(models).extracting(Model::name).containsExactly("locks/MCLock", "locks/MCLock_Small");
        assertThat(models).extracting(Model::moduleName).containsOnly("MCLock");
        assertThat(ModelFinder.modules(root.resolve("plain"))).extracting(Path::getFileName)
                .extracting(Path::toString).containsExactly("Lock.tla", "MCLock.tla");
        Files.writeString(folder.resolve("Other.cfg"), "");
        assertThatThrownBy(() -> ModelFinder.models(root.resolve("plain"))).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("Other.cfg").hasMessageContaining("no module beside it");
    }

    @Test
    void unknownModelIsToldWithTheKnownOnes() throws IOException {
        List<Model> models = read(GOOD).models();
        assertThatThrownBy(() -> ModelFinder.filter(models, List.of("MCBroke")))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("MCBroke").hasMessageContaining("queue/MCQueue, queue/MCBroken");
    }

    @Test
    void pathWithoutModelsIsTold() throws IOException {
        assertThatThrownBy(() -> ModelFinder.models(Files.createDirectory(root.resolve("empty"))))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("no manifest.json");
        assertThatThrownBy(() -> ModelFinder.models(root.resolve("specs/queue/Queue.tla")))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("no Queue.cfg beside the module");
        assertThatThrownBy(() -> ModelFinder.models(root.resolve("specs/queue/MCQueue.cfg")))
                .isInstanceOf(UnusableInputException.class);
        assertThatThrownBy(() -> ModelFinder.models(root.resolve("nowhere")))
                .isInstanceOf(UnusableInputException.class).hasMessageContaining("no such file");
        Files.writeString(manifest, "{\"sources\": [], \"authors\": [], \"tags\": [], \"modules\": []}");
        assertThatThrownBy(() -> ModelFinder.models(root)).isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("manifests without a single model");
    }
}
