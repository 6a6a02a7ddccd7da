package dev.synod.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;

/** How a failure is told. */
final class Failures {

    private Failures() {
    }

    /** A failure whose message is the whole story: where in the kit it was told is of no interest. */
    static AssertionFailedError of(String story) {
        AssertionFailedError failure = new AssertionFailedError(story);
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    /** The command that runs the test, or the class of tests, of that context again. */
    static String again(ExtensionContext context) {
        String type = context.getRequiredTestClass().getName();
        return "mvn test -Dtest=" + type.substring(type.lastIndexOf('.') + 1)
                + context.getTestMethod().map(m -> "#" + m.getName()).orElse("");
    }
}
