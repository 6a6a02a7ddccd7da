package dev.synod.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** The commands that show a failure again. */
final class Again {

    private Again() {
    }

    /** The command that runs the test of that context again. */
    static String test(ExtensionContext context) {
        return test(context.getRequiredTestClass(), context.getRequiredTestMethod().getName());
    }

    static String test(Class<?> type, String method) {
        String name = type.getName();
        return "mvn test -Dtest=" + name.substring(name.lastIndexOf('.') + 1) + "#" + method;
    }
}
