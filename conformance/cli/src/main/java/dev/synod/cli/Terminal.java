package dev.synod.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Tells whether a person is looking on. */
final class Terminal {

    private Terminal() {
    }

    /**
     * Whether output goes to a terminal and this is not a build server, which by convention sets {@code CI}.
     *
     * @return whether it does
     */
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && System.getenv("CI") == null && isTerminal(console);
    }

    /** From Java 22 on there is a console even where there is no terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
