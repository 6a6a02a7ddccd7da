package dev.synod.tlc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs TLC's distributed mode with two workers on this machine. */
class DistributedRunTest {

    private static final Optional<Distribution> TWO = Optional.of(new Distribution(2, Distribution.LOOPBACK));
    private static final Path SYNOD = Path.of("..", "..", "specs", "synod").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private CheckResult check(ModelRun.Builder run, ProgressListener listener) throws Exception {
        return new Tlc(TlaTools.bundled()).run(run.timeLimit(Duration.ofMinutes(8)).build(),
                folder.resolve("tlc.log"), listener);
    }

    /** Kills a worker once the search is under way. */
    private static final class Killer implements ProgressListener {
        private final AtomicInteger killed = new AtomicInteger();

        @Override
        public void progress(Progress progress) {
            if (progress.generated() > 1 && progress.queued() > 0 && killed.get() == 0) {
                ProcessHandle.current().descendants()
                        .filter(process -> process.info().arguments().map(List::of).orElse(List.of())
                                .contains("tlc2.tool.distributed.TLCWorker"))
                        .findFirst().ifPresent(worker -> {
                            if (worker.destroyForcibly()) {
                                killed.incrementAndGet();
                            }
                        });
            }
        }
    }

    @Test
    void aKilledWorkerDoesNotLoseTheRun() throws Exception {
        Killer killer = new Killer();
        CheckResult result = check(Specs.run("Grid", "GridLarge").distribution(TWO), killer);
        assertThat(killer.killed).as("workers killed during the search").hasValue(1);
        assertThat(result).isInstanceOf(CheckResult.Success.class);
        // As the local mode finds them: (Side + 1) ^ 2 states, each reached from the left and from below.
        assertThat(result.details().statistics().counts().orElseThrow().distinct()).isEqualTo(401 * 401);
        assertThat(result.details().statistics().counts().orElseThrow().queued()).isZero();
        assertThat(result.details().warnings()).anySatisfy(
                warning -> assertThat(warning).contains("ended with exit status").contains("took its place"));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains("TLCWorker"))).isEmpty();
    }

    @Test
    void whatTheModeDoesNotNameIsNamedByTheLocalOne() throws Exception {
        CheckResult result = check(Specs.run("Grid", "GridCorner").distribution(TWO), ProgressListener.NONE);
        assertThat(result).isInstanceOfSatisfying(CheckResult.SafetyViolation.class, violation -> {
            assertThat(violation.property()).isEqualTo("OffCorner");
            assertThat(violation.behaviour()).hasSize(11);
        });
        assertThat(folder.resolve("tlc.log.server")).exists();
    }

    /** TLC's distributed mode would pass over the property, which is false, and say success. */
    @Test
    void temporalPropertiesAreRefused() {
        assertThatThrownBy(() -> check(Specs.run("Counter", "CounterLasso").distribution(TWO), ProgressListener.NONE))
                .isInstanceOf(UnsupportedByToolException.class).hasMessageContaining("Returns, StaysDown");
    }

    @Test
    void propertiesOfStepsAreChecked() throws Exception {
        assertThat(check(Specs.run("Counter", "CounterNeverDown").distribution(TWO), ProgressListener.NONE))
                .isInstanceOfSatisfying(CheckResult.SafetyViolation.class,
                        violation -> assertThat(violation.kind()).isEqualTo(CheckResult.PropertyKind.ACTION_PROPERTY));
    }

    @Test
    void modelThatCannotBeParsedIsToldAsLocally() throws Exception {
        assertThat(check(Specs.run("ParseError", "ParseError").distribution(TWO), ProgressListener.NONE))
                .isInstanceOf(CheckResult.SpecError.class);
    }

    /** As the documentation tells those to do who have workers on other machines; it takes TLC's usual port. */
    @Tag("deep")
    @Test
    void workerStartedByHandDoesAllTheWork() throws Exception {
        Process worker = new ProcessBuilder(ToolProcess.java(), "-Djava.rmi.server.hostname=127.0.0.1", "-cp",
                TlaTools.bundled().classPath().toString(), "tlc2.tool.distributed.TLCWorker", "127.0.0.1")
                .redirectErrorStream(true).redirectOutput(folder.resolve("worker.log").toFile()).start();
        try {
            CheckResult result = check(Specs.run("Grid", "Grid")
                    .distribution(Optional.of(new Distribution(0, "127.0.0.1"))), ProgressListener.NONE);
            assertThat(result).isInstanceOf(CheckResult.Success.class);
            assertThat(result.details().statistics().counts().orElseThrow().distinct()).isEqualTo(251 * 251);
            assertThat(worker.waitFor(1, TimeUnit.MINUTES)).as("the worker ends when the search does").isTrue();
            assertThat(folder.resolve("worker.log")).content().contains("work completed");
        } finally {
            worker.destroyForcibly();
        }
    }

    @Tag("deep")
    @Test
    void theSynodHasTheSameStatesAsLocally() throws Exception {
        Path config = SYNOD.resolve("MCSynod.cfg");
        ModelRun.Builder run = ModelRun.of(SYNOD.resolve("MCSynod.tla"), config);
        CheckResult distributed = check(run.distribution(TWO), ProgressListener.NONE);
        CheckResult local = check(ModelRun.of(SYNOD.resolve("MCSynod.tla"), config), ProgressListener.NONE);
        assertThat(distributed).isInstanceOf(CheckResult.Success.class);
        assertThat(distributed.details().statistics().counts().orElseThrow().distinct())
                .isEqualTo(local.details().statistics().counts().orElseThrow().distinct());
    }
}
