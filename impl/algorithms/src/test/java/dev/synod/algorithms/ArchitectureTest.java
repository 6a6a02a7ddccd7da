package dev.synod.algorithms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.synod.runtime.Machine;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.synod", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule AN_ALGORITHM_KNOWS_ONLY_WHAT_A_MACHINE_IS = classes()
            .that().resideInAPackage("dev.synod.algorithms..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.annotation.processing", "dev.synod.runtime", "dev.synod.algorithms..",
                    "io.soabase.recordbuilder.core");

    @ArchTest
    static final ArchRule NO_ALGORITHM_KNOWS_ANOTHER =
            slices().matching("dev.synod.algorithms.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule A_MACHINE_IS_PURE = noClasses()
            .that().areAssignableTo(Machine.class).and().resideInAPackage("dev.synod.algorithms..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.time..", "java.util.concurrent..",
                    "java.util.random..", "java.util.logging..")
            .orShould().dependOnClassesThat().belongToAnyOf(
                    java.util.Random.class, System.class, Thread.class);

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_NO_ALGORITHM_AND_NO_CHECKER = noClasses()
            .that().resideInAPackage("dev.synod.runtime..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.synod.algorithms..", "dev.synod.replay..", "dev.synod.tlc..",
                    "dev.synod.explore..");

    @ArchTest
    static final ArchRule WHAT_A_MACHINE_IS_DOES_NOT_KNOW_WHAT_RUNS_IT = noClasses()
            .that().resideInAPackage("dev.synod.runtime")
            .should().dependOnClassesThat()
            .resideInAnyPackage("dev.synod.runtime.trace", "dev.synod.runtime.simulation", "dev.synod.trace");
}
