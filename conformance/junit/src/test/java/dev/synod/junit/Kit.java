package dev.synod.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a class of tests as an engine would, and tells what its failures say. */
public final class Kit {

    private Kit() {
    }

    /** What came of the tests of that class, run by that engine. */
    public static EngineExecutionResults run(String engine, Class<?> cases) {
        return EngineTestKit.engine(engine)
                .configurationParameter("jqwik.database", "target/jqwik-database")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .selectors(selectClass(cases))
                .execute();
    }

    /** The throwables of all that failed, containers too. */
    public static List<Throwable> failures(EngineExecutionResults results) {
        return results.allEvents().finished().stream()
                .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
                .filter(result -> result.getStatus() == Status.FAILED)
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    /** The names of the tests that were run to their end. */
    public static List<String> names(EngineExecutionResults results) {
        return results.testEvents().finished().stream().map(Event::getTestDescriptor)
                .map(descriptor -> descriptor.getDisplayName()).toList();
    }
}
